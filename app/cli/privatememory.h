// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is in this process's memory is nobody else's to read: it holds tokens.
#pragma once

namespace twinlake {

/// No core dump, and no other process of this user may look inside. Call it first thing in main(), in every process:
/// a program that is started begins without it.
void keepMemoryPrivate();

} // namespace twinlake
