// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runner: the ways out of an incident before its end.
#include "app/runner/runner.h"

#include "models/runbook/events.h"
#include "models/runbook/fold.h"
#include "models/runbook/followup.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

/// By the recipe's own way out, which ends with the name of the state that is left.
void Runner::abortNow(const IncidentId &incident, const QString &reason)
{
    const Drive drive = m_drives.value(incident);
    if (reason.trimmed().isEmpty())
        refuse(tr("Give a reason for the abort."));
    else if (!drive)
        abortUndriven(incident, reason);
    else if (drive->isOver())
        refuse(tr("%1 is over, so nothing of it is left to abort.").arg(incident.value));
    else if (drive->state().aborting)
        refuse(tr("%1 is being aborted already.").arg(incident.value));
    else
        leave(drive, reason, {});
}

/// Given up by somebody who did not drive it: its console died, or is elsewhere.
void Runner::abortUndriven(const IncidentId &incident, const QString &reason)
{
    const auto events = incident.isEmpty() ? Result<QList<JournalEvent>>() : m_ports.journal->eventsOf(incident);
    const RunState state = fold(events.value_or(QList<JournalEvent>()));
    if (state.closedAt)
        refuse(tr("%1 is over, so nothing of it is left to abort.").arg(incident.value));
    else
        resumeNow(incident, reason);
}

/// Before anything of the recipe is begun. What is being aborted already goes on so, its failed way out is tried anew.
void Runner::headOut(const Drive &drive, const QString &reason)
{
    const StepId way = drive->recipe().abort.id;
    const StepProgress *progress = drive->state().step(way);
    if (!drive->state().aborting)
        leave(drive, reason, {});
    else if (progress && progress->status == StepStatus::Failed)
        drive->record(events::make(drive->state().id, events::stepRetried, way, {}));
}

void Runner::escalateNow(const IncidentId &incident, const QString &reason)
{
    const Drive drive = driveOf(incident);
    if (!drive)
        return;
    const RunState &state = drive->state();
    const bool moved = state.intent(u"repoint/apply"_s) != nullptr;
    if (state.recipe != RecipeKind::Switchover || moved || state.aborting || reason.trimmed().isEmpty())
        refuse(tr("Only a switchover whose consumers were not moved yet goes on as a failover; give a reason."));
    else
        leave(drive, reason, u"failover"_s);
}

void Runner::leave(const Drive &drive, const QString &reason, const QString &then)
{
    const Step &way = drive->recipe().abort;
    QJsonObject data{{u"reason"_s, reason.left(500)},
                     {u"title"_s, way.title},
                     {u"budget_ms"_s, static_cast<qint64>(way.budget.count())}};
    if (!then.isEmpty())
        data.insert(u"then"_s, then);
    drive->record(events::make(drive->state().id, events::aborting, way.id, data));
    drive->wake();
}

/// What was prepared for the switchover is taken back by now, and what runs goes on running.
void Runner::follow(const RunState &closed, const QString &driver)
{
    if (const auto recipe = followingRecipe(closed))
        openNow({*recipe, closed.group, std::nullopt, driver.isEmpty() ? closed.driver : driver, closed.dryRun});
}

/// A closed incident keeps no timer and no facts.
void Runner::forgetClosed()
{
    for (const Drive &drive : m_drives.values()) {
        if (!drive->isOver() || !drive->isResting())
            continue;
        m_drives.remove(drive->state().id);
        if (!m_stopping)
            follow(drive->state(), {});
    }
}

void Runner::abandonNow(const IncidentId &incident, const QString &reason)
{
    const Drive drive = driveOf(incident);
    if (!drive)
        return;
    drive->record(
        events::make(incident, events::incidentClosed, {},
                     {{u"result"_s, u"interrupted"_s}, {u"sentence"_s, tr("Abandoned: %1").arg(reason.left(500))}}));
    drive->wake();
}

} // namespace twinlake
