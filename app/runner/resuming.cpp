// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runner: continuing an incident: of this machine's journal, of a journal copied from another, or of none at all, from
// what the coordination lock says and the world shows.
#include "app/runner/runner.h"

#include "models/runbook/codec.h"
#include "models/runbook/estateprint.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// From another machine or folder the local lock says nothing about who else drives: a nonce of our own is needed.
bool isTakeOver(const RunState &state, const QString &place)
{
    return !state.place.isEmpty() && state.place != place;
}

Error groupIsGone(const RunState &state)
{
    return {Error::Kind::Configuration,
            Runner::tr("%1 is open and is about the failover group %2, which the estate does not have any more. Put "
                       "the group back into the estate file and resume the incident.")
                .arg(state.id.value, state.group),
            0,
            {},
            {}};
}

/// `parts`: those of estatePrint(); empty where only the lock tells of it.
Error estateHasChanged(const IncidentId &incident, const QStringList &parts)
{
    const QString what = parts.isEmpty() ? Runner::tr("something that it uses") : parts.join(u", "_s);
    return {Error::Kind::Configuration,
            Runner::tr("The estate has changed since %1 was opened (%2), so going on could move something else. Resume "
                       "it with the estate file as it was, or accept the change with --other-estate REASON.")
                .arg(incident.value, what),
            0,
            {},
            {}};
}

} // namespace

JournalEvent Runner::acceptedEstate(const IncidentId &incident, const QStringList &parts,
                                    const QJsonObject &print) const
{
    return events::make(incident, events::override, {},
                        {{u"rule"_s, events::estateRule},
                         {u"reason"_s, m_ports.otherEstateBecause.left(500)},
                         {u"parts"_s, QJsonArray::fromStringList(parts)},
                         {u"estate"_s, print}});
}

void Runner::resumeNow(const IncidentId &incident, const QString &abortBecause)
{
    if (m_stopping)
        return;
    if (const Drive running = m_drives.value(incident); running && !running->isOver()) {
        if (running->state().paused)
            running->record(events::make(incident, events::resumed, {}, {{u"epoch"_s, running->state().epoch}}));
        running->wake();
        return;
    }
    if (const std::optional<Error> trouble = journalTrouble()) {
        refuse(*trouble);
        return;
    }
    const QList<RunState> owed = abortBecause.isEmpty() ? owedInJournal() : QList<RunState>();
    const QList<RunState> open = openInJournal() + owed;
    if (incident.isEmpty() && open.size() > 1) {
        QStringList names;
        for (const RunState &state : open)
            names.append(state.id.value);
        refuse(Error{Error::Kind::Configuration,
                     tr("Several incidents are open; name one of %1.").arg(names.join(u", "_s)),
                     0,
                     {},
                     {}});
        return;
    }
    const IncidentId id = incident.isEmpty() && open.size() == 1 ? open.first().id : incident;
    const auto events = id.isEmpty() ? Result<QList<JournalEvent>>() : m_ports.journal->eventsOf(id);
    if (!events) { // no answer is not the answer that there is none
        refuse(events.error());
        return;
    }
    const RunState state = fold(*events);
    const bool isOwed = std::any_of(owed.begin(), owed.end(), [&](const RunState &one) { return one.id == state.id; });
    if (state.id.isEmpty())
        continueFromLock(id, abortBecause);
    else if (isOwed)
        follow(state, m_ports.person);
    else if (state.closedAt)
        refuse(tr("%1 is over: %2").arg(id.value, state.resultSentence));
    else if (!m_ports.estate.group(state.group))
        refuse(groupIsGone(state));
    else
        continueIncident(*events, state, abortBecause);
}

