// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opening the journal's file: its folder, its rights, its pragmas, its schema, and what to do with a broken one.
#pragma once

#include "models/domain/result.h"

#include <QSqlDatabase>
#include <QString>

namespace twinlake {

/// A broken file is put aside, and the error says where: nobody goes on without having been told.
Result<QSqlDatabase> openJournalFile(const QString &path, bool readOnly);

} // namespace twinlake
