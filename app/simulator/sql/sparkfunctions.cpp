// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/sparkfunctions.h"

#include "app/simulator/sql/sparkarguments.h"

#include <QDateTime>
#include <QSet>

#include <array>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

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

void dayDiff(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto end = timestampOf(values[0]);
    const auto start = timestampOf(values[1]);
    if (end && start)
        sqlite3_result_int64(
            context,
            (std::chrono::floor<std::chrono::days>(*end) - std::chrono::floor<std::chrono::days>(*start)).count());
}

template <int sign>
void addDays(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto time = timestampOf(values[0]);
    if (!time || isNull(values[1]))
        return;
    const SimTime day = std::chrono::floor<std::chrono::days>(*time);
    resultMillis(context,
                 static_cast<double>(day.time_since_epoch().count())
                     + sign * 86'400'000.0 * sqlite3_value_double(values[1]));
}

struct Scalar {
    const char *name;
    int arguments;
    void (*run)(sqlite3_context *, int, sqlite3_value **);
};

constexpr std::array scalars{
    Scalar{"tl_now", 0, now},
    Scalar{"tl_add", 2, add},
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
    Scalar{"datediff", 2, dayDiff},
    Scalar{"date_diff", 2, dayDiff},
    Scalar{"date_add", 2, addDays<1>},
    Scalar{"date_sub", 2, addDays<-1>},
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
    const bool casts = addCasts(database);
    const bool hashes = addHashes(database);
    const bool aggregates = addAggregates(database);
    return addTexts(database) && casts && hashes && aggregates && good;
}

bool isSparkRoutine(const QString &lowerCaseName)
{
    static const QSet<QString> native{u"count"_s,
                                      u"sum"_s,
                                      u"avg"_s,
                                      u"min"_s,
                                      u"max"_s,
                                      u"count_if"_s,
                                      u"bit_xor"_s,
                                      u"abs"_s,
                                      u"round"_s,
                                      u"coalesce"_s,
                                      u"ifnull"_s,
                                      u"nullif"_s,
                                      u"iif"_s,
                                      u"length"_s,
                                      u"lower"_s,
                                      u"upper"_s,
                                      u"trim"_s,
                                      u"ltrim"_s,
                                      u"rtrim"_s,
                                      u"substr"_s,
                                      u"substring"_s,
                                      u"replace"_s,
                                      u"instr"_s,
                                      u"hex"_s,
                                      u"mod"_s,
                                      u"pow"_s,
                                      u"power"_s,
                                      u"sqrt"_s,
                                      u"exp"_s,
                                      u"ln"_s,
                                      u"sign"_s,
                                      u"pi"_s,
                                      u"row_number"_s,
                                      u"rank"_s,
                                      u"dense_rank"_s,
                                      u"percent_rank"_s,
                                      u"cume_dist"_s,
                                      u"ntile"_s,
                                      u"lag"_s,
                                      u"lead"_s,
                                      u"first_value"_s,
                                      u"last_value"_s,
                                      u"nth_value"_s,
                                      u"xxhash64"_s,
                                      u"hash"_s,
                                      u"md5"_s,
                                      u"sha"_s,
                                      u"sha1"_s,
                                      u"sha2"_s,
                                      u"crc32"_s,
                                      u"concat"_s,
                                      u"concat_ws"_s,
                                      u"year"_s,
                                      u"month"_s,
                                      u"day"_s,
                                      u"dayofmonth"_s,
                                      u"dayofweek"_s,
                                      u"hour"_s,
                                      u"minute"_s,
                                      u"second"_s,
                                      u"floor"_s,
                                      u"ceil"_s,
                                      u"ceiling"_s,
                                      u"greatest"_s,
                                      u"least"_s,
                                      u"date_format"_s,
                                      u"get_json_object"_s};
    const auto own = [&lowerCaseName](const Scalar &scalar) { return lowerCaseName == QLatin1StringView(scalar.name); };
    return native.contains(lowerCaseName)
        || (!lowerCaseName.startsWith(u"tl_") && std::any_of(scalars.begin(), scalars.end(), own));
}

} // namespace twinlake::simulator
