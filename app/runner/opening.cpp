// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runner: opening a new incident and continuing one of the journal.
#include "app/runner/runner.h"

#include "models/runbook/codec.h"
#include "models/rules/serving.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"
#include "models/runbook/followup.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The slowest table's last known watermark of one region.
std::optional<Instant> lastWatermark(const FailoverGroup &group, const GroupFacts &facts, Region region)
{
    std::optional<Instant> slowest;
    for (const EstatePipeline &pipeline : group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            const auto read = facts.regions[region].watermarks.value(table.names[region]);
            if (!read.value || !read.value->watermark)
                return std::nullopt;
            slowest = slowest ? std::min(*slowest, *read.value->watermark) : *read.value->watermark;
        }
    }
    return slowest;
}

const GroupFacts *factsOf(const EstateSnapshot &snapshot, const QString &group)
{
    const auto found = std::find_if(snapshot.groups.begin(), snapshot.groups.end(),
                                    [&](const GroupFacts &facts) { return facts.group == group; });
    return found == snapshot.groups.end() ? nullptr : &*found;
}

QList<RunState> statesIn(const Journal &journal)
{
    QList<RunState> states;
    const auto incidents = journal.incidents();
    for (const IncidentId &id : incidents.value_or(QList<IncidentId>()))
        states.append(fold(journal.eventsOf(id).value_or(QList<JournalEvent>())));
    return states;
}

/// Nonces of incidents that are over: a lock with one of them is a leftover of ours.
QJsonArray closedNonces(const Journal &journal)
{
    QJsonArray nonces;
    for (const RunState &state : statesIn(journal)) {
        if (state.closedAt && nonces.size() < 20)
            nonces.append(state.nonce);
    }
    return nonces;
}

/// What is known of an outage of `from`. Both regions' watermarks are kept: whether it is the other one that serves is
/// read only later, and then T0 is the other one's.
QJsonObject outageNotes(const FailoverGroup &group, const GroupFacts &facts, Region from)
{
    QJsonObject notes;
    QJsonObject watermarks;
    for (const Region region : bothRegions) {
        if (const auto watermark = lastWatermark(group, facts, region))
            watermarks.insert(regionKey(region), toIso(*watermark));
    }
    notes.insert(u"watermarks"_s, watermarks);
    if (facts.servedUpTo)
        notes.insert(u"served_up_to"_s, toIso(*facts.servedUpTo));
    const QString watermark = watermarks[regionKey(from)].toString();
    if (!watermark.isEmpty()) {
        notes.insert(u"proposed_t0"_s, watermark);
        notes.insert(u"t0_source"_s, u"watermark"_s);
    }
    if (!watermark.isEmpty() && !facts.servedUpTo) {
        notes.insert(u"served_up_to"_s, watermark);
        notes.insert(u"served_source"_s, u"watermark"_s);
    }
    return notes;
}

QString newNonce()
{
    return QUuid::createUuid().toString(QUuid::Id128).left(16);
}

} // namespace

QList<RunState> Runner::owedInJournal() const
{
    return owedFollowUps(statesIn(*m_ports.journal));
}

QList<RunState> Runner::openInJournal() const
{
    QList<RunState> states = statesIn(*m_ports.journal);
    states.removeIf([](const RunState &state) { return state.closedAt || state.dryRun || state.id.isEmpty(); });
    return states;
}

IncidentId Runner::newIncidentId(const OpenIncident &request) const
{
    const QString prefix = request.dryRun ? u"DRY"_s : m_ports.estate.rehearsal ? u"REH"_s : u"INC"_s;
    const QString base =
        u"%1-%2-%3"_s.arg(prefix, m_ports.clock->now().toUTC().toString(u"yyyyMMdd-HHmmss"_s), request.group);
    const QList<IncidentId> known = m_ports.journal->incidents().value_or(QList<IncidentId>());
    IncidentId id{base};
    for (int i = 2; known.contains(id); ++i)
        id.value = u"%1-%2"_s.arg(base).arg(i);
    return id;
}

