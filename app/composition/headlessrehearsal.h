// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HeadlessRehearsal: the whole rehearsal without a window: lets the world run, breaks it, carries out the scenario's
// recipes, mends it in between, and says whether all went as the scenario expects. The runner, the client and the
// recipes are those of a live run.
#pragma once

#include "app/cli/commandline.h"
#include "app/composition/enginehost.h"
#include "app/composition/headlessconsoles.h"
#include "app/composition/headlessdriver.h"
#include "app/composition/monitorhost.h"
#include "app/composition/scriptlock.h"
#include "app/rehearsal/gateanswers.h"
#include "app/rehearsal/rehearsalsummary.h"
#include "app/rehearsal/scenarioscript.h"
#include "app/rehearsal/simulatorchild.h"

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
    QCoro::Task<Result<>> prepare(QString estateFile);
    void makeScript(const QString &folder);
    Result<> startEngine(const QString &folder);
    void startMonitor(const QString &folder);
    void makeConsoles(const QString &estateFile);
    QCoro::Task<Result<>> normalThenBreak();
    QCoro::Task<Result<>> playRecipes();
    QCoro::Task<Result<>> mend();
    QCoro::Task<DrivenIncident> drive(QString recipe);
    QCoro::Task<DrivenIncident> driveHere(QString recipe);
    QCoro::Task<> giveUpInTime();
    QCoro::Task<> lookBeforeRepoint(QString recipe);
    QCoro::Task<> playStep(QString incident, QString recipe, QString step);
    QCoro::Task<Result<>> judge();
    QCoro::Task<Result<QJsonObject>> worldState();
    bool wentAsExpected(const DrivenIncident &incident) const;
    void onJournalled(const JournalEvent &event);
    void onConsoleLine(const QJsonObject &line);
    void onHalt(Halt halt);
    void giveUp(const QString &result, const QString &why);
    void note(const QString &event, const QString &text);
    void conclude(const QString &trouble);

    CommandLine m_line;
    GateAnswers m_answers;
    QTemporaryDir m_scratch;
    SimulatorChild m_child;
    std::optional<Estate> m_estate;
    std::shared_ptr<EstateClock> m_clock;
    std::unique_ptr<ControlChannel> m_control;
    std::unique_ptr<LocalLock> m_scriptLock; ///< others that go on in this folder play nothing meanwhile
    std::unique_ptr<ScenarioScript> m_script;
    std::unique_ptr<MonitorHost> m_monitor;
    std::unique_ptr<EngineHost> m_engine;
    RehearsalSummary m_summary;
    RehearsedWorld m_world;
    std::unique_ptr<HeadlessDriver> m_driver;
    std::unique_ptr<HeadlessConsoles> m_consoles; ///< only if the scenario has something befall them
    std::optional<Instant> m_brokenAt;
    QString m_recipe; ///< being carried out
    QString m_givenUp; ///< the result of an incident that was given up; empty: it was not
    std::stop_source m_stop;
    bool m_concluded = false;
};

} // namespace twinlake
