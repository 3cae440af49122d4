// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where an estate keeps its journal, history and lock: $XDG_STATE_HOME/twinlake/estates/NAME, rehearsals/ID for a
// rehearsal (design.md 13, Files). QStandardPaths has no state location in Qt 6.4.
#pragma once

#include "models/domain/result.h"
#include "models/estate/estate.h"

#include <QString>
#include <QStringList>

namespace twinlake {

QString stateHome();
/// The folder of one estate; not made yet.
QString stateFolder(const Estate &estate);
/// Makes the folder, readable by its owner alone. Kind Storage, with what to do.
Result<QString> makeStateFolder(const Estate &estate);

QString journalFile(const QString &folder);
/// Keeps a copy of the estate file beside the journal, so that `resume` finds it without being told; it has no secrets.
/// A failure is no reason not to go on, but the person is told. Kind Storage.
Result<> keepEstateCopy(const QString &folder, const QString &estateFile);
QString estateCopy(const QString &folder);
/// The folders that hold a journal, of estates and of rehearsals.
QStringList foldersWithJournal();
/// Those that had one: what it had come to is known, itself is gone.
QStringList foldersThatLostTheirJournal();

} // namespace twinlake
