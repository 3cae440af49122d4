// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/enginehost.h"

#include "app/composition/engineinside.h"

#include <QTimer>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What giving up and the journal need behind the patience for a write.
constexpr auto longestGivingUp = 2s;

} // namespace

EngineHost::EngineHost(EngineSetup setup)
    : m_setup(std::move(setup))
    , m_outbox(Mailbox<std::function<void()>>::Keep::All,
               [this](const std::function<void()> &told) {
                   told();
                   if (Activity *activity = m_setup.clock->activity())
                       activity->ended();
               })
    , m_room(u"engine"_s)
{
}

EngineHost::~EngineHost()
{
    stop();
}

Result<> EngineHost::start()
{
    RunnerListeners listeners;
    listeners.stateChanged = [this, tell = teller()](const RunState &state) {
        tell([this, state] { Q_EMIT stateChanged(state); });
    };
    listeners.journalled = [this, tell = teller()](const JournalEvent &event) {
        tell([this, event] { Q_EMIT journalled(event); });
    };
    listeners.refused = [this, tell = teller()](const Error &why) { tell([this, why] { Q_EMIT refused(why); }); };
    listeners.journalFailed = listeners.refused;
    Result<> opened;
    m_room.runAndWait([this, listeners, &opened] {
        m_inside = std::make_unique<EngineInside>(m_setup, listeners);
        opened = m_inside->open();
    });
    if (opened)
        m_room.run([inside = m_inside.get(), refused = listeners.refused] { // every page: no window waits for that
            if (const Result<> whole = inside->ensureWholeJournal(); !whole)
                refused(whole.error());
        });
    return opened;
}

/// Hands what is to be done here over from the engine thread; once this host is gone, nothing arrives any more. On its
/// way it is in flight: a stepped world must not run on before it was looked at.
std::function<void(std::function<void()>)> EngineHost::teller()
{
    return [clock = m_setup.clock, send = m_outbox.sender()](std::function<void()> onOwnThread) {
        if (Activity *activity = clock->activity())
            activity->began();
        send(std::move(onOwnThread));
    };
}

void EngineHost::beginStop(std::chrono::milliseconds patience)
{
    if (m_ended.valid())
        return;
    const auto ended = std::make_shared<std::promise<void>>();
    m_ended = ended->get_future();
    if (!m_inside) {
        ended->set_value();
        QMetaObject::invokeMethod(this, &EngineHost::noteStopped, Qt::QueuedConnection);
        return;
    }
    m_room.run([this, inside = m_inside.get(), patience, ended, tell = teller()] {
        inside->stop(patience, [this, ended, tell] {
            ended->set_value();
            tell([this] { noteStopped(); });
        });
    });
    m_longestStop = patience + longestGivingUp;
    QTimer::singleShot(m_longestStop, this, &EngineHost::noteStopped);
}

void EngineHost::noteStopped()
{
    if (!std::exchange(m_stopped, true))
        Q_EMIT stopped();
}

void EngineHost::stop(std::chrono::milliseconds patience)
{
    beginStop(patience);
    if (!m_inside)
        return;
    const auto left = m_stopped ? std::chrono::milliseconds(0) : m_longestStop; // the bound may have passed already
    if (m_ended.wait_for(left) == std::future_status::ready)
        m_room.runAndWait([this] { m_inside.reset(); });
    else // a call that nothing ends: deleting what it stands in would be worse, and its thread ends with this host
        static_cast<void>(m_inside.release());
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
    if (!m_inside)
        return;
    Activity *const activity = m_setup.clock->activity();
    if (activity)
        activity->began();
    m_room.run([inside = m_inside.get(), activity, command = std::move(command)] {
        if (inside->runner())
            command(*inside->runner());
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
