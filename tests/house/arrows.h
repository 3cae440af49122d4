// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The direction of knowledge (design.md section 2) as a table, and the check of one file's includes against it.
#pragma once

#include "sourcetree.h"

namespace twinlake {

/// What the files of a room may include. Prefixes of paths from the top; Qt modules as "QtCore".
struct Room {
    const char *name;
    QStringList files; ///< prefixes of the files it speaks of
    QStringList except; ///< prefixes of files that it does not
    QStringList mayInclude; ///< our own headers; empty: all
    QStringList mustNotInclude; ///< and of those not these
    QStringList qtModules; ///< empty: all
    QStringList libraries; ///< of nlohmann, qcoro, spdlog, qt6keychain, sqlite3: those allowed
};

const QList<Room> &rooms();
QList<Finding> brokenArrows(const Room &room, const SourceFile &file);

} // namespace twinlake
