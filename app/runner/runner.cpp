// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each command does.
#include "app/runner/runner.h"

#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

Runner::Runner(RunnerPorts ports, RunnerListeners listeners)
    : m_ports(std::move(ports))
    , m_listeners(std::move(listeners))
    , m_commands(Mailbox<std::function<void()>>::Keep::All, [](const std::function<void()> &command) { command(); })
{
}

Runner::~Runner()
{
    for (const Drive &drive : std::as_const(m_drives))
        drive->stop();
}

void Runner::open(OpenIncident request)
{
    post([this, request] { openNow(request); });
}

void Runner::approve(IncidentId incident, QString gate, QString typed)
{
    post([this, incident, gate, typed] { answerNow(incident, gate, true, typed); });
}

void Runner::approveTogether(IncidentId incident, QString gate, QString typed, SecondPerson second)
{
    post([=, this] { togetherNow(incident, gate, typed, second); });
}

void Runner::decline(IncidentId incident, QString gate, QString reason)
{
    post([this, incident, gate, reason] { answerNow(incident, gate, false, reason); });
}

void Runner::retry(IncidentId incident, StepId step)
{
    post([this, incident, step] { retryNow(incident, step); });
}

void Runner::skip(IncidentId incident, StepId step, QString reason)
{
    post([this, incident, step, reason] { skipNow(incident, step, reason); });
}

void Runner::overrideRule(IncidentId incident, StepId step, QString rule, QString reason)
{
    post([=, this] { overrideNow(incident, step, rule, reason); });
}

void Runner::pause(IncidentId incident)
{
    post([this, incident] {
        if (const Drive drive = driveOf(incident); drive && !drive->state().paused)
            drive->record(events::make(incident, events::paused, {}, {}));
    });
}

void Runner::resume(IncidentId incident)
{
    post([this, incident] { resumeNow(incident); });
}

void Runner::abandon(IncidentId incident, QString reason)
{
    post([this, incident, reason] { abandonNow(incident, reason); });
}

void Runner::abort(IncidentId incident, QString reason)
{
    post([this, incident, reason] { abortNow(incident, reason); });
}

void Runner::escalate(IncidentId incident, QString reason)
{
    post([this, incident, reason] { escalateNow(incident, reason); });
}

void Runner::offer(EstateSnapshot snapshot)
{
    post([this, snapshot = std::move(snapshot)]() mutable { m_latest = std::move(snapshot); });
}

void Runner::stop()
{
    post([this] {
        m_stopping = true;
        m_stop.request_stop();
        for (const Drive &drive : std::as_const(m_drives))
            drive->stop();
        rest();
    });
}

bool Runner::isIdle() const
{
    return m_looking == 0
        && std::all_of(m_drives.begin(), m_drives.end(), [](const Drive &drive) { return drive->isResting(); });
}

void Runner::refuse(const QString &why) const
{
    refuse(Error{Error::Kind::Rejected, why, 0, {}, {}});
}

void Runner::refuse(const Error &why) const
{
    if (m_listeners.refused)
        m_listeners.refused(why);
}

Runner::Drive Runner::driveOf(const IncidentId &incident) const
{
    const Drive drive = m_drives.value(incident);
    if (!drive || drive->isOver()) {
        refuse(tr("The incident %1 is not being driven here.").arg(incident.value));
        return nullptr;
    }
    return drive;
}

Runner::Drive Runner::makeDrive(Recipe recipe)
{
    return std::make_shared<IncidentDrive>(m_ports, &m_listeners, std::move(recipe), this, [this] { rest(); });
}

Result<> Runner::takeLock()
{
    return m_ports.takeLock ? m_ports.takeLock() : Result<>();
}

/// Called whenever an incident has nothing in flight: gives the lock back after the last one, and tells after a stop.
void Runner::rest()
{
    forgetClosed();
    const bool driving = std::any_of(m_drives.begin(), m_drives.end(),
                                     [](const Drive &drive) { return !drive->isOver() && !drive->hasHalted(); });
    if (!driving && m_ports.releaseLock && isIdle())
        m_ports.releaseLock();
    if (m_stopping && isIdle() && m_listeners.idle) {
        const auto idle = std::exchange(m_listeners.idle, nullptr);
        idle();
    }
}

void Runner::retryNow(const IncidentId &incident, const StepId &step)
{
    const Drive drive = driveOf(incident);
    const StepProgress *progress = drive ? drive->state().step(step) : nullptr;
    const bool stuck = progress
        && (progress->status == StepStatus::Failed || progress->status == StepStatus::Blocked
            || progress->status == StepStatus::OutcomeUnknown);
    if (drive && (!stuck || drive->isSending()))
        refuse(tr("The step %1 has nothing to retry just now.").arg(step.value));
    else if (drive && drive->record(events::make(incident, events::stepRetried, step, {})))
        drive->wake();
}

void Runner::skipNow(const IncidentId &incident, const StepId &step, const QString &reason)
{
    const Drive drive = driveOf(incident);
    const StepProgress *progress = drive ? drive->state().step(step) : nullptr;
    if (!drive)
        return;
    if (progress && !maySkip(drive->recipe(), step)) {
        refuse(tr("\u201c%1\u201d cannot be skipped: it decides, or later steps rely on what it writes. Retry it, "
                  "or abort the incident.")
                   .arg(progress->title));
        return;
    }
    const bool over = !progress || progress->status == StepStatus::Done || progress->status == StepStatus::Skipped;
    if (over || drive->isSending() || reason.trimmed().isEmpty()) {
        refuse(tr("A step is skipped only before its end, with a reason, and not while a write is in flight."));
        return;
    }
    drive->record(events::make(incident, events::override, step,
                               {{u"rule"_s, events::skippedRule}, {u"reason"_s, reason.left(500)}}));
    drive->record(events::make(incident, events::stepSkipped, step, {{u"reason"_s, reason.left(500)}}));
    drive->wake();
}

/// I4 and I5 are no judgement of a situation: what was sent may not be sent again, what was not approved is not
/// applied.
void Runner::overrideNow(const IncidentId &incident, const StepId &step, const QString &rule, const QString &reason)
{
    static const QStringList known{u"I1"_s, u"I2"_s, u"I3"_s, u"I8"_s};
    const Drive drive = driveOf(incident);
    if (!drive)
        return;
    if (!known.contains(rule.trimmed()) || reason.trimmed().isEmpty() || !drive->state().step(step)) {
        refuse(tr("Type the number of the rule (%1), and give a reason.").arg(known.join(u", "_s)));
        return;
    }
    drive->record(
        events::make(incident, events::override, step, {{u"rule"_s, rule.trimmed()}, {u"reason"_s, reason.left(500)}}));
    drive->wake();
}

} // namespace twinlake
