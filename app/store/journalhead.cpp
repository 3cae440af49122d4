// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line of fixed length, overwritten in place: a killed process leaves the old line or the new one. Its last word
// tells a torn one, as a power cut may leave it.
#include "app/store/journalhead.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostReads = 5; // another process may be writing it just now
constexpr qint64 longestRead = 1000; // more than a head has, so that a longer file is not taken for one

QByteArray signedLine(const QByteArray &line)
{
    const QByteArray hash = QCryptographicHash::hash(line, QCryptographicHash::Sha256).toHex().left(16);
    return line + ' ' + hash + '\n';
}

} // namespace

QByteArray JournalHead::text() const
{
    return signedLine("twinlake-journal-head-1 " + QByteArray::number(sequence).rightJustified(20, '0') + ' ' + hash);
}

std::optional<JournalHead> JournalHead::from(const QByteArray &text)
{
    const QList<QByteArray> words = text.trimmed().split(' ');
    const JournalHead head{words.value(1).toLongLong(), words.value(2)};
    return head.sequence > 0 && text == head.text() ? std::optional(head) : std::nullopt;
}

QString headFileOf(const QString &journal)
{
    const QFileInfo info(journal);
    return u"%1/%2.head"_s.arg(info.absolutePath(), info.completeBaseName());
}

std::optional<JournalHead> readHead(const QString &journal)
{
    QFile file(headFileOf(journal));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return std::nullopt;
    std::optional<JournalHead> head;
    for (int tries = 0; tries < mostReads && !head; ++tries) {
        file.seek(0);
        head = JournalHead::from(file.read(longestRead)); // one call: a line read byte by byte is torn by a busy writer
    }
    return head;
}

Result<HeadWriter> HeadWriter::open(const QString &journal)
{
    auto file = openPrivateFile(headFileOf(journal));
    if (!file)
        return tl::unexpected<Error>(file.error());
    return HeadWriter(std::move(*file));
}

void HeadWriter::write(const JournalHead &head)
{
    const QByteArray text = head.text();
    static_cast<void>(::pwrite(m_file.number(), text.constData(), static_cast<size_t>(text.size()), 0) == text.size());
}

} // namespace twinlake
