// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Journals are read, never written, by the process that only looks.
#include "app/composition/resumable.h"

#include "app/composition/statefolders.h"
#include "app/store/journalstore.h"
#include "models/runbook/fold.h"
#include "models/runbook/followup.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QString resumeWords(const char *text)
{
    return QCoreApplication::translate("Resumable", text);
}

bool holds(const QString &folder, const IncidentId &incident)
{
    const auto journal = JournalStore::open(journalFile(folder), JournalStore::Access::ReadOnly);
    if (!journal)
        return false;
    const QList<IncidentId> all = (*journal)->incidents().value_or(QList<IncidentId>());
    if (!incident.isEmpty())
        return all.contains(incident);
    QList<RunState> states;
    for (const IncidentId &id : all)
        states.append(fold((*journal)->eventsOf(id).value_or(QList<JournalEvent>())));
    const auto isOpen = [](const RunState &state) { return !state.id.isEmpty() && !state.closedAt && !state.dryRun; };
    return std::any_of(states.begin(), states.end(), isOpen) || !owedFollowUps(states).isEmpty();
}

} // namespace

tl::expected<LoadedEstate, QStringList> resumableEstate(const IncidentId &incident)
{
    QStringList folders = foldersWithJournal();
    folders.removeIf([&](const QString &folder) { return !holds(folder, incident); });
    if (folders.size() == 1)
        return loadEstate(estateCopy(folders.constFirst()));
    if (folders.isEmpty())
        return tl::unexpected(QStringList{
            incident.isEmpty()
                ? resumeWords(
                    "No journal of this machine holds an open incident. Name the estate with --estate to look at its "
                    "coordination lock.")
                : resumeWords(
                      "No journal of this machine holds %1. Name the estate with --estate to look at its coordination "
                      "lock.")
                      .arg(incident.value)});
    return tl::unexpected(QStringList{
        resumeWords("Several estates have an open incident; name one with --estate: %1.").arg(folders.join(u", "_s))});
}

} // namespace twinlake
