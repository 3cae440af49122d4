// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a test with thousands of syncs keeps its files: in memory if the system has such a place.
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QString>

namespace twinlake {

/// A template for QTemporaryDir.
inline QString testFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    const bool usable = QFileInfo(memory).isDir() && QFileInfo(memory).isWritable();
    return (usable ? memory : QDir::tempPath()) + QStringLiteral("/twinlake-test-XXXXXX");
}

} // namespace twinlake
