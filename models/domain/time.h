// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Instants are UTC QDateTime, durations std::chrono. Nothing here reads a clock: that is models/ports/clock.h.
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace twinlake {

using Instant = QDateTime; ///< always UTC, millisecond precision
using Duration = std::chrono::milliseconds;

/// "2026-11-22T02:58:00Z"; milliseconds only when there are any.
QString toIso(const Instant &instant);
/// Any RFC 3339 form that the two services send: 0-9 fraction digits, "Z" or an offset, or none (then UTC).
std::optional<Instant> fromIso(const QString &text);

Duration between(const Instant &from, const Instant &to);
Instant later(const Instant &from, Duration by);
Instant fromEpoch(std::chrono::milliseconds sinceEpoch);

/// "42 s", "7 min 10 s", "1 h 35 min", "6 d 4 h" (visual-design.md 4). Negative durations print as "0 s".
QString humanDuration(Duration duration);
/// A running clock: "12:00", "1:05:09".
QString clockDuration(Duration duration);

} // namespace twinlake