void Runner::continueIncident(const QList<JournalEvent> &events, const RunState &state, const QString &abortBecause)
{
    const Recipe recipe = recipeFor(state.recipe, m_ports.estate, state.group);
    if (recipe.version != state.recipeVersion) {
        refuse(tr("%1 was opened with version %2 of its recipe, this is %3.")
                   .arg(state.id.value, state.recipeVersion, recipe.version));
        return;
    }
    const QJsonObject print = estatePrint(m_ports.estate, recipe.group());
    const QStringList changed = changedParts(state.estatePrint, print);
    if (!changed.isEmpty() && m_ports.otherEstateBecause.isEmpty()) {
        refuse(estateHasChanged(state.id, changed));
        return;
    }
    if (const Result<> locked = takeLock(); !locked) {
        refuse(locked.error());
        return;
    }
    QJsonObject data{{u"epoch"_s, state.epoch + 1},
                     {u"place"_s, m_ports.place},
                     {u"reopen"_s, lockToReopen(recipe, state)}}; // while nobody drove, the lock may have been lost
    if (!m_ports.person.isEmpty())
        data.insert(u"driver"_s, m_ports.person);
    if (isTakeOver(state, m_ports.place))
        data.insert(u"nonce"_s, QUuid::createUuid().toString(QUuid::Id128).left(16));
    const Drive drive = makeDrive(recipe);
    drive->load(events);
    m_drives.insert(state.id, drive);
    drive->record(events::make(state.id, events::resumed, {}, data));
    if (!changed.isEmpty())
        drive->record(acceptedEstate(state.id, changed, print));
    if (!abortBecause.isEmpty())
        headOut(drive, abortBecause);
    drive->wake();
}

QCoro::Task<> Runner::continueFromLock(IncidentId incident, QString abortBecause)
{
    ++m_looking;
    const QString name = m_ports.estate.terraform.coordinationWorkspace;
    const Result<TerraformWorkspace> workspace = co_await m_ports.terraformReads->workspace(name, m_stop.get_token());
    --m_looking;
    const auto reason = workspace && workspace->locked ? readLockReason(workspace->lockedReason) : std::nullopt;
    if (!workspace)
        refuse(workspace.error());
    else if (!reason || (!incident.isEmpty() && reason->incident != incident))
        refuse(Error{Error::Kind::NotFound,
                     incident.isEmpty()
                         ? tr("Neither the journal nor the lock of %1 tells of an open incident. If one was lost, run "
                              "its recipe again: it looks at the world and goes on from there. Where the consumers "
                              "have moved already, rearm and settle-debt do what is left.")
                               .arg(name)
                         : tr("Neither the journal nor the lock of %1 tells of %2.").arg(name, incident.value),
                     0,
                     {},
                     {}});
    else if (!m_stopping)
        openFromLock(*reason, abortBecause);
    rest();
}

void Runner::openFromLock(const LockReason &reason, const QString &abortBecause)
{
    const QString group = reason.group.isEmpty() ? reason.incident.value.section(u'-', 3) : reason.group;
    if (!m_ports.estate.group(group) || !isRecipeKey(reason.recipe)) {
        refuse(tr("The lock tells of %1 of %2, which this estate does not know.").arg(reason.recipe, group));
        return;
    }
    if (const Result<> locked = takeLock(); !locked) {
        refuse(locked.error());
        return;
    }
    const Recipe recipe = recipeFor(recipeFromKey(reason.recipe), m_ports.estate, group);
    const QJsonObject print = estatePrint(m_ports.estate, recipe.group());
    const bool changed = !reason.estate.isEmpty() && reason.estate != shortPrint(print);
    if (changed && m_ports.otherEstateBecause.isEmpty()) {
        refuse(estateHasChanged(reason.incident, {}));
        return;
    }
    Opening opening;
    opening.driver = m_ports.person;
    opening.place = m_ports.place;
    opening.nonce = QUuid::createUuid().toString(QUuid::Id128).left(16);
    const QList<JournalEvent> first = eventsFromLock(recipe, reason, opening);
    const Drive drive = makeDrive(recipe);
    if (const Result<> opened = drive->open(first.first()); !opened) {
        if (m_listeners.journalFailed)
            m_listeners.journalFailed(opened.error());
        return;
    }
    for (const JournalEvent &event : first.mid(1))
        drive->record(event);
    if (changed)
        drive->record(acceptedEstate(reason.incident, {}, print));
    if (!abortBecause.isEmpty())
        headOut(drive, abortBecause);
    begin(drive);
}

} // namespace twinlake
