// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of the four modes.
#include "models/views/mode.h"

#include <QCoreApplication>

namespace twinlake {

QString modeWord(Mode mode)
{
    switch (mode) {
    case Mode::Live:
        return QCoreApplication::translate("Mode", "LIVE");
    case Mode::DryRun:
        return QCoreApplication::translate("Mode", "DRY RUN");
    case Mode::Rehearsal:
        return QCoreApplication::translate("Mode", "REHEARSAL");
    case Mode::ReadOnly:
        break;
    }
    return QCoreApplication::translate("Mode", "READ-ONLY");
}

QString modeSentence(Mode mode)
{
    switch (mode) {
    case Mode::Live:
        return QCoreApplication::translate("Mode", "Writes reach production");
    case Mode::DryRun:
        return QCoreApplication::translate("Mode", "Reads are real, writes are only shown");
    case Mode::Rehearsal:
        return QCoreApplication::translate("Mode", "Built-in simulator, nothing real can be touched");
    case Mode::ReadOnly:
        break;
    }
    return QCoreApplication::translate("Mode", "This window cannot write");
}

} // namespace twinlake
