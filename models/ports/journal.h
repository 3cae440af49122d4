// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Journal: the durable, append-only record of every incident. Without it no mutation happens. A RunState is a fold over
// its events (design.md section 6).
#pragma once

#include "models/domain/ids.h"
#include "models/domain/result.h"
#include "models/domain/time.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace twinlake {

/// One row. `kind` and the keys of `data` are fixed in models/runbook/events.h and never renamed.
struct JournalEvent {
    qint64 sequence = 0; ///< given by the journal, rising by one per estate
    Instant at;
    IncidentId incident;
    QString kind;
    StepId step; ///< empty for events of the incident itself
    QJsonObject data;

    friend bool operator==(const JournalEvent &, const JournalEvent &) = default;
};

class Journal {
public:
    virtual ~Journal() = default;

    /// Committed when it returns, in order, so that a killed process loses nothing; and synced to the disk, with all
    /// before it, unless events::isSeenAgain(kind): a power cut may take such rows from the end, and they are observed
    /// anew. The event with its sequence. Kind Storage on any failure.
    virtual Result<JournalEvent> append(JournalEvent event) = 0;
    virtual Result<QList<JournalEvent>> eventsOf(const IncidentId &incident) const = 0;
    /// Newest first.
    virtual Result<QList<IncidentId>> incidents() const = 0;
    /// The hash chain from the first row; the sequence of the first bad row, or empty if all is well.
    virtual Result<std::optional<qint64>> firstBadRow() const = 0;
};

} // namespace twinlake
