// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The loop around next(), and the coroutines that read, send and wait for it.
#include "app/runner/incidentdrive.h"

#include "app/runner/mutationcaller.h"
#include "app/runner/permitoffice.h"
#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"
#include "models/runbook/intents.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

IncidentDrive::IncidentDrive(RunnerPorts ports, const RunnerListeners *listeners, Recipe recipe, QObject *context,
                             std::function<void()> resting)
    : m_ports(std::move(ports))
    , m_listeners(listeners)
    , m_recipe(std::move(recipe))
    , m_context(context)
    , m_resting(std::move(resting))
    , m_reader(m_ports, m_recipe.groupName)
{
}

Result<> IncidentDrive::open(JournalEvent opening)
{
    opening.at = m_ports.clock->now();
    Result<JournalEvent> written = m_ports.journal->append(std::move(opening));
    if (!written)
        return tl::unexpected<Error>(written.error());
    apply(m_state, *written);
    m_reader.setSparing(m_state.dryRun);
    reached(Boundary::AfterEvent);
    if (m_listeners->journalled)
        m_listeners->journalled(*written);
    return {};
}

void IncidentDrive::load(const QList<JournalEvent> &events)
{
    m_state = fold(events);
    m_reader.setSparing(m_state.dryRun);
}

void IncidentDrive::reached(Boundary boundary) const
{
    if (m_ports.reached)
        m_ports.reached(boundary);
}

bool IncidentDrive::record(JournalEvent event)
{
    if (m_halted)
        return false;
    if (event.kind == events::intent)
        reached(Boundary::BeforeIntent);
    event.at = m_ports.clock->now();
    Result<JournalEvent> written = m_ports.journal->append(event);
    if (!written) {
        m_halted = true; // no journal, no mutation
        wake(); // to come to rest
        if (m_listeners->journalFailed)
            m_listeners->journalFailed(written.error());
        return false;
    }
    apply(m_state, *written);
    if (event.kind != events::evidence)
        reached(event.kind == events::intent        ? Boundary::AfterIntent
                    : event.kind == events::outcome ? Boundary::AfterOutcome
                                                    : Boundary::AfterEvent);
    forgetPolls(*written);
    if (m_listeners->journalled)
        m_listeners->journalled(*written);
    if (m_listeners->stateChanged)
        m_listeners->stateChanged(m_state);
    return true;
}

/// What was read before a write or a person's answer no longer counts, not even in the same millisecond.
void IncidentDrive::forgetPolls(const JournalEvent &event)
{
    QMap<QString, Poll> &polls = m_reader.world().polls;
    if (event.kind == events::gateAnswered)
        polls.remove(event.data["gate"_L1].toString());
    for (const IntentRecord &intent : std::as_const(m_state.intents)) {
        if (event.kind == events::outcome && intent.id == event.data["intent"_L1].toString())
            polls.remove(intent.phase);
    }
}

/// Never pumps at once: an answer may arrive in the middle of a pump.
void IncidentDrive::wake()
{
    if (m_wakePosted || !m_context)
        return;
    m_wakePosted = true;
    if (m_ports.activity)
        m_ports.activity->began(); // stepped time stands still until the pump has written down what it decided
    QMetaObject::invokeMethod(
        m_context,
        [self = shared_from_this()] {
            self->m_wakePosted = false;
            self->pump();
            if (self->m_ports.activity)
                self->m_ports.activity->ended();
        },
        Qt::QueuedConnection);
}

void IncidentDrive::stop()
{
    m_stop.request_stop();
    m_timer.request_stop();
}

void IncidentDrive::pump()
{
    while (!m_halted && !isOver() && !m_stop.stop_requested()) {
        forgetsAfterSleep();
        const QList<Command> commands = next(m_recipe, m_state, m_reader.world(), m_ports.clock->now());
        if (!carryOut(commands))
            break;
    }
    if (isOver() || m_halted)
        stop();
    if (isResting() && m_resting)
        m_resting();
}

