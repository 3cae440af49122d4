// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/enginehost.h"

#include "app/composition/crashhook.h"
#include "app/composition/place.h"
#include "app/composition/readclients.h"
#include "app/composition/secondperson.h"
#include "app/databricks/databrickswriter.h"
#include "app/http/mutationsender.h"
#include "app/monitor/mailbox.h"
#include "app/runner/runner.h"
#include "app/store/journalstore.h"
#include "app/store/locallock.h"
#include "app/terraform/terraformwriter.h"

#include <future>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A mutation may wait for its answer this long; only then is its outcome left to the next look (promise 3).
constexpr auto longestStop = 65s;

} // namespace

/// Mailboxes are the receiver's; all else lives on the engine thread.
struct EngineHost::Inside {
    std::unique_ptr<Mailbox<std::function<void()>>> outbox;
    std::unique_ptr<ReadClients> clients;
    PerRegion<std::unique_ptr<MutationSender>> senders;
    PerRegion<std::unique_ptr<DatabricksWriter>> writers;
    std::unique_ptr<MutationSender> terraformSender;
    std::unique_ptr<TerraformWriter> terraformWriter;
    std::unique_ptr<JournalStore> journal;
    std::unique_ptr<LocalLock> lock;
    std::unique_ptr<Runner> runner;
    std::shared_ptr<CrashHook> crash = CrashHook::fromEnvironment();
    std::promise<void> idle;
    bool stopped = false;

    HostOptions watched(HostOptions options) const;
    void makeClients(const EngineSetup &setup);
    RunnerPorts ports(const EngineSetup &setup);
    void clear();
};

HostOptions EngineHost::Inside::watched(HostOptions options) const
{
    if (crash)
        options.watch = [hook = crash](WireMoment) { hook->reached(); };
    return options;
}

void EngineHost::Inside::makeClients(const EngineSetup &setup)
{
    Clock &clock = setup.clock->clock();
    clients = std::make_unique<ReadClients>(setup.estate, clock, setup.clock->activity());
    for (const Region region : bothRegions) {
        senders[region] = std::make_unique<MutationSender>(watched(clients->regionOptions(region)), clock);
        writers[region] = std::make_unique<DatabricksWriter>(*senders[region]);
    }
    terraformSender = std::make_unique<MutationSender>(watched(clients->terraformOptions()), clock);
    terraformWriter = std::make_unique<TerraformWriter>(*terraformSender);
    std::function<void()> reached;
    if (const auto hook = CrashHook::ofLockFromEnvironment())
        reached = [hook] { hook->reached(); };
    lock = std::make_unique<LocalLock>(setup.folder + u"/lock"_s, reached);
}

RunnerPorts EngineHost::Inside::ports(const EngineSetup &setup)
{
    RunnerPorts all;
    all.estate = setup.estate;
    all.reads = clients->databricks();
    all.writes = {writers.primary.get(), writers.secondary.get()};
    all.terraformReads = clients->terraform();
    all.terraformWrites = terraformWriter.get();
    all.neutral = clients->neutral();
    all.journal = journal.get();
    all.clock = &setup.clock->clock();
    all.whoIs = [this, clock = all.clock](Region region, const QByteArray &token, const std::stop_token &stop) {
        return whoIs(clients->regionOptions(region), token, *clock, stop);
    };
    all.activity = setup.clock->activity();
    all.person = setup.person;
    all.otherEstateBecause = setup.otherEstateBecause;
    all.place = placeOf(setup.folder);
    if (crash)
        all.reached = [hook = crash](Boundary) { hook->reached(); };
    all.takeLock = [this] { return lock->take(); };
    all.releaseLock = [this] { lock->release(); };
    return all;
}

void EngineHost::Inside::clear()
{
    runner.reset();
    terraformWriter.reset();
    terraformSender.reset();
    writers = {};
    senders = {};
    clients.reset();
    journal.reset();
    lock.reset();
}

EngineHost::EngineHost(EngineSetup setup)
    : m_setup(std::move(setup))
    , m_inside(std::make_unique<Inside>())
    , m_room(u"engine"_s)
{
    m_inside->outbox = std::make_unique<Mailbox<std::function<void()>>>(
        Mailbox<std::function<void()>>::Keep::All, [this](const std::function<void()> &told) {
            told();
            if (Activity *activity = m_setup.clock->activity())
                activity->ended();
        });
}

EngineHost::~EngineHost()
{
    stop();
}

