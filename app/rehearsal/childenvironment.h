// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a child process of a rehearsal gets of our environment: what it needs to find its libraries and home, and no
// token that may stand there.
#pragma once

#include <QProcessEnvironment>

namespace twinlake {

QProcessEnvironment childEnvironment();

} // namespace twinlake
