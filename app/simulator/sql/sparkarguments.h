// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading the arguments of a SQL function, and writing its answers, as Spark means them.
#pragma once

#include "app/simulator/sql/sqltime.h"

#include <sqlite3.h>

#include <algorithm>

namespace twinlake::simulator {

inline bool isNull(sqlite3_value *value)
{
    return sqlite3_value_type(value) == SQLITE_NULL;
}

inline std::string_view textOf(sqlite3_value *value)
{
    const auto *const text = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string_view();
}

inline QString wordOf(sqlite3_value *value)
{
    const std::string_view text = textOf(value);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min<std::size_t>(text.size(), 100)));
}

/// "2026-11-22 00:20:00.5": a timestamp as Spark casts it to STRING.
QByteArray sparkText(SimTime time);
/// The value cast to STRING.
QByteArray sparkText(sqlite3_value *value);

inline void resultText(sqlite3_context *context, const QByteArray &text)
{
    sqlite3_result_text(context, text.constData(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

} // namespace twinlake::simulator