Result<> EngineHost::start()
{
    Result<> opened;
    m_room.runAndWait([this, &opened] { openInside(opened); });
    if (opened)
        m_room.run([inside = m_inside.get(), this] { // every page of the journal: no window waits for that
            if (const Result<> whole = inside->journal->ensureWhole(); !whole)
                deliver([this, error = whole.error()] { Q_EMIT refused(error); });
        });
    return opened;
}

void EngineHost::openInside(Result<> &opened)
{
    auto journal =
        JournalStore::open(m_setup.folder + u"/journal.sqlite"_s, JournalStore::Access::ReadWrite, JournalCheck::Later);
    if (!journal) {
        opened = tl::unexpected<Error>(journal.error());
        return;
    }
    m_inside->journal = std::move(*journal);
    m_inside->makeClients(m_setup);
    RunnerListeners listeners;
    listeners.stateChanged = [this](const RunState &state) { deliver([this, state] { Q_EMIT stateChanged(state); }); };
    listeners.journalled = [this](const JournalEvent &event) { deliver([this, event] { Q_EMIT journalled(event); }); };
    listeners.refused = [this](const Error &why) { deliver([this, why] { Q_EMIT refused(why); }); };
    listeners.journalFailed = [this](const Error &error) { deliver([this, error] { Q_EMIT refused(error); }); };
    listeners.idle = [this] {
        if (!std::exchange(m_inside->stopped, true))
            m_inside->idle.set_value();
    };
    m_inside->runner = std::make_unique<Runner>(m_inside->ports(m_setup), listeners);
}

// On its way to the owner's thread it is in flight: a stepped world must not run on before it was looked at.
void EngineHost::deliver(std::function<void()> onOwnThread)
{
    if (Activity *activity = m_setup.clock->activity())
        activity->began();
    m_inside->outbox->post(std::move(onOwnThread));
}

void EngineHost::stop()
{
    if (std::exchange(m_stopped, true))
        return;
    if (!m_inside->runner)
        return;
    auto idle = m_inside->idle.get_future();
    m_room.run([this] { m_inside->runner->stop(); });
    if (idle.wait_for(longestStop) == std::future_status::ready)
        m_room.runAndWait([this] { m_inside->clear(); });
    else
        static_cast<void>(m_inside.release()); // still in flight: deleting it under a running call would be worse
}

OperatorCommands &EngineHost::commands()
{
    return *this;
}

void EngineHost::offer(EstateSnapshot snapshot)
{
    tell([snapshot = std::move(snapshot)](Runner &runner) { runner.offer(snapshot); });
}

void EngineHost::tell(std::function<void(Runner &)> command)
{
    Activity *const activity = m_setup.clock->activity();
    if (activity)
        activity->began();
    m_room.run([this, activity, command = std::move(command)] {
        if (m_inside->runner)
            command(*m_inside->runner);
        if (activity)
            activity->ended();
    });
}

void EngineHost::open(OpenIncident request)
{
    tell([request](Runner &runner) { runner.open(request); });
}

void EngineHost::approve(IncidentId incident, QString gate, QString typed)
{
    tell([=](Runner &runner) { runner.approve(incident, gate, typed); });
}

void EngineHost::approveTogether(IncidentId incident, QString gate, QString typed, SecondPerson second)
{
    tell([=](Runner &runner) { runner.approveTogether(incident, gate, typed, second); });
}

void EngineHost::decline(IncidentId incident, QString gate, QString reason)
{
    tell([=](Runner &runner) { runner.decline(incident, gate, reason); });
}

void EngineHost::retry(IncidentId incident, StepId step)
{
    tell([=](Runner &runner) { runner.retry(incident, step); });
}

void EngineHost::skip(IncidentId incident, StepId step, QString reason)
{
    tell([=](Runner &runner) { runner.skip(incident, step, reason); });
}

void EngineHost::overrideRule(IncidentId incident, StepId step, QString rule, QString reason)
{
    tell([=](Runner &runner) { runner.overrideRule(incident, step, rule, reason); });
}

void EngineHost::pause(IncidentId incident)
{
    tell([=](Runner &runner) { runner.pause(incident); });
}

void EngineHost::resume(IncidentId incident)
{
    tell([=](Runner &runner) { runner.resume(incident); });
}

void EngineHost::abort(IncidentId incident, QString reason)
{
    tell([=](Runner &runner) { runner.abort(incident, reason); });
}

void EngineHost::escalate(IncidentId incident, QString reason)
{
    tell([=](Runner &runner) { runner.escalate(incident, reason); });
}

void EngineHost::abandon(IncidentId incident, QString reason)
{
    tell([=](Runner &runner) { runner.abandon(incident, reason); });
}

} // namespace twinlake
