// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is in this process's memory is nobody else's to read: it holds tokens.
#pragma once

#include <QByteArray>
#include <QString>

namespace twinlake {

/// No core dump, and no other process of this user may look inside. Call it first thing in main(), in every process:
/// a program that is started begins without it.
void keepMemoryPrivate();

/// Empties a text that held secrets, and overwrites its memory first. Where Qt shares that memory with another text it
/// stays as it is: the last of them has to be wiped.
void wipe(QByteArray &text);
void wipe(QString &text);

} // namespace twinlake
