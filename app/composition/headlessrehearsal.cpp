// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/headlessrehearsal.h"

#include "app/cli/printout.h"
#include "app/composition/statefolders.h"
#include "app/http/inflight.h"
#include "models/estate/estateparser.h"

#include <QFile>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

HeadlessRehearsal::HeadlessRehearsal(CommandLine line, simulator::Scenario scenario, GateAnswers answers)
    : m_line(std::move(line))
    , m_answers(std::move(answers))
{
    m_summary.scenario = std::move(scenario);
    m_summary.seed = m_line.seed;
    connect(&m_child, &SimulatorChild::listening, this, [this](const QJsonObject &listening) { carryOut(listening); });
    connect(&m_child, &SimulatorChild::failed, this, &HeadlessRehearsal::conclude);
}

HeadlessRehearsal::~HeadlessRehearsal() = default;

void HeadlessRehearsal::start()
{
    SimulatorOptions options;
    options.scenario = m_line.scenario; // an id, or a file of the operator's own
    options.speed = m_line.speed;
    options.seed = m_line.seed;
    options.estateFile = m_scratch.filePath(u"estate.json"_s);
    m_child.start(options);
}

void HeadlessRehearsal::interrupt()
{
    m_summary.interrupted = true;
    m_stop.request_stop();
    conclude({});
}

QCoro::Task<> HeadlessRehearsal::carryOut(QJsonObject listening)
{
    Result<> going = co_await prepare(listening.value("estate"_L1).toString());
    if (going)
        going = co_await normalThenBreak();
    if (going)
        going = co_await playRecipes();
    if (going && !m_concluded)
        going = co_await judge();
    conclude(going ? QString() : going.error().message);
}

QCoro::Task<Result<>> HeadlessRehearsal::prepare(QString estateFile)
{
    QFile file(estateFile);
    if (!file.open(QIODevice::ReadOnly))
        co_return fail(Error::Kind::Storage,
                       tr("The estate file of the simulator cannot be read: %1").arg(file.errorString()));
    const auto estate = parseEstate(file.readAll());
    if (!estate)
        co_return fail(Error::Kind::Configuration,
                       tr("The estate file of the simulator is not valid: %1").arg(estate.error().first().problem));
    m_estate = *estate;
    if (!m_estate->group(m_summary.scenario.group))
        co_return fail(
            Error::Kind::Configuration,
            tr("The scenario is about the group %1, which its world has not.").arg(m_summary.scenario.group));
    const auto clock = co_await EstateClock::open(m_estate->rehearsal, true);
    if (!clock)
        co_return tl::unexpected<Error>(clock.error());
    m_clock = *clock;
    connect(m_clock.get(), &EstateClock::worldLost, this, &HeadlessRehearsal::conclude);
    m_control = std::make_unique<ControlChannel>(m_estate->rehearsal->control);
    note(u"simulator"_s, tr("The simulator's control address is %1.").arg(m_estate->rehearsal->control.toString()));
    if (!m_summary.scenario.console.isEmpty()) { // their journals are elsewhere, and this process is no console
        makeScript({});
        makeConsoles(estateFile);
        co_return Result<>();
    }
    const auto folder = makeStateFolder(*m_estate);
    if (!folder)
        co_return tl::unexpected<Error>(folder.error());
    keepEstateCopy(*folder, estateFile);
    makeScript(*folder);
    const Result<> started = startEngine(*folder);
    if (started)
        startMonitor(*folder);
    co_return started;
}

void HeadlessRehearsal::makeScript(const QString &folder)
{
    KeptScript script{m_summary.scenario, simulator::scenarioText(m_line.scenario).value_or(QByteArray()), m_line.seed};
    if (!folder.isEmpty() && keepScript(folder, script)) {
        if (auto held = takeScript(*m_estate, folder))
            m_scriptLock = std::move(held->lock);
    }
    m_script =
        std::make_unique<ScenarioScript>(std::move(script), folder, *m_control, m_clock->clock(), m_clock->activity());
    connect(&m_script->player(), &ScenarioPlayer::said, this, &HeadlessRehearsal::note);
}

Result<> HeadlessRehearsal::startEngine(const QString &folder)
{
    m_engine = std::make_unique<EngineHost>(EngineSetup{*m_estate, m_clock, folder});
    m_driver = std::make_unique<HeadlessDriver>(*m_engine, m_clock, m_answers, m_line.output);
    connect(m_driver.get(), &HeadlessDriver::halted, this, &HeadlessRehearsal::onHalt);
    connect(m_engine.get(), &EngineHost::journalled, this, &HeadlessRehearsal::onJournalled);
    connect(m_engine.get(), &EngineHost::refused, this, [this](const Error &why) { conclude(why.message); });
    return m_engine->start();
}

