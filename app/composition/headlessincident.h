// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HeadlessIncident: `run` and `resume` without a window: one incident of one estate, from its opening or from where it
// was left, until it has ended or needs a person.
#pragma once

#include "app/cli/estatefile.h"
#include "app/cli/exitcodes.h"
#include "app/composition/headlessdriver.h"
#include "app/composition/headlessscript.h"
#include "app/rehearsal/incidentsummary.h"

#include <QObject>

namespace twinlake {

class HeadlessIncident : public QObject {
    Q_OBJECT

public:
    /// `line` is of the command run or resume; group and runbook are known to be valid.
    HeadlessIncident(CommandLine line, LoadedEstate estate, GateAnswers answers);
    ~HeadlessIncident() override;

    void start();
    /// A signal came: nothing more is begun, the incident stays open as the journal has it.
    void interrupt();

Q_SIGNALS:
    void finished(int exitCode);

private:
    QCoro::Task<> begin();
    Result<> makeEngine();
    void goOnWithScript();
    void onHalt(Halt halt);
    void onRefused(const Error &why);
    void concludeClosed(const RunState &closed);
    void conclude(RunResult result, ExitCode code, const QString &trouble);
    void conclude(const IncidentSummary &summary, ExitCode code);

    CommandLine m_line;
    LoadedEstate m_estate;
    GateAnswers m_answers;
    QString m_folder;
    std::shared_ptr<EstateClock> m_clock;
    std::unique_ptr<EngineHost> m_engine;
    std::unique_ptr<HeadlessDriver> m_driver;
    std::unique_ptr<HeadlessScript> m_script; ///< of a rehearsal that another console left; mostly null
    ExitCode m_abandonedWith = ExitCode::Failed; ///< what its closing means, once it was given up here
    bool m_abandoned = false;
    bool m_concluded = false;
};

} // namespace twinlake
