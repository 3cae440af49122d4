// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the text of one option to its value in the CommandLine. Private to app/cli.
#pragma once

#include "app/cli/commandline.h"

namespace twinlake {

/// An error sentence, or empty when all is well.
using OptionProblem = QString;

/// A known option that this command takes; `value` is empty for a switch.
OptionProblem applyOption(const QString &name, const QString &value, const QStringList &scenarios, CommandLine &line);
/// "Unknown command "runn". Did you mean "run"?", or the valid words.
QString unknownWord(const QString &problem, const QString &written, const QStringList &known);

} // namespace twinlake