// The monitor watches what the scenario is about: at 300 virtual seconds a second more would only make the servers
// busy.
void HeadlessRehearsal::startMonitor(const QString &folder)
{
    Estate watched = *m_estate;
    watched.groups.removeIf([this](const FailoverGroup &group) { return group.name != m_summary.scenario.group; });
    m_monitor = std::make_unique<MonitorHost>(MonitorSetup{watched, m_clock, folder + u"/history.sqlite"_s});
    connect(m_monitor.get(), &MonitorHost::snapshotTaken, m_engine.get(), &EngineHost::offer);
    m_monitor->start();
}

void HeadlessRehearsal::makeConsoles(const QString &estateFile)
{
    const simulator::Scenario &scenario = m_summary.scenario;
    m_consoles = std::make_unique<HeadlessConsoles>(
        ConsolesSetup{*m_estate, estateFile, scenario.group, m_scratch.path(), m_line.answers, scenario.console});
    connect(m_consoles.get(), &HeadlessConsoles::line, this, &HeadlessRehearsal::onConsoleLine);
    connect(m_consoles.get(), &HeadlessConsoles::said, this, &HeadlessRehearsal::note);
}

QCoro::Task<Result<>> HeadlessRehearsal::normalThenBreak()
{
    const Duration normal = m_summary.scenario.normal;
    note(u"normal"_s, tr("Normal operation for %1.").arg(humanDuration(normal)));
    m_script->beginAt(m_clock->clock().now());
    const bool over = co_await m_clock->clock().after(normal, m_stop.get_token());
    if (!over)
        co_return Result<>();
    const auto state = co_await worldState();
    if (!state)
        co_return tl::unexpected<Error>(state.error());
    m_world.begin = *state;
    const Instant due = m_clock->clock().now();
    const Result<> broken = co_await m_script->breakNow(due);
    m_brokenAt = m_clock->clock().now();
    co_return broken;
}

QCoro::Task<Result<>> HeadlessRehearsal::playRecipes()
{
    if (m_summary.scenario.giveUpAfter > 0s)
        giveUpInTime();
    const QStringList recipes = m_summary.scenario.recipes;
    for (const QString &recipe : recipes) {
        if (m_stop.stop_requested())
            co_return Result<>();
        if (recipe == "failback"_L1) {
            const Result<> mended = co_await mend();
            if (!mended)
                co_return mended;
        }
        const DrivenIncident driven = co_await drive(recipe);
        m_summary.incidents.append(driven);
        if (!wentAsExpected(driven))
            co_return Result<>();
    }
    co_return Result<>();
}

QCoro::Task<Result<>> HeadlessRehearsal::mend()
{
    const Duration left = m_summary.scenario.returnAfter - between(*m_brokenAt, m_clock->clock().now());
    if (left > 0s)
        co_await m_clock->clock().after(left, m_stop.get_token());
    if (m_stop.stop_requested())
        co_return Result<>();
    co_return co_await m_script->mend();
}

void HeadlessRehearsal::note(const QString &event, const QString &text)
{
    if (m_line.output == OutputFormat::Json || m_concluded)
        return;
    const Instant now = m_clock->clock().now();
    if (m_line.output == OutputFormat::Text) {
        print(u"%1  %2"_s.arg(toIso(now), text));
        return;
    }
    print(QJsonObject{{u"at"_s, toIso(now)}, {u"incident"_s, QJsonValue()}, {u"event"_s, event}, {u"text"_s, text}});
}

void HeadlessRehearsal::conclude(const QString &trouble)
{
    if (std::exchange(m_concluded, true))
        return;
    m_stop.request_stop();
    m_summary.trouble = trouble;
    if (m_driver && m_driver->current() && m_summary.incidents.isEmpty())
        m_summary.incidents.append({m_recipe, m_driver->current(), resultWord(m_driver->current()->result), 0});
    if (m_script)
        m_script->player().stop();
    if (m_driver)
        m_driver->stop();
    if (m_monitor)
        m_monitor->stop();
    if (m_engine)
        m_engine->stop(headlessPatience);
    m_consoles.reset();
    if (m_line.output == OutputFormat::Text)
        print(m_summary.text().toUtf8());
    else
        print(m_summary.json());
    connect(&m_child, &SimulatorChild::ended, this, [this] { Q_EMIT finished(m_summary.exitCode()); });
    m_child.stop();
}

} // namespace twinlake
