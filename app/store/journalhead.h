// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JournalHead: how far a journal went, kept in a file beside it: its last synced row and that row's hash. A chain of
// hashes shows a changed row, but not that the end was cut off, or that another journal took its place.
//
// It is written after the row is on the disk. Wherever the process is killed, or the power goes, the journal has the
// row that the head names; a journal may go on beyond its head.
#pragma once

#include "app/cli/privatefiles.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace twinlake {

struct JournalHead {
    qint64 sequence = 0;
    QByteArray hash;

    QByteArray text() const;
    /// Nothing if the text is cut or was changed by half.
    static std::optional<JournalHead> from(const QByteArray &text);
};

/// "journal.head" beside "journal.sqlite".
QString headFileOf(const QString &journal);
/// Nothing if there is none, as beside a journal of an earlier version, or none that can be read.
std::optional<JournalHead> readHead(const QString &journal);

/// Writes one journal's head again and again.
class HeadWriter {
public:
    static Result<HeadWriter> open(const QString &journal);
    /// A failure leaves an older head, which is true as well.
    void write(const JournalHead &head);

private:
    explicit HeadWriter(FileHandle file)
        : m_file(std::move(file))
    {
    }
    FileHandle m_file;
};

} // namespace twinlake
