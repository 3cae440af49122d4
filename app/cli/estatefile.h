// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From --estate NAME|FILE to an Estate, or to what the person must mend (exit code 3).
#pragma once

#include "models/estate/estate.h"

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace twinlake {

/// $XDG_CONFIG_HOME/twinlake/estates, or below ~/.config; empty if neither is known.
QString estatesDirectory();
/// Names of the estate files there, sorted.
QStringList knownEstates();

/// A text with a slash or ending in .json is a file, anything else a name in the estates folder. Empty stands for the
/// only estate there is. The error is one sentence with the names that exist.
tl::expected<QString, QString> estateFileFor(const QString &nameOrFile);

struct LoadedEstate {
    QString file; ///< absolute
    Estate estate;
};

/// The errors are lines to print: "file:line:column: problem. remedy".
tl::expected<LoadedEstate, QStringList> loadEstate(const QString &nameOrFile);

} // namespace twinlake
