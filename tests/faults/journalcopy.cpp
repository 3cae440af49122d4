// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// File by file, from one state folder to the other.
#include "tests/faults/journalcopy.h"

#include <QDir>
#include <QFile>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

QString journalOf(const Console &console)
{
    const QDir rehearsals(console.stateHome + u"/twinlake/rehearsals"_s);
    const QString id = rehearsals.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    return rehearsals.filePath(id + u"/journal.sqlite"_s);
}

void copyJournal(const Console &from, const Console &to)
{
    const QDir source(from.stateHome + u"/twinlake/rehearsals"_s);
    for (const QString &id : source.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString target = to.stateHome + u"/twinlake/rehearsals/"_s + id;
        QDir().mkpath(target);
        for (const QString &name : {u"journal.sqlite"_s, u"journal.sqlite-wal"_s})
            QFile::copy(source.filePath(id + u'/' + name), target + u'/' + name);
    }
}

} // namespace twinlake
