// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CAST and try_cast. What cannot be cast is an error in the one and NULL in the other, never a zero.
#include "app/simulator/sql/sparkarguments.h"
#include "app/simulator/sql/sparkfunctions.h"

#include <QLocale>

#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

struct IntegerRange {
    QStringList names;
    double low;
    double high;
};

const IntegerRange *integerType(const QString &type)
{
    static const std::vector<IntegerRange> types{{{u"BIGINT"_s, u"LONG"_s}, -9.3e18, 9.3e18},
                                                 {{u"INT"_s, u"INTEGER"_s}, -2147483648.0, 2147483647.0},
                                                 {{u"SMALLINT"_s, u"SHORT"_s}, -32768.0, 32767.0},
                                                 {{u"TINYINT"_s, u"BYTE"_s}, -128.0, 127.0}};
    for (const IntegerRange &range : types) {
        if (range.names.contains(type))
            return &range;
    }
    return nullptr;
}

/// The value as a number; empty: it is none.
std::optional<double> numberOf(sqlite3_value *value)
{
    if (sqlite3_value_type(value) != SQLITE_TEXT)
        return sqlite3_value_double(value);
    const std::string_view text = textOf(value);
    if (isMarked(text)) {
        const auto time = readTimestamp(text);
        return time ? std::optional(static_cast<double>(time->time_since_epoch().count()) / 1000.0) : std::nullopt;
    }
    bool good = false;
    const double number = QByteArray(text.data(), static_cast<qsizetype>(text.size())).trimmed().toDouble(&good);
    return good ? std::optional(number) : std::nullopt;
}

bool castInteger(sqlite3_context *context, sqlite3_value *value, const IntegerRange &range)
{
    if (sqlite3_value_type(value) == SQLITE_TEXT && !isMarked(textOf(value))) {
        bool whole = false;
        const std::string_view text = textOf(value);
        const qlonglong exact =
            QByteArray(text.data(), static_cast<qsizetype>(text.size())).trimmed().toLongLong(&whole);
        if (!whole || static_cast<double>(exact) < range.low || static_cast<double>(exact) > range.high)
            return false;
        sqlite3_result_int64(context, exact);
        return true;
    }
    const auto number = numberOf(value);
    if (!number || *number < range.low || *number > range.high)
        return false;
    const bool exact = sqlite3_value_type(value) == SQLITE_INTEGER;
    sqlite3_result_int64(context, exact ? sqlite3_value_int64(value) : static_cast<qint64>(std::floor(*number)));
    return true;
}

bool castBoolean(sqlite3_context *context, sqlite3_value *value)
{
    static const QStringList yes{u"true"_s, u"t"_s, u"yes"_s, u"y"_s, u"1"_s};
    static const QStringList no{u"false"_s, u"f"_s, u"no"_s, u"n"_s, u"0"_s};
    if (sqlite3_value_type(value) != SQLITE_TEXT) {
        sqlite3_result_int(context, sqlite3_value_double(value) != 0);
        return true;
    }
    const QString word = wordOf(value).trimmed().toLower();
    sqlite3_result_int(context, yes.contains(word));
    return yes.contains(word) || no.contains(word);
}

bool castTime(sqlite3_context *context, sqlite3_value *value, bool toDate)
{
    std::optional<SimTime> time = timestampOf(value);
    if (!time && !toDate && sqlite3_value_type(value) != SQLITE_TEXT) {
        const double millis = sqlite3_value_double(value) * 1000.0;
        if (std::abs(millis) < 6e13)
            time = SimTime(SimDuration(static_cast<qint64>(millis)));
    }
    if (!time)
        return false;
    resultTimestamp(context, toDate ? SimTime(std::chrono::floor<std::chrono::days>(*time)) : *time);
    return true;
}

bool casts(sqlite3_context *context, sqlite3_value *value, const QString &type)
{
    if (type.startsWith(u"TIMESTAMP") || type == u"DATE")
        return castTime(context, value, type == u"DATE");
    if (type == u"BOOLEAN")
        return castBoolean(context, value);
    if (const IntegerRange *const range = integerType(type))
        return castInteger(context, value, *range);
    if (type == u"STRING" || type.startsWith(u"VARCHAR") || type.startsWith(u"CHAR")) {
        resultText(context, sparkText(value));
        return true;
    }
    if (type != u"DOUBLE" && type != u"FLOAT" && type != u"REAL" && !type.startsWith(u"DECIMAL") && type != u"NUMERIC")
        return false;
    const auto number = numberOf(value);
    if (number)
        sqlite3_result_double(context, *number);
    return number.has_value();
}

template <bool strict>
void castTo(sqlite3_context *context, int, sqlite3_value **values)
{
    if (isNull(values[0]))
        return;
    if (casts(context, values[0], wordOf(values[1]).toUpper()))
        return;
    if (strict)
        sqlite3_result_error(context, "CAST_INVALID_INPUT", -1);
    else
        sqlite3_result_null(context);
}

} // namespace

QByteArray sparkText(SimTime time)
{
    QByteArray text = markedTimestamp(time).mid(1, 23);
    text[10] = ' ';
    while (text.endsWith('0') && text.size() > 20)
        text.chop(1);
    return text.endsWith('.') ? text.chopped(1) : text;
}

QByteArray sparkText(sqlite3_value *value)
{
    const std::string_view text = textOf(value);
    if (isMarked(text)) {
        const auto time = readTimestamp(text);
        return time ? sparkText(*time) : QByteArray();
    }
    if (sqlite3_value_type(value) != SQLITE_FLOAT)
        return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
    const QByteArray number = QByteArray::number(sqlite3_value_double(value), 'g', QLocale::FloatingPointShortest);
    return number.contains('.') || number.contains('e') || number.contains('n') ? number : number + ".0";
}

bool addCasts(sqlite3 *database)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    return sqlite3_create_function(database, "tl_cast", 2, flags, nullptr, castTo<true>, nullptr, nullptr) == SQLITE_OK
        && sqlite3_create_function(database, "tl_try_cast", 2, flags, nullptr, castTo<false>, nullptr, nullptr)
        == SQLITE_OK;
}

} // namespace twinlake::simulator
