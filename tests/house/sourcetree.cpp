// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Walks the tree that this test was built from.
#include "sourcetree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList linesOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n') : QStringList();
}

QList<SourceFile> readTree()
{
    const QDir top(QStringLiteral(TWINLAKE_TREE));
    QList<SourceFile> files;
    for (const QString &room : {u"app"_s, u"models"_s, u"ui"_s, u"tests"_s}) {
        QDirIterator each(top.filePath(room), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            const QString path = top.relativeFilePath(each.next());
            if (!path.startsWith("tests/data/"_L1))
                files.append({path, linesOf(top.filePath(path))});
        }
    }
    return files;
}

} // namespace

QList<SourceFile> sourceTree()
{
    static const QList<SourceFile> files = readTree(); // once for all rows of a test
    return files;
}

QList<SourceFile> samples(const QString &fileName)
{
    QList<SourceFile> files;
    for (const QString &line : linesOf(QStringLiteral(TWINLAKE_TREE "/tests/data/house/") + fileName)) {
        if (line.startsWith("=== "_L1))
            files.append({line.mid(4).trimmed(), {}});
        else if (!files.isEmpty())
            files.last().lines.append(line);
    }
    return files;
}

QString codeOf(const QString &line)
{
    const qsizetype comment = line.indexOf("//"_L1);
    const bool insideText = comment > 0 && line.at(comment - 1) == u':'; // "https://"
    return comment < 0 || insideText ? line : line.left(comment);
}

QString toText(const QList<Finding> &findings)
{
    QString text;
    for (const Finding &each : findings)
        text += u"%1:%2: %3\n"_s.arg(each.path).arg(each.line).arg(each.what);
    return text;
}

} // namespace twinlake
