// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opening the journal's file: its folder, its rights, its pragmas, its schema, and what to do with a broken one.
#pragma once

#include "models/domain/result.h"

#include <QSqlDatabase>
#include <QString>

namespace twinlake {

enum class JournalCheck {
    AtOnce, ///< every page is read before the file is opened
    Later, ///< by checkJournalFile: it takes as long as the journal is large
};

/// A broken file is put aside, and the error says where: nobody goes on without having been told. So does one whose end
/// was cut off, but that one stays. Who only reads is given what there is.
Result<QSqlDatabase> openJournalFile(const QString &path, bool readOnly, JournalCheck check = JournalCheck::AtOnce);

/// Reads every page. A broken file is put aside, and `database` is closed.
Result<> checkJournalFile(QSqlDatabase &database, const QString &path);

/// Closes it for good.
void closeJournalFile(QSqlDatabase &database);

} // namespace twinlake
