// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts, JSON, parts of dates, and numbers where SQLite's own functions would answer otherwise than Spark.
#include "app/simulator/sql/sparkarguments.h"
#include "app/simulator/sql/sparkfunctions.h"

#include <QDateTime>
#include <QRegularExpression>

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

void concat(sqlite3_context *context, int count, sqlite3_value **values)
{
    QByteArray all;
    for (int at = 0; at < count; ++at) {
        if (isNull(values[at]))
            return;
        all += sparkText(values[at]);
    }
    resultText(context, all);
}

void concatWith(sqlite3_context *context, int count, sqlite3_value **values)
{
    if (count == 0 || isNull(values[0]))
        return;
    QByteArrayList parts;
    for (int at = 1; at < count; ++at) {
        if (!isNull(values[at]))
            parts << sparkText(values[at]);
    }
    resultText(context, parts.join(sparkText(values[0])));
}

/// '$.a.b[0]', the paths that Spark's get_json_object takes.
const nlohmann::json *atPath(const nlohmann::json &document, const QString &path)
{
    static const QRegularExpression step(uR"re(\.([A-Za-z0-9_\-]+)|\[([0-9]{1,6})\])re"_s);
    const nlohmann::json *found = &document;
    qsizetype from = 1;
    while (from < path.size()) {
        const auto match =
            step.match(path, from, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.hasMatch())
            return nullptr;
        if (match.hasCaptured(1)) {
            const auto next = found->is_object() ? found->find(match.captured(1).toStdString()) : found->end();
            if (!found->is_object() || next == found->end())
                return nullptr;
            found = &*next;
        } else {
            const auto index = static_cast<std::size_t>(match.captured(2).toInt());
            if (!found->is_array() || index >= found->size())
                return nullptr;
            found = &(*found)[index];
        }
        from = match.capturedEnd();
    }
    return found->is_null() ? nullptr : found;
}

void jsonObject(sqlite3_context *context, int, sqlite3_value **values)
{
    const std::string_view text = textOf(values[0]);
    const QString path = wordOf(values[1]);
    if (isNull(values[0]) || !path.startsWith(u'$'))
        return;
    const nlohmann::json document = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    const nlohmann::json *const found = document.is_discarded() ? nullptr : atPath(document, path);
    if (found)
        resultText(context, QByteArray::fromStdString(found->is_string() ? found->get<std::string>() : found->dump()));
}

enum class Part { Year, Month, Day, Hour, Minute, Second, DayOfWeek };

template <Part part>
void partOf(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto time = timestampOf(values[0]);
    if (!time)
        return;
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(time->time_since_epoch().count(), Qt::UTC);
    const QDate date = when.date();
    const QTime clock = when.time();
    const int parts[]{
        date.year(), date.month(), date.day(), clock.hour(), clock.minute(), clock.second(), date.dayOfWeek() % 7 + 1};
    sqlite3_result_int(context, parts[static_cast<int>(part)]);
}

// Java's pattern letters and Qt's agree in the ones people use; others are refused.
void dateFormat(sqlite3_context *context, int, sqlite3_value **values)
{
    static const QRegularExpression known(uR"re(^(?:yyyy|MM|dd|HH|mm|ss|SSS|[-/:. T]|'[^']*')*$)re"_s);
    const auto time = timestampOf(values[0]);
    const QString pattern = wordOf(values[1]);
    if (!time || isNull(values[1]))
        return;
    if (!known.match(pattern).hasMatch())
        return sqlite3_result_error(context, "INVALID_DATETIME_PATTERN", -1);
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(time->time_since_epoch().count(), Qt::UTC);
    resultText(context, when.toString(QString(pattern).replace(u"SSS"_s, u"zzz"_s)).toUtf8());
}

template <double (*round)(double)>
void whole(sqlite3_context *context, int, sqlite3_value **values)
{
    if (sqlite3_value_type(values[0]) == SQLITE_INTEGER)
        sqlite3_result_value(context, values[0]);
    else if (!isNull(values[0]))
        sqlite3_result_int64(context, static_cast<std::int64_t>(round(sqlite3_value_double(values[0]))));
}

bool less(sqlite3_value *a, sqlite3_value *b)
{
    if (sqlite3_value_type(a) == SQLITE_TEXT && sqlite3_value_type(b) == SQLITE_TEXT)
        return textOf(a) < textOf(b);
    return sqlite3_value_double(a) < sqlite3_value_double(b);
}

template <bool greatest>
void extreme(sqlite3_context *context, int count, sqlite3_value **values)
{
    sqlite3_value *best = nullptr;
    for (int at = 0; at < count; ++at) {
        if (!isNull(values[at]) && (!best || (greatest ? less(best, values[at]) : less(values[at], best))))
            best = values[at];
    }
    if (best)
        sqlite3_result_value(context, best);
}

void divisor(sqlite3_context *context, int, sqlite3_value **values)
{
    if (!isNull(values[0]) && sqlite3_value_double(values[0]) == 0)
        sqlite3_result_error(context, "DIVIDE_BY_ZERO", -1);
    else
        sqlite3_result_value(context, values[0]);
}

struct Entry {
    const char *name;
    int arguments;
    void (*run)(sqlite3_context *, int, sqlite3_value **);
};

constexpr std::array entries{Entry{"concat", -1, concat},
                             Entry{"concat_ws", -1, concatWith},
                             Entry{"get_json_object", 2, jsonObject},
                             Entry{"year", 1, partOf<Part::Year>},
                             Entry{"month", 1, partOf<Part::Month>},
                             Entry{"day", 1, partOf<Part::Day>},
                             Entry{"dayofmonth", 1, partOf<Part::Day>},
                             Entry{"hour", 1, partOf<Part::Hour>},
                             Entry{"minute", 1, partOf<Part::Minute>},
                             Entry{"second", 1, partOf<Part::Second>},
                             Entry{"dayofweek", 1, partOf<Part::DayOfWeek>},
                             Entry{"date_format", 2, dateFormat},
                             Entry{"floor", 1, whole<std::floor>},
                             Entry{"ceil", 1, whole<std::ceil>},
                             Entry{"ceiling", 1, whole<std::ceil>},
                             Entry{"greatest", -1, extreme<true>},
                             Entry{"least", -1, extreme<false>},
                             Entry{"tl_divisor", 1, divisor}};

} // namespace

bool addTexts(sqlite3 *database)
{
    bool good = true;
    for (const Entry &entry : entries)
        good = sqlite3_create_function(database, entry.name, entry.arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                       nullptr, entry.run, nullptr, nullptr)
                == SQLITE_OK
            && good;
    return good;
}

} // namespace twinlake::simulator
