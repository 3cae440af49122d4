// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/statefolders.h"

#include "app/cli/privatefiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

// Estate names and rehearsal ids become folder names: anything that a path would interpret is replaced.
QString folderName(const QString &name)
{
    static const QRegularExpression unsafe(u"[^A-Za-z0-9_.-]"_s);
    QString safe = name.left(120);
    safe.replace(unsafe, u"_"_s);
    while (safe.startsWith(u'.'))
        safe.remove(0, 1);
    return safe.isEmpty() ? u"estate"_s : safe;
}

QStringList foldersThat(bool (*holds)(const QString &folder))
{
    QStringList found;
    for (const QString &kind : {u"estates"_s, u"rehearsals"_s}) {
        const QDir parent(stateHome() + u'/' + kind);
        for (const QString &name : parent.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            if (holds(parent.filePath(name)))
                found.append(parent.filePath(name));
        }
    }
    return found;
}

} // namespace

QString stateHome()
{
    const QString configured = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = configured.startsWith(u'/') ? configured : QDir::homePath() + u"/.local/state"_s;
    return base + u"/twinlake"_s;
}

QString stateFolder(const Estate &estate)
{
    return estate.rehearsal ? u"%1/rehearsals/%2"_s.arg(stateHome(), folderName(estate.rehearsal->id))
                            : u"%1/estates/%2"_s.arg(stateHome(), folderName(estate.name));
}

Result<QString> makeStateFolder(const Estate &estate)
{
    const QString folder = stateFolder(estate);
    if (!keepFolderPrivate(folder)) {
        return fail(
            Error::Kind::Storage,
            QCoreApplication::translate(
                "StateFolders",
                "The folder %1 cannot be made. Free some space or set XDG_STATE_HOME to a folder that can be written.")
                .arg(folder));
    }
    return folder;
}

QString journalFile(const QString &folder)
{
    return folder + u"/journal.sqlite"_s;
}

QString estateCopy(const QString &folder)
{
    return folder + u"/estate.json"_s;
}

Result<> keepEstateCopy(const QString &folder, const QString &estateFile)
{
    QFile source(estateFile);
    if (QFileInfo(estateFile) == QFileInfo(estateCopy(folder)))
        return {};
    if (!source.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Storage, source.errorString());
    return writePrivateFile(estateCopy(folder), source.readAll());
}

QStringList foldersWithJournal()
{
    return foldersThat([](const QString &folder) { return QFileInfo::exists(journalFile(folder)); });
}

QStringList foldersThatLostTheirJournal()
{
    return foldersThat([](const QString &folder) {
        return !QFileInfo::exists(journalFile(folder)) && QFileInfo::exists(folder + u"/journal.head"_s);
    });
}

} // namespace twinlake
