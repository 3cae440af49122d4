// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/headlessrehearsal.h"

#include "app/composition/inflight.h"
#include "app/composition/statefolders.h"
#include "app/rehearsal/floor.h"
#include "app/rehearsal/printout.h"
#include "app/rehearsal/reportfile.h"
#include "models/estate/estateparser.h"

#include <QFile>
#include <QJsonDocument>
#include <QTimer>

#include <qcoro/qcorosignal.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

HeadlessRehearsal::HeadlessRehearsal(CommandLine line, simulator::Scenario scenario, GateAnswers answers)
    : m_line(std::move(line))
    , m_scenario(std::move(scenario))
    , m_answers(std::move(answers))
{
    m_summary.scenario = m_scenario.id;
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
    Result<> going = co_await prepare(listening);
    if (going)
        going = co_await breakAndFailOver();
    if (going && m_summary.failover && m_summary.failover->result == RunResult::Passed)
        going = co_await mendAndFailBack();
    if (m_control && !m_line.reportDirectory.isEmpty()) {
        const Result<> written = co_await writeReport();
        if (going)
            going = written;
    }
    conclude(going ? QString() : going.error().message);
}

QCoro::Task<Result<>> HeadlessRehearsal::prepare(QJsonObject listening)
{
    QFile file(listening.value("estate"_L1).toString());
    if (!file.open(QIODevice::ReadOnly))
        co_return fail(Error::Kind::Storage,
                       tr("The estate file of the simulator cannot be read: %1").arg(file.errorString()));
    const auto estate = parseEstate(file.readAll());
    if (!estate)
        co_return fail(Error::Kind::Configuration,
                       tr("The estate file of the simulator is not valid: %1").arg(estate.error().first().problem));
    m_estate = *estate;
    const auto clock = co_await EstateClock::open(m_estate->rehearsal, true);
    if (!clock)
        co_return tl::unexpected<Error>(clock.error());
    m_clock = *clock;
    connect(m_clock.get(), &EstateClock::worldLost, this, &HeadlessRehearsal::conclude);
    m_control = std::make_unique<ControlChannel>(m_estate->rehearsal->control);
    note(u"simulator"_s, tr("The simulator's control address is %1.").arg(m_estate->rehearsal->control.toString()));
    const auto folder = makeStateFolder(*m_estate);
    if (!folder)
        co_return tl::unexpected<Error>(folder.error());
    m_engine = std::make_unique<EngineHost>(EngineSetup{*m_estate, m_clock, *folder});
    m_driver = std::make_unique<HeadlessDriver>(*m_engine, m_clock, m_answers, m_line.output);
    connect(m_driver.get(), &HeadlessDriver::halted, this, &HeadlessRehearsal::onHalt);
    connect(m_engine.get(), &EngineHost::refused, this, [this](const Error &why) { conclude(why.message); });
    const auto started = m_engine->start();
    if (!started)
        co_return tl::unexpected<Error>(started.error());
    // The monitor watches what the scenario is about: at 300 virtual seconds a second more would only make the servers
    // busy.
    Estate watched = *m_estate;
    watched.groups.removeIf([this](const FailoverGroup &group) { return group.name != m_scenario.group; });
    m_monitor = std::make_unique<MonitorHost>(MonitorSetup{watched, m_clock, *folder + u"/history.sqlite"_s});
    connect(m_monitor.get(), &MonitorHost::snapshotTaken, m_engine.get(), &EngineHost::offer);
    m_monitor->start();
    co_return Result<>();
}

QCoro::Task<Result<>> HeadlessRehearsal::breakAndFailOver()
{
    note(u"normal"_s, tr("Normal operation for %1.").arg(humanDuration(m_scenario.normal)));
    const Duration normal = m_scenario.normal;
    co_await m_clock->clock().after(normal, m_stop.get_token());
    for (const simulator::ScenarioFault &fault : std::as_const(m_scenario.breaks)) {
        const InFlight world(m_clock->activity());
        const QJsonObject body = QJsonDocument::fromJson(fault.wish).object();
        const auto id = co_await m_control->addFault(body);
        if (!id)
            co_return tl::unexpected<Error>(id.error());
        m_faults.append(*id);
        note(u"fault"_s, tr("The facilitator breaks %1: %2.").arg(fault.target, fault.kind));
    }
    const Instant broken = m_clock->clock().now();
    m_summary.failover = co_await drive(RecipeKind::Failover);
    co_await measureFloor();
    if (!m_summary.failover || m_summary.failover->result != RunResult::Passed)
        co_return Result<>();
    const Duration left = m_scenario.returnAfter - between(broken, m_clock->clock().now());
    if (left > 0s)
        co_await m_clock->clock().after(left, m_stop.get_token());
    co_return Result<>();
}

