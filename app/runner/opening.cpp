// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runner: opening a new incident and continuing one of the journal.
#include "app/runner/runner.h"

#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"

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

/// Nonces of incidents that are over: a lock with one of them is a leftover of ours.
QJsonArray closedNonces(const Journal &journal)
{
    QJsonArray nonces;
    const auto incidents = journal.incidents();
    for (const IncidentId &id : incidents.value_or(QList<IncidentId>())) {
        const RunState state = fold(journal.eventsOf(id).value_or(QList<JournalEvent>()));
        if (state.closedAt && nonces.size() < 20)
            nonces.append(state.nonce);
    }
    return nonces;
}

} // namespace

IncidentId Runner::newIncidentId(const QString &group) const
{
    const QString prefix = m_ports.estate.rehearsal ? u"REH"_s : u"INC"_s;
    const QString base = u"%1-%2-%3"_s.arg(prefix, m_ports.clock->now().toUTC().toString(u"yyyyMMdd-HHmmss"_s), group);
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
        const auto watermark = lastWatermark(group, *facts, Region::Primary);
        const bool failover = request.recipe == RecipeKind::Failover;
        const auto served = facts->servedUpTo ? facts->servedUpTo : watermark;
        if (failover && served)
            notes.insert(u"served_up_to"_s, toIso(*served));
        if (failover && watermark) {
            notes.insert(u"proposed_t0"_s, toIso(*watermark));
            notes.insert(u"t0_source"_s, u"watermark"_s);
        }
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

void Runner::openNow(const OpenIncident &request)
{
    if (m_stopping)
        return;
    if (!m_ports.estate.group(request.group)) {
        refuse(tr("The estate has no failover group %1.").arg(request.group));
        return;
    }
    for (const Drive &drive : std::as_const(m_drives)) {
        if (!drive->isOver() && drive->state().group == request.group) {
            refuse(tr("%1 is already being driven for %2.").arg(drive->state().id.value, request.group));
            return;
        }
    }
    if (const Result<> locked = takeLock(); !locked) {
        refuse(locked.error().message);
        return;
    }
    const Recipe recipe = recipeFor(request.recipe, m_ports.estate, request.group);
    const Drive drive = makeDrive(recipe);
    const QString nonce = QUuid::createUuid().toString(QUuid::Id128).left(16);
    const JournalEvent opening =
        openingEvent(recipe, newIncidentId(request.group), request.driver, nonce, openingNotes(request));
    if (const Result<> opened = drive->open(opening); !opened) {
        if (m_listeners.journalFailed)
            m_listeners.journalFailed(opened.error());
        return;
    }
    if (const GroupFacts *facts = factsOf(m_latest, request.group))
        drive->adopt(*facts);
    m_drives.insert(drive->state().id, drive);
    if (m_listeners.stateChanged)
        m_listeners.stateChanged(drive->state());
    drive->wake();
}

void Runner::resumeNow(const IncidentId &incident)
{
    if (const Drive running = m_drives.value(incident); running && !running->isOver()) {
        if (running->state().paused)
            running->record(events::make(incident, events::resumed, {}, {{u"epoch"_s, running->state().epoch}}));
        running->wake();
        return;
    }
    const auto events = m_ports.journal->eventsOf(incident);
    const RunState state = fold(events.value_or(QList<JournalEvent>()));
    if (m_stopping || state.id.isEmpty() || state.closedAt || !m_ports.estate.group(state.group)) {
        refuse(tr("The journal holds no open incident %1.").arg(incident.value));
        return;
    }
    const Recipe recipe = recipeFor(state.recipe, m_ports.estate, state.group);
    if (recipe.version != state.recipeVersion) {
        refuse(tr("%1 was opened with version %2 of its recipe, this is %3.")
                   .arg(incident.value, state.recipeVersion, recipe.version));
        return;
    }
    if (const Result<> locked = takeLock(); !locked) {
        refuse(locked.error().message);
        return;
    }
    const Drive drive = makeDrive(recipe);
    drive->load(*events);
    m_drives.insert(incident, drive);
    drive->record(events::make(incident, events::resumed, {}, {{u"epoch"_s, state.epoch + 1}}));
    drive->wake();
}

} // namespace twinlake
