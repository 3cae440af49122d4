// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "tests/faults/leftovers.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What stays the same whatever stands around the secret: its outer bytes share a letter with their neighbours.
QByteArray base64At(const QByteArray &secret, int offset)
{
    const QByteArray text = (QByteArray(offset, 'x') + secret).toBase64(QByteArray::OmitTrailingEquals);
    const int head = offset == 0 ? 0 : offset + 1;
    return text.mid(head, text.size() - head - 1);
}

QByteArray percentAll(const QByteArray &secret)
{
    QByteArray text;
    for (const char letter : secret)
        text += '%' + QByteArray(1, letter).toHex();
    return text;
}

QByteArray wide(const QByteArray &secret, bool bigEndian)
{
    QByteArray text;
    for (const char letter : secret) {
        text += bigEndian ? '\0' : letter;
        text += bigEndian ? letter : '\0';
    }
    return text;
}

} // namespace

QList<QByteArray> formsOf(const QByteArray &secret)
{
    QList<QByteArray> forms{secret,
                            secret.toHex(),
                            secret.toHex().toUpper(),
                            percentAll(secret),
                            percentAll(secret).toUpper(),
                            secret.toPercentEncoding(),
                            wide(secret, false),
                            wide(secret, true)};
    for (int offset = 0; offset < 3; ++offset) {
        const QByteArray text = base64At(secret, offset);
        forms << text << QByteArray(text).replace('+', '-').replace('/', '_');
    }
    return forms;
}

QStringList filesThatHold(const QString &folder, const QList<QByteArray> &secrets)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        for (const QByteArray &secret : secrets) {
            for (const QByteArray &form : formsOf(secret)) {
                if (content.contains(form))
                    found.append(u"%1 holds %2"_s.arg(file.fileName(), QString::fromLatin1(form.toPercentEncoding())));
            }
        }
    }
    return found;
}

QStringList whatOthersMayRead(const QString &folder)
{
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QStringList found;
    QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QFileInfo entry(all.next());
        if (entry.permissions() & others)
            found.append(u"%1 (%2)"_s.arg(entry.filePath()).arg(int(entry.permissions()), 0, 16));
    }
    return found;
}

} // namespace twinlake