QCoro::Task<Result<>> HeadlessRehearsal::mendAndFailBack()
{
    while (!m_faults.isEmpty()) {
        const InFlight world(m_clock->activity());
        const QString id = m_faults.takeFirst();
        const auto lifted = co_await m_control->liftFault(id);
        if (!lifted)
            co_return tl::unexpected<Error>(lifted.error());
    }
    note(u"mend"_s, tr("The facilitator mends what was broken."));
    m_summary.failback = co_await drive(RecipeKind::Failback);
    co_return Result<>();
}

QCoro::Task<std::optional<RunState>> HeadlessRehearsal::drive(RecipeKind recipe)
{
    if (m_stop.stop_requested())
        co_return std::nullopt;
    m_driver->begin(false);
    m_abandoned = false;
    OpenIncident request;
    request.recipe = recipe;
    request.group = m_scenario.group;
    request.driver = qEnvironmentVariable("USER", u"rehearsal"_s);
    m_engine->open(request);
    co_await qCoro(this, &HeadlessRehearsal::incidentOver);
    co_return m_driver->current();
}

QCoro::Task<> HeadlessRehearsal::measureFloor()
{
    if (!m_summary.failover || !m_summary.failover->clocks.detectedAt || !m_summary.failover->clocks.servingProvenAt)
        co_return;
    const FailoverGroup *group = m_estate->group(m_scenario.group);
    FloorQuestion question;
    question.group = group->name;
    question.target = regionKey(m_summary.failover->to);
    question.activationWorkspace = group->activation[m_summary.failover->to].workspace;
    question.consumersWorkspace = group->consumers ? group->consumers->variable.workspace : QString();
    question.from = *m_summary.failover->clocks.detectedAt;
    question.to = *m_summary.failover->clocks.servingProvenAt;
    const InFlight world(m_clock->activity());
    const auto state = co_await m_control->state();
    if (state)
        m_summary.floor = serverFloor(*state, question);
}

// What the world says of this rehearsal, for whoever checks our words against it.
QCoro::Task<Result<>> HeadlessRehearsal::writeReport()
{
    const InFlight world(m_clock->activity());
    const auto ledger = co_await m_control->ledger();
    if (!ledger)
        co_return tl::unexpected<Error>(ledger.error());
    const auto state = co_await m_control->state();
    if (!state)
        co_return tl::unexpected<Error>(state.error());
    Result<> written = writeReportFile(m_line.reportDirectory, u"ledger.json"_s, *ledger);
    if (written)
        written = writeReportFile(m_line.reportDirectory, u"state.json"_s, *state);
    if (written)
        written = writeReportFile(m_line.reportDirectory, u"summary.json"_s, m_summary.json());
    co_return written;
}

// A person would retry, skip or look; without one the incident is given up where it is, for the world goes too.
void HeadlessRehearsal::onHalt(Halt halt)
{
    if (halt == Halt::Closed) {
        Q_EMIT incidentOver();
        return;
    }
    const RunState state = *m_driver->current();
    QString why = tr("Nobody is there to decide.");
    for (const StepProgress &step : state.steps) {
        if (step.status == StepStatus::Failed || !step.cause.isEmpty())
            why = tr("%1 failed: %2").arg(step.title, step.sentence);
    }
    if (!std::exchange(m_abandoned, true))
        m_engine->commands().abandon(state.id, why);
}

void HeadlessRehearsal::note(const QString &event, const QString &text)
{
    const Instant now = m_clock->clock().now();
    if (m_line.output == OutputFormat::Text) {
        print(u"%1  %2"_s.arg(toIso(now), text).toUtf8());
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
    if (m_driver && m_driver->current() && !m_summary.failover)
        m_summary.failover = m_driver->current();
    if (m_driver)
        m_driver->stop();
    if (m_monitor)
        m_monitor->stop();
    if (m_engine)
        m_engine->stop();
    if (m_line.output == OutputFormat::Text)
        print(m_summary.text().toUtf8());
    else
        print(m_summary.json());
    connect(&m_child, &SimulatorChild::ended, this, [this] { Q_EMIT finished(m_summary.exitCode()); });
    m_child.stop();
}

} // namespace twinlake