/// True if something was written down, so that next() has to be asked again before anything else is begun.
bool IncidentDrive::carryOut(const QList<Command> &commands)
{
    bool recorded = false;
    for (const Command &command : commands) {
        if (const auto *event = std::get_if<Record>(&command)) {
            if (!record(event->event))
                return false;
            recorded = true;
        }
    }
    if (recorded)
        return true;
    std::optional<Instant> due;
    for (const Command &command : commands) {
        if (const auto *read = std::get_if<Read>(&command))
            start(*read);
        else if (const auto *send = std::get_if<Send>(&command))
            start(*send);
        else if (const auto *wait = std::get_if<Wait>(&command))
            due = due ? std::min(*due, wait->until) : wait->until;
    }
    if (due)
        armTimer(*due);
    return false;
}

void IncidentDrive::start(const Read &read)
{
    if (m_readingKeys.contains(read.key))
        return;
    m_readingKeys.insert(read.key);
    began();
    reading(shared_from_this(), read);
}

/// What was read before the process stood still is read again: another console may drive by now. True if it did stand.
bool IncidentDrive::forgetsAfterSleep()
{
    if (!m_wakefulness.sleptSinceLastAsked())
        return false;
    ++m_sleeps;
    m_reader.world().polls.clear();
    return true;
}

QCoro::Task<> IncidentDrive::reading(std::shared_ptr<IncidentDrive> self, Read read)
{
    const std::stop_token stop = self->m_stop.get_token();
    const int sleeps = self->m_sleeps;
    co_await self->m_reader.read(read.key, read.request, stop);
    self->forgetsAfterSleep();
    if (self->m_sleeps != sleeps)
        self->m_reader.world().polls.remove(read.key);
    self->m_readingKeys.remove(read.key);
    self->ended();
}

void IncidentDrive::start(const Send &send)
{
    const QString id = nextIntentId(m_state);
    if (!record(events::make(m_state.id, events::intent, send.step, intentData(m_state, send))))
        return; // nothing leaves without its intent on disk
    m_reader.world().sending.insert(id);
    began();
    sending(shared_from_this(), send, id);
}

QCoro::Task<> IncidentDrive::sending(std::shared_ptr<IncidentDrive> self, Send send, QString intent)
{
    const MutationPermit permit = PermitOffice::permitFor(send.mutation, self->m_state.id, intent);
    const Current current = currentOf(self->m_reader.world(), send.mutation);
    const RunnerPorts ports = self->m_ports;
    const Mutation mutation = send.mutation;
    Outcome outcome{
        Outcome::Kind::NotSent,
        0,
        QCoreApplication::translate("IncidentDrive", "The console stood still; what it read counts no longer."),
        {}};
    if (!self->forgetsAfterSleep())
        outcome = co_await call(ports, mutation, current, permit);
    QJsonObject data = toJson(outcome);
    data.insert(u"intent"_s, intent);
    self->reached(Boundary::ReplyRead);
    self->record(events::make(self->m_state.id, events::outcome, send.step, data));
    self->m_reader.world().sending.remove(intent);
    self->ended();
}

void IncidentDrive::armTimer(const Instant &due)
{
    if (m_timerDue && *m_timerDue <= due)
        return;
    m_timer.request_stop();
    m_timer = std::stop_source();
    m_timerDue = due;
    const Duration span = std::max(Duration(1), between(m_ports.clock->now(), due));
    began();
    sleeping(shared_from_this(), span, m_timer.get_token());
}

QCoro::Task<> IncidentDrive::sleeping(std::shared_ptr<IncidentDrive> self, Duration span, std::stop_token stop)
{
    const bool elapsed = co_await self->m_ports.clock->after(span, stop);
    if (elapsed)
        self->m_timerDue.reset();
    self->ended();
}

void IncidentDrive::ended()
{
    --m_inFlight;
    wake();
}

} // namespace twinlake
