// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/sqltime.h"

#include "models/domain/time.h"

#include <sqlite3.h>

#include <QMap>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t markedLength = 25; // mark, date, T, time with milliseconds, Z

void writeDigits(char *to, unsigned value, int digits)
{
    for (int place = digits - 1; place >= 0; --place) {
        to[place] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

unsigned readDigits(std::string_view text, std::size_t from, std::size_t count)
{
    unsigned value = 0;
    for (const char digit : text.substr(from, count))
        value = value * 10 + static_cast<unsigned>(digit - '0');
    return value;
}

// "?2026-11-22T00:20:00.000Z"
void format(SimTime time, char *to)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const auto ofDay = static_cast<unsigned>((time - day).count());
    to[0] = timestampMark;
    writeDigits(to + 1, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    writeDigits(to + 6, static_cast<unsigned>(date.month()), 2);
    writeDigits(to + 9, static_cast<unsigned>(date.day()), 2);
    writeDigits(to + 12, ofDay / 3'600'000, 2);
    writeDigits(to + 15, ofDay / 60'000 % 60, 2);
    writeDigits(to + 18, ofDay / 1000 % 60, 2);
    writeDigits(to + 21, ofDay % 1000, 3);
    to[5] = to[8] = '-';
    to[11] = 'T';
    to[14] = to[17] = ':';
    to[20] = '.';
    to[24] = 'Z';
}

} // namespace

QByteArray markedTimestamp(SimTime time)
{
    QByteArray text(static_cast<qsizetype>(markedLength), ' ');
    format(time, text.data());
    return text;
}

bool isMarked(std::string_view text)
{
    return text.size() == markedLength && text.front() == timestampMark;
}

std::optional<SimTime> readTimestamp(std::string_view text)
{
    if (isMarked(text)) {
        using namespace std::chrono;
        const year_month_day date(year(static_cast<int>(readDigits(text, 1, 4))), month(readDigits(text, 6, 2)),
                                  day(readDigits(text, 9, 2)));
        return sys_days(date) + hours(readDigits(text, 12, 2)) + minutes(readDigits(text, 15, 2))
            + seconds(readDigits(text, 18, 2)) + milliseconds(readDigits(text, 21, 3));
    }
    if (text.size() < 10 || text.size() > 40)
        return std::nullopt;
    QString plain = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).trimmed();
    if (plain.size() == 10)
        plain += u"T00:00:00Z"_s;
    else if (plain.size() > 10 && plain.at(10) == u' ')
        plain[10] = u'T';
    const auto instant = fromIso(plain);
    if (!instant || instant->date().year() < 1 || instant->date().year() > 9999)
        return std::nullopt;
    return SimTime(SimDuration(instant->toMSecsSinceEpoch()));
}

std::optional<SimTime> timestampOf(sqlite3_value *value)
{
    if (sqlite3_value_type(value) != SQLITE_TEXT)
        return std::nullopt;
    const auto *const text = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return readTimestamp({text, static_cast<std::size_t>(sqlite3_value_bytes(value))});
}

void resultTimestamp(sqlite3_context *context, SimTime time)
{
    char text[markedLength];
    format(time, text);
    sqlite3_result_text(context, text, static_cast<int>(markedLength), SQLITE_TRANSIENT);
}

std::optional<SimDuration> unitOf(const QString &word)
{
    using namespace std::chrono;
    static const QMap<QString, SimDuration> units{{u"MILLISECOND"_s, milliseconds(1)},
                                                  {u"SECOND"_s, seconds(1)},
                                                  {u"MINUTE"_s, minutes(1)},
                                                  {u"HOUR"_s, hours(1)},
                                                  {u"DAY"_s, hours(24)},
                                                  {u"WEEK"_s, hours(168)}};
    QString unit = word.toUpper();
    if (unit.endsWith(u'S'))
        unit.chop(1);
    const auto found = units.constFind(unit);
    return found == units.cend() ? std::nullopt : std::optional(*found);
}

} // namespace twinlake::simulator