QJsonObject Runner::openingNotes(const OpenIncident &request) const
{
    QJsonObject notes;
    const FailoverGroup &group = *m_ports.estate.group(request.group);
    if (const GroupFacts *facts = factsOf(m_latest, request.group)) {
        if (request.recipe == RecipeKind::Failover)
            notes = outageNotes(group, *facts, openingSource(request));
    }
    if (request.t0) {
        notes.insert(u"proposed_t0"_s, toIso(*request.t0));
        notes.insert(u"t0_source"_s, u"operator"_s);
    }
    const QJsonArray nonces = closedNonces(*m_ports.journal);
    if (!nonces.isEmpty())
        notes.insert(u"closed_nonces"_s, nonces);
    return notes;
}

/// Who is to be left, as far as the monitor has seen it; the recipe's first phase reads it again.
Region Runner::openingSource(const OpenIncident &request) const
{
    const Region usual = usualSource(request.recipe);
    const bool leavesWhoServes = request.recipe == RecipeKind::Failover || request.recipe == RecipeKind::Switchover;
    const GroupFacts *facts = factsOf(m_latest, request.group);
    if (!facts || !leavesWhoServes)
        return usual;
    return lastKnownServing(*m_ports.estate.group(request.group), *facts).value_or(usual);
}

Opening Runner::openingFor(const OpenIncident &request) const
{
    Opening opening;
    opening.id = newIncidentId(request);
    opening.driver = request.driver;
    opening.place = m_ports.place;
    opening.nonce = newNonce();
    opening.dryRun = request.dryRun;
    opening.from = openingSource(request);
    opening.notes = openingNotes(request);
    return opening;
}

std::optional<Error> Runner::journalTrouble() const
{
    const auto badRow = m_ports.journal->firstBadRow();
    if (!badRow)
        return badRow.error();
    if (!*badRow)
        return std::nullopt;
    return Error{
        Error::Kind::Storage,
        tr("Row %1 of the journal of %2 was changed or damaged, so nothing is driven from it and nothing was "
           "sent. Put the file aside; \u201ctwinlake resume\u201d then continues an open incident by looking at "
           "its coordination lock and at both regions.")
            .arg(**badRow)
            .arg(m_ports.place),
        0,
        {},
        {}};
}

std::optional<Error> Runner::objection(const OpenIncident &request) const
{
    if (!m_ports.estate.group(request.group))
        return Error{
            Error::Kind::Configuration, tr("The estate has no failover group %1.").arg(request.group), 0, {}, {}};
    for (const Drive &drive : m_drives) {
        if (!drive->isOver() && drive->state().group == request.group)
            return Error{Error::Kind::Conflict,
                         tr("%1 is already being driven for %2.").arg(drive->state().id.value, request.group),
                         0,
                         {},
                         {}};
    }
    if (request.dryRun)
        return std::nullopt;
    for (const RunState &state : openInJournal()) {
        if (state.group == request.group)
            return Error{
                Error::Kind::Conflict,
                tr("%1 of %2 is still open. Resume it, or abandon it first.").arg(state.id.value, request.group),
                0,
                {},
                {}};
    }
    return std::nullopt;
}

/// A drive whose first events are on disk begins to work.
void Runner::begin(const Drive &drive)
{
    if (const GroupFacts *facts = factsOf(m_latest, drive->state().group))
        drive->adopt(*facts);
    m_drives.insert(drive->state().id, drive);
    if (m_listeners.stateChanged)
        m_listeners.stateChanged(drive->state());
    drive->wake();
}

void Runner::openNow(const OpenIncident &request)
{
    if (m_stopping)
        return;
    if (const std::optional<Error> trouble = journalTrouble()) {
        refuse(*trouble);
        return;
    }
    if (const std::optional<Error> why = objection(request)) {
        refuse(*why);
        return;
    }
    if (const Result<> locked = takeLock(); !locked) {
        refuse(locked.error());
        return;
    }
    const Recipe recipe = recipeFor(request.recipe, m_ports.estate, request.group);
    const Drive drive = makeDrive(recipe);
    if (const Result<> opened = drive->open(openingEvent(recipe, openingFor(request))); !opened) {
        if (m_listeners.journalFailed)
            m_listeners.journalFailed(opened.error());
        rest(); // nothing is driven: the lock goes back
        return;
    }
    begin(drive);
}

} // namespace twinlake
