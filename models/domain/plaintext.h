// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands between any foreign text (a server's, a file's, an argument's) and any stream or label. A terminal obeys
// escape sequences, and bidirectional controls reorder a line; both are shown here as \uXXXX, as JSON writes them, so
// that two texts that differ still look different.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace twinlake {

/// A control, format, invisible or separator character: a terminal or a text layout obeys it instead of showing it.
bool isObeyed(char32_t character);

/// With a space for each run of them: for prose, where nobody compares characters.
QString withoutObeyed(const QString &foreign);
/// One line: line feeds are shown as well, so that no text can add a line of its own.
QString plainLine(const QString &foreign);
/// Each text as one line, with a line feed between them.
QString plainLines(const QStringList &foreign);
/// The same, but line feeds stay: for a label, and for what consists of plain lines already.
QString plainLines(const QString &foreign);
/// The same for UTF-8. JSON stays the same JSON: outside its strings there are only line feeds and spaces.
QByteArray plainLines(const QByteArray &utf8);

} // namespace twinlake
