// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a TIMESTAMP lives in SQLite, which has no such type: text behind a mark that no string of a statement can begin
// with, so that it sorts in time and a result column knows its type.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string_view>

struct sqlite3_context;
struct sqlite3_value;

namespace twinlake::simulator {

inline constexpr char timestampMark = '\x01';

/// The marked form, "\x01" and "2026-11-22T00:20:00.000Z".
QByteArray markedTimestamp(SimTime time);
bool isMarked(std::string_view text);
/// A marked timestamp, or any text that Spark would cast to one; a date means its midnight.
std::optional<SimTime> readTimestamp(std::string_view text);
std::optional<SimTime> timestampOf(sqlite3_value *value);
void resultTimestamp(sqlite3_context *context, SimTime time);
/// What "INTERVAL 5 MINUTES" and timestampdiff mean by a unit; empty for months, years and words that are no unit.
std::optional<SimDuration> unitOf(const QString &word);

} // namespace twinlake::simulator
