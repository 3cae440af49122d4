// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/sparkfunctions.h"

#include "app/simulator/sql/sqltime.h"

#include <sqlite3.h>

#include <QDateTime>

#include <algorithm>
#include <array>
#include <bit>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string_view textOf(sqlite3_value *value)
{
    const auto *const text = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string_view();
}

QString wordOf(sqlite3_value *value)
{
    const std::string_view text = textOf(value);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min<std::size_t>(text.size(), 100)));
}

// Milliseconds that fit into the years 1 to 9999, the only ones that the marked form can write.
void resultMillis(sqlite3_context *context, double millis)
{
    constexpr double earliest = -62'135'596'800'000.0;
    constexpr double latest = 253'402'300'799'999.0;
    if (millis >= earliest && millis <= latest)
        resultTimestamp(context, SimTime(SimDuration(static_cast<std::int64_t>(millis))));
}

void now(sqlite3_context *context, int, sqlite3_value **)
{
    resultTimestamp(context, *static_cast<const SimTime *>(sqlite3_user_data(context)));
}

template <std::int64_t factor, std::int64_t divisor>
void unixTime(sqlite3_context *context, int, sqlite3_value **values)
{
    if (const auto time = timestampOf(values[0]))
        sqlite3_result_int64(context, time->time_since_epoch().count() * factor / divisor);
}

template <std::int64_t factor>
void fromUnixTime(sqlite3_context *context, int, sqlite3_value **values)
{
    if (sqlite3_value_type(values[0]) != SQLITE_NULL)
        resultMillis(context, sqlite3_value_double(values[0]) * factor);
}

void toTimestamp(sqlite3_context *context, int, sqlite3_value **values)
{
    if (const auto time = timestampOf(values[0]))
        resultTimestamp(context, *time);
    else if (sqlite3_value_type(values[0]) != SQLITE_NULL)
        sqlite3_result_error(context, "CAST_INVALID_INPUT", -1);
}

void dateTrunc(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto time = timestampOf(values[1]);
    if (!time)
        return;
    const QString unit = wordOf(values[0]).toUpper();
    const QDate day = QDateTime::fromMSecsSinceEpoch(time->time_since_epoch().count(), Qt::UTC).date();
    const auto midnight = [](QDate date) {
        return SimTime(SimDuration(QDateTime(date, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch()));
    };
    if (unit == u"WEEK")
        resultTimestamp(context, midnight(day.addDays(1 - day.dayOfWeek())));
    else if (unit == u"MONTH" || unit == u"MM" || unit == u"MON")
        resultTimestamp(context, midnight(QDate(day.year(), day.month(), 1)));
    else if (unit == u"YEAR" || unit == u"YYYY" || unit == u"YY")
        resultTimestamp(context, midnight(QDate(day.year(), 1, 1)));
    else if (const auto length = unitOf(unit == u"DD" ? u"DAY"_s : unit)) {
        const std::int64_t millis = time->time_since_epoch().count();
        const std::int64_t within = ((millis % length->count()) + length->count()) % length->count();
        resultTimestamp(context, *time - SimDuration(within));
    }
}

void add(sqlite3_context *context, int, sqlite3_value **values)
{
    if (const auto time = timestampOf(values[0]))
        resultMillis(context, static_cast<double>(time->time_since_epoch().count()) + sqlite3_value_double(values[1]));
}

void timestampAdd(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto unit = unitOf(wordOf(values[0]));
    const auto time = timestampOf(values[2]);
    if (unit && time)
        resultMillis(context,
                     static_cast<double>(time->time_since_epoch().count())
                         + sqlite3_value_double(values[1]) * static_cast<double>(unit->count()));
}

void timestampDiff(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto unit = unitOf(wordOf(values[0]));
    const auto from = timestampOf(values[1]);
    const auto to = timestampOf(values[2]);
    if (unit && from && to)
        sqlite3_result_int64(context, (*to - *from) / *unit);
}

void castTo(sqlite3_context *context, int count, sqlite3_value **values)
{
    const QString type = wordOf(values[1]).toUpper();
    const auto time = timestampOf(values[0]);
    const bool marked = isMarked(textOf(values[0]));
    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    if (type.startsWith(u"TIMESTAMP"))
        sqlite3_value_type(values[0]) == SQLITE_TEXT ? toTimestamp(context, count, values)
                                                     : fromUnixTime<1000>(context, count, values);
    else if (type == u"STRING") {
        const std::string_view text = textOf(values[0]);
        sqlite3_result_text(context, text.data() + (marked ? 1 : 0), static_cast<int>(text.size() - (marked ? 1 : 0)),
                            SQLITE_TRANSIENT);
    } else if (type == u"DATE" && time)
        sqlite3_result_text(context, markedTimestamp(*time).mid(1, 10).constData(), 10, SQLITE_TRANSIENT);
    else if (type == u"DOUBLE" || type == u"FLOAT" || type == u"DECIMAL")
        sqlite3_result_double(context,
                              marked ? static_cast<double>(time->time_since_epoch().count()) / 1000.0
                                     : sqlite3_value_double(values[0]));
    else if (type == u"BIGINT" || type == u"LONG" || type == u"INT" || type == u"INTEGER" || type == u"BOOLEAN")
        sqlite3_result_int64(context,
                             marked ? time->time_since_epoch().count() / 1000 : sqlite3_value_int64(values[0]));
    else
        sqlite3_result_error(context, "CAST_INVALID_INPUT", -1);
}

// A stable 64-bit hash of all arguments; not Spark's numbers, but its use: equal rows, equal sums.
std::uint64_t hashOf(int count, sqlite3_value **values)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    const auto feed = [&hash](std::string_view bytes) {
        for (const char byte : bytes)
            hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
        hash = std::rotl(hash, 23) * 0x9e3779b97f4a7c15ULL;
    };
    for (int at = 0; at < count; ++at)
        feed(textOf(values[at]));
    return hash;
}

