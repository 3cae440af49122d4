// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JournalStore: the journal as one SQLite file: WAL, synchronous=FULL, append-only by trigger, hash-chained
// (design.md section 6, reliability.md section 3). Used on the thread that opened it.
#pragma once

#include "models/ports/journal.h"

#include <QSqlDatabase>

#include <memory>

namespace twinlake {

class JournalStore : public Journal {
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Opens or makes `path`, folder 0700 and file 0600. A file that is no database or fails its check is renamed
    /// aside, and the error says so: the next call begins a new one. A newer version's file is refused. Errors:
    /// Storage.
    static Result<std::unique_ptr<JournalStore>> open(const QString &path, Access access = Access::ReadWrite);
    ~JournalStore() override;
    Q_DISABLE_COPY_MOVE(JournalStore)

    Result<JournalEvent> append(JournalEvent event) override;
    Result<QList<JournalEvent>> eventsOf(const IncidentId &incident) const override;
    Result<QList<IncidentId>> incidents() const override;
    Result<std::optional<qint64>> firstBadRow() const override;

private:
    explicit JournalStore(QSqlDatabase database);
    Result<JournalEvent> appendLocked(JournalEvent event);

    QSqlDatabase m_database;
};

} // namespace twinlake
