// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HeadlessRehearsal: the whole rehearsal without a window: lets the world run, breaks the primary, fails over, mends
// it, fails back, and prints what happens. The runner, the client and the recipes are those of a live run.
#pragma once

#include "app/cli/commandline.h"
#include "app/composition/enginehost.h"
#include "app/composition/headlessdriver.h"
#include "app/composition/monitorhost.h"
#include "app/rehearsal/gateanswers.h"
#include "app/rehearsal/rehearsalsummary.h"
#include "app/rehearsal/simulatorchild.h"
#include "app/simulator/process/scenario.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace twinlake {

class HeadlessRehearsal : public QObject {
    Q_OBJECT

public:
    HeadlessRehearsal(CommandLine line, simulator::Scenario scenario, GateAnswers answers);
    ~HeadlessRehearsal() override;

    void start();
    /// A signal came: nothing more is begun, what is open is left as the journal has it.
    void interrupt();

Q_SIGNALS:
    void finished(int exitCode);
    /// Internal: the incident being driven has ended, or can never end.
    void incidentOver();

private:
    QCoro::Task<> carryOut(QJsonObject listening);
    QCoro::Task<Result<>> prepare(QJsonObject listening);
    QCoro::Task<Result<>> breakAndFailOver();
    QCoro::Task<Result<>> mendAndFailBack();
    QCoro::Task<std::optional<RunState>> drive(RecipeKind recipe);
    QCoro::Task<> measureFloor();
    QCoro::Task<Result<>> writeReport();
    void onHalt(Halt halt);
    void note(const QString &event, const QString &text);
    void conclude(const QString &trouble);

    CommandLine m_line;
    simulator::Scenario m_scenario;
    GateAnswers m_answers;
    QTemporaryDir m_scratch;
    SimulatorChild m_child;
    std::optional<Estate> m_estate;
    std::shared_ptr<EstateClock> m_clock;
    std::unique_ptr<ControlChannel> m_control;
    std::unique_ptr<MonitorHost> m_monitor;
    std::unique_ptr<EngineHost> m_engine;
    RehearsalSummary m_summary;
    std::unique_ptr<HeadlessDriver> m_driver;
    QStringList m_faults; ///< ids, to be lifted
    std::stop_source m_stop;
    bool m_abandoned = false;
    bool m_concluded = false;
};

} // namespace twinlake