void hash64(sqlite3_context *context, int count, sqlite3_value **values)
{
    sqlite3_result_int64(context, static_cast<std::int64_t>(hashOf(count, values)));
}

void hash32(sqlite3_context *context, int count, sqlite3_value **values)
{
    sqlite3_result_int(context, static_cast<std::int32_t>(hashOf(count, values) >> 32));
}

void concat(sqlite3_context *context, int count, sqlite3_value **values)
{
    QByteArray all;
    for (int at = 0; at < count; ++at) {
        const std::string_view text = textOf(values[at]);
        all.append(text.data() + (isMarked(text) ? 1 : 0),
                   static_cast<qsizetype>(text.size()) - (isMarked(text) ? 1 : 0));
    }
    sqlite3_result_text(context, all.constData(), static_cast<int>(all.size()), SQLITE_TRANSIENT);
}

enum class Fold { CountIf, Total, Xor };

template <Fold fold>
void foldStep(sqlite3_context *context, int, sqlite3_value **values)
{
    auto *const total = static_cast<std::int64_t *>(sqlite3_aggregate_context(context, sizeof(std::int64_t)));
    if (!total || sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    const std::int64_t value = sqlite3_value_int64(values[0]);
    *total = fold == Fold::CountIf ? *total + (value != 0) : (fold == Fold::Total ? *total + value : *total ^ value);
}

void foldEnd(sqlite3_context *context)
{
    const auto *const total = static_cast<std::int64_t *>(sqlite3_aggregate_context(context, sizeof(std::int64_t)));
    sqlite3_result_int64(context, total ? *total : 0);
}

struct Scalar {
    const char *name;
    int arguments;
    void (*run)(sqlite3_context *, int, sqlite3_value **);
};

constexpr std::array scalars{
    Scalar{"tl_now", 0, now},
    Scalar{"tl_add", 2, add},
    Scalar{"tl_cast", 2, castTo},
    Scalar{"date_trunc", 2, dateTrunc},
    Scalar{"unix_seconds", 1, unixTime<1, 1000>},
    Scalar{"unix_timestamp", 1, unixTime<1, 1000>},
    Scalar{"unix_millis", 1, unixTime<1, 1>},
    Scalar{"unix_micros", 1, unixTime<1000, 1>},
    Scalar{"timestamp_seconds", 1, fromUnixTime<1000>},
    Scalar{"timestamp_millis", 1, fromUnixTime<1>},
    Scalar{"to_timestamp", 1, toTimestamp},
    Scalar{"timestampadd", 3, timestampAdd},
    Scalar{"dateadd", 3, timestampAdd},
    Scalar{"timestampdiff", 3, timestampDiff},
    Scalar{"datediff", 3, timestampDiff},
    Scalar{"xxhash64", -1, hash64},
    Scalar{"hash", -1, hash32},
    Scalar{"concat", -1, concat},
};

} // namespace

bool addSparkFunctions(sqlite3 *database, const SimTime &now)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    void *const clock = const_cast<SimTime *>(&now); // SQLite hands it back untouched, and `now` only reads it
    bool good = true;
    for (const Scalar &scalar : scalars)
        good =
            sqlite3_create_function(database, scalar.name, scalar.arguments, flags, clock, scalar.run, nullptr, nullptr)
                == SQLITE_OK
            && good;
    const auto aggregate = [&](const char *name, auto step) {
        good = sqlite3_create_function(database, name, 1, flags, nullptr, nullptr, step, foldEnd) == SQLITE_OK && good;
    };
    aggregate("count_if", foldStep<Fold::CountIf>);
    aggregate("total_counted", foldStep<Fold::Total>);
    aggregate("bit_xor", foldStep<Fold::Xor>);
    return good;
}

} // namespace twinlake::simulator
