// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What this process writes is nobody else's to read.
#pragma once

namespace twinlake {

/// umask 077 for the whole process. Call it first thing in main(): files of Qt and SQLite would come out as 0644.
void keepFilesPrivate();

} // namespace twinlake
