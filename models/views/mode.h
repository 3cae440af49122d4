// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mode: whether this window can write, and to what. Every window, dialog and report carries it in colour, pattern and
// word (visual-design.md section 3).
#pragma once

#include <QString>

namespace twinlake {

enum class Mode { Live, DryRun, Rehearsal, ReadOnly };

/// LIVE, DRY RUN, REHEARSAL, READ-ONLY.
QString modeWord(Mode mode);
/// "Writes reach production" and so on.
QString modeSentence(Mode mode);

} // namespace twinlake
