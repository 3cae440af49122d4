// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JournalStore: the journal as one SQLite file: WAL, synchronous=FULL, append-only by trigger, hash-chained
// (design.md section 6, reliability.md section 3). Used on the thread that opened it.
#pragma once

#include "app/store/journalhead.h"
#include "app/store/journalschema.h"
#include "models/ports/journal.h"

#include <QSqlDatabase>

#include <memory>

namespace twinlake {

class JournalStore : public Journal {
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Opens or makes `path`, folder 0700 and file 0600. A file that is no database or fails its check is renamed
    /// aside, and the error says so: the next call begins a new one. A newer version's file is refused, and one that
    /// lacks the row that its head names. With Later the check is made by ensureWhole(), or by the first call of
    /// anything else, which then fails. Errors: Storage.
    static Result<std::unique_ptr<JournalStore>> open(const QString &path, Access access = Access::ReadWrite,
                                                      JournalCheck check = JournalCheck::AtOnce);
    ~JournalStore() override;
    Q_DISABLE_COPY_MOVE(JournalStore)

    Result<> ensureWhole() const;
    Result<JournalEvent> append(JournalEvent event) override;
    Result<QList<JournalEvent>> eventsOf(const IncidentId &incident) const override;
    Result<QList<IncidentId>> incidents() const override;
    /// A row that the head names and that is missing or another one is bad too.
    Result<std::optional<qint64>> firstBadRow() const override;

private:
    JournalStore(const QString &path, const QSqlDatabase &database);
    Result<> setSync(bool synced);
    Result<JournalEvent> appendLocked(JournalEvent event);

    const QString m_path;
    mutable QSqlDatabase m_database; ///< closed when it proves to be broken
    mutable std::optional<Result<>> m_whole; ///< empty: not checked yet
    std::optional<HeadWriter> m_head; ///< of who may write
    QByteArray m_lastHash; ///< of the row appended last
    bool m_synced = true; ///< as the schema sets it
};

} // namespace twinlake
