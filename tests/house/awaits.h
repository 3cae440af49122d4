// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// No co_await stands in an expression that may leave it out: GCC 12 awaits the right side of && or || and a branch of
// ?: whatever the condition says, or frees the frame twice.
#pragma once

#include "sourcetree.h"

namespace twinlake {

QList<Finding> conditionalAwaits(const SourceFile &file);

} // namespace twinlake
