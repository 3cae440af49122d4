// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/headlessconsoles.h"

#include "app/cli/privatefiles.h"
#include "app/composition/statefolders.h"
#include "app/rehearsal/childenvironment.h"
#include "app/store/journalstore.h"
#include "models/runbook/fold.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <qcoro/qcorosignal.h>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

void endConsole(QProcess *console)
{
    if (!console)
        return;
    console->disconnect();
    if (console->state() != QProcess::NotRunning) {
        console->kill();
        console->waitForFinished(5000);
    }
    console->deleteLater();
}

} // namespace

HeadlessConsoles::HeadlessConsoles(ConsolesSetup setup)
    : m_setup(std::move(setup))
    , m_driver(nullptr, endConsole)
    , m_second(nullptr, endConsole)
    , m_toCome(m_setup.events)
{
}

HeadlessConsoles::~HeadlessConsoles() = default;

HeadlessConsoles::Console HeadlessConsoles::makeConsole(const QString &home) const
{
    static_cast<void>(makePrivateFolder(home)); // the console says so itself if it has none
    Console console(new QProcess, endConsole);
    QProcessEnvironment environment = childEnvironment();
    environment.insert(u"XDG_STATE_HOME"_s, home);
    console->setProcessEnvironment(environment);
    console->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    return console;
}

QCoro::Task<DrivenIncident> HeadlessConsoles::carryOut(QString recipe)
{
    m_recipe = recipe;
    m_incident.clear();
    m_result = u"inconclusive"_s;
    m_takeOvers = 0;
    if (m_home.isEmpty())
        m_home = u"%1/console-%2"_s.arg(m_setup.folder).arg(++m_homes);
    launch({u"run"_s, recipe, u"--group"_s, m_setup.group});
    co_await qCoro(this, &HeadlessConsoles::over);
    co_return DrivenIncident{recipe, incidentState(), m_result, m_takeOvers};
}

void HeadlessConsoles::giveUp()
{
    m_givenUp = true;
    if (m_driver)
        m_driver->terminate();
}

void HeadlessConsoles::launch(const QStringList &arguments)
{
    m_driver = makeConsole(m_home);
    QProcess *const console = m_driver.get();
    connect(console, &QProcess::readyReadStandardOutput, this, [this, console] { readLines(*console, true); });
    // Queued: the next console replaces this one, which must not die inside its own signal.
    connect(console, &QProcess::finished, this, &HeadlessConsoles::onDriverEnded, Qt::QueuedConnection);
    console->start(QCoreApplication::applicationFilePath(),
                   arguments
                       + QStringList{u"--estate"_s, m_setup.estateFile, u"--headless"_s, u"--answers"_s,
                                     m_setup.answers, u"--output"_s, u"ndjson"_s},
                   QIODevice::ReadOnly);
}

void HeadlessConsoles::readLines(QProcess &console, bool drives)
{
    while (console.canReadLine()) {
        const QJsonObject event = QJsonDocument::fromJson(console.readLine()).object();
        if (event.isEmpty())
            continue;
        if (drives)
            onDriverLine(event);
        else
            Q_EMIT line(event);
    }
}

void HeadlessConsoles::onDriverLine(const QJsonObject &event)
{
    if (const QString incident = event["incident"_L1].toString(); !incident.isEmpty())
        m_incident = incident;
    if (event["event"_L1].toString() == "summary"_L1) {
        m_result = event["result"_L1].toString();
        return;
    }
    Q_EMIT line(event);
    if (event["event"_L1].toString() != "step_started"_L1)
        return;
    const QString step = event["step"_L1].toString();
    const auto due = std::find_if(m_toCome.begin(), m_toCome.end(), [&](const simulator::ScenarioConsoleEvent &one) {
        return ScenarioPlayer::names(one.atStep, m_recipe, step);
    });
    if (due == m_toCome.end() || !m_befallen.isEmpty())
        return;
    const QString what = due->what;
    m_toCome.erase(due);
    befall(what);
}

void HeadlessConsoles::befall(const QString &what)
{
    if (what == "second"_L1) {
        sendSecond();
        return;
    }
    m_befallen = what;
    m_driver->kill();
    Q_EMIT said(u"console"_s,
                what == "lost"_L1 ? tr("The console is gone, its journal with it. Another one takes over.")
                                  : tr("The console is killed and started again."));
}

void HeadlessConsoles::onDriverEnded()
{
    readLines(*m_driver, true);
    const QString what = std::exchange(m_befallen, {});
    if (what.isEmpty() || m_givenUp) {
        m_driver.reset();
        if (!m_second)
            Q_EMIT over();
        return;
    }
    ++m_takeOvers;
    if (what == "lost"_L1) {
        m_home = u"%1/console-%2"_s.arg(m_setup.folder).arg(++m_homes);
        launch({u"resume"_s});
    } else {
        launch({u"resume"_s, m_incident});
    }
}

void HeadlessConsoles::sendSecond()
{
    Q_EMIT said(u"console"_s, tr("A second operator starts the same %1.").arg(m_recipe));
    m_second = makeConsole(u"%1/console-%2"_s.arg(m_setup.folder).arg(++m_homes));
    QProcess *const console = m_second.get();
    connect(console, &QProcess::readyReadStandardOutput, this, [this, console] { readLines(*console, false); });
    connect(
        console, &QProcess::finished, this,
        [this] {
            readLines(*m_second, false);
            m_secondExitCodes.append(m_second->exitCode());
            m_second.reset();
            if (!m_driver)
                Q_EMIT over();
        },
        Qt::QueuedConnection);
    console->start(QCoreApplication::applicationFilePath(),
                   {u"run"_s, m_recipe, u"--group"_s, m_setup.group, u"--estate"_s, m_setup.estateFile, u"--headless"_s,
                    u"--answers"_s, m_setup.answers, u"--output"_s, u"ndjson"_s},
                   QIODevice::ReadOnly);
}

/// As the journal of the console that drove last has it.
std::optional<RunState> HeadlessConsoles::incidentState() const
{
    const QString folder = m_home + u"/twinlake"_s + stateFolder(m_setup.estate).mid(stateHome().size());
    const auto journal = JournalStore::open(journalFile(folder), JournalStore::Access::ReadOnly);
    if (!journal || m_incident.isEmpty())
        return std::nullopt;
    const auto events = (*journal)->eventsOf(IncidentId{m_incident});
    return events && !events->isEmpty() ? std::optional(fold(*events)) : std::nullopt;
}

} // namespace twinlake
