// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RehearsalWindow: the console on a simulator of its own, with the facilitator's panel beside it.
#pragma once

#include "app/cli/commandline.h"
#include "app/composition/facilitatordesk.h"
#include "app/rehearsal/simulatorchild.h"
#include "app/simulator/process/scenario.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace twinlake {

class RehearsalWindow : public QObject {
    Q_OBJECT

public:
    RehearsalWindow(CommandLine line, simulator::Scenario scenario);
    ~RehearsalWindow() override;

    /// For tests and the picture taker, which are other programs: where the twinlake binary is.
    void setProgram(const QString &program) { m_program = program; }
    void start();
    void close();
    std::shared_ptr<EstateClock> clock() const { return m_clock; }
    Facilitator *facilitator() { return m_desk ? &m_desk->facilitator() : nullptr; }
    /// Null until the simulator listens.
    DriverWindow *console() { return m_console.get(); }

Q_SIGNALS:
    /// The window stands; tests and the picture taker begin here.
    void opened();
    void failed(const QString &why);

private:
    QCoro::Task<> carryOut(QJsonObject listening);
    void build(const Estate &estate, const QString &file, const QString &folder, std::shared_ptr<EstateClock> clock,
               HeldScript held);

    QString m_program;
    CommandLine m_line;
    simulator::Scenario m_scenario;
    QTemporaryDir m_scratch;
    SimulatorChild m_child;
    std::shared_ptr<EstateClock> m_clock;
    std::unique_ptr<DriverWindow> m_console;
    std::unique_ptr<FacilitatorDesk> m_desk;
};

} // namespace twinlake
