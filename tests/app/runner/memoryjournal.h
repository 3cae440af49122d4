// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// MemoryJournal: a journal that a test can make fail at its n-th write, and hand to a second runner.
#pragma once

#include "models/ports/journal.h"

namespace twinlake {

class MemoryJournal : public Journal {
public:
    QList<JournalEvent> rows;
    int failFrom = -1; ///< the first write that fails; -1: none

    Result<JournalEvent> append(JournalEvent event) override
    {
        if (failFrom >= 0 && rows.size() >= failFrom)
            return fail(Error::Kind::Storage, QStringLiteral("disk full"));
        event.sequence = rows.size() + 1;
        rows.append(event);
        return event;
    }
    Result<QList<JournalEvent>> eventsOf(const IncidentId &incident) const override
    {
        QList<JournalEvent> found;
        for (const JournalEvent &event : rows) {
            if (event.incident == incident)
                found.append(event);
        }
        return found;
    }
    Result<QList<IncidentId>> incidents() const override
    {
        QList<IncidentId> found;
        for (const JournalEvent &event : rows) {
            if (!found.contains(event.incident))
                found.prepend(event.incident);
        }
        return found;
    }
    Result<std::optional<qint64>> firstBadRow() const override { return std::optional<qint64>(); }
};

} // namespace twinlake
