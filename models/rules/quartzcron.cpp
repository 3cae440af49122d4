// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The calendar half of QuartzCron: days, wall times and the two clock changes of a year.
#include "models/rules/quartzcron.h"

#include <algorithm>

namespace twinlake {

namespace {

constexpr int secondsOfDay = 24 * 3600;
constexpr int lastYear = 2099; // Quartz knows no later one
constexpr int longestClockChange = 3 * 3600; // Troll station moves by two hours

int quartzWeekday(QDate day)
{
    return day.dayOfWeek() % 7 + 1; // Qt: Monday 1 ... Sunday 7; Quartz: Sunday 1 ... Saturday 7
}

QDate nearestWorkingDay(QDate day)
{
    if (day.dayOfWeek() == Qt::Saturday)
        return day.day() == 1 ? day.addDays(2) : day.addDays(-1);
    if (day.dayOfWeek() == Qt::Sunday)
        return day.day() == day.daysInMonth() ? day.addDays(-2) : day.addDays(1);
    return day;
}

int offsetAt(qint64 instant, const QTimeZone &zone)
{
    return zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(instant, Qt::UTC));
}

/// Seconds since the epoch of a wall time given as if it were UTC; empty in the gap of a spring change.
std::optional<qint64> instantOfWall(qint64 wall, const QTimeZone &zone)
{
    std::optional<qint64> found;
    for (const int offset : {offsetAt(wall - secondsOfDay, zone), offsetAt(wall + secondsOfDay, zone)}) {
        const qint64 instant = wall - offset;
        if (offsetAt(instant, zone) == offset)
            found = std::max(found.value_or(instant), instant);
    }
    return found;
}

/// The earliest wall time that can still fire after `instant`: an hour that is lived through twice fires late.
qint64 earliestWall(qint64 instant, const QTimeZone &zone)
{
    const qint64 wall = instant + offsetAt(instant, zone);
    const bool steady = offsetAt(instant, zone) == offsetAt(instant + longestClockChange, zone);
    return steady ? wall : wall - longestClockChange;
}

QDate dayOf(qint64 wall)
{
    return QDateTime::fromSecsSinceEpoch(wall, Qt::UTC).date();
}

qint64 wallOf(QDate day)
{
    return QDateTime(day, QTime(0, 0), Qt::UTC).toSecsSinceEpoch();
}

bool isDay(const QuartzDays &days, QDate day)
{
    const int length = day.daysInMonth();
    const auto isTarget = [&](int number) {
        if (number < 1 || number > length)
            return false;
        const QDate target(day.year(), day.month(), number);
        return day == (days.workingDay ? nearestWorkingDay(target) : target);
    };
    switch (days.kind) {
    case QuartzDays::Kind::DaysOfMonth:
        return days.values.contains(day.day());
    case QuartzDays::Kind::LastOfMonth:
        return isTarget(length - days.offset);
    case QuartzDays::Kind::NearestWeekday:
        return isTarget(days.number);
    case QuartzDays::Kind::DaysOfWeek:
        return days.values.contains(quartzWeekday(day));
    case QuartzDays::Kind::LastWeekdayOfMonth:
        return quartzWeekday(day) == days.number && day.day() > length - 7;
    case QuartzDays::Kind::NthWeekdayOfMonth:
        return quartzWeekday(day) == days.number && (day.day() - 1) / 7 + 1 == days.offset;
    }
    return false;
}

} // namespace

bool QuartzCron::firesOn(QDate day) const
{
    return m_years.contains(day.year()) && m_months.contains(day.month()) && isDay(m_days, day);
}

std::optional<int> QuartzCron::secondOfDayFrom(int from) const
{
    const int firstHour = from / 3600;
    const int firstMinute = from / 60 % 60;
    for (auto hour = m_hours.lower_bound(firstHour); hour != m_hours.end(); ++hour) {
        const bool inFirstHour = *hour == firstHour;
        for (auto minute = m_minutes.lower_bound(inFirstHour ? firstMinute : 0); minute != m_minutes.end(); ++minute) {
            const bool inFirstMinute = inFirstHour && *minute == firstMinute;
            const auto second = m_seconds.lower_bound(inFirstMinute ? from % 60 : 0);
            if (second != m_seconds.end())
                return *hour * 3600 + *minute * 60 + *second;
        }
    }
    return std::nullopt;
}

std::optional<QDateTime> QuartzCron::nextAfter(const QDateTime &utc, const QTimeZone &zone) const
{
    if (!utc.isValid() || !zone.isValid())
        return std::nullopt;
    const qint64 after = utc.toSecsSinceEpoch(); // a fraction of a second does not change what is strictly later
    qint64 wall = earliestWall(after, zone);
    for (QDate day = dayOf(wall); day.year() <= lastYear; day = day.addDays(1), wall = wallOf(day)) {
        if (!firesOn(day))
            continue;
        const qint64 midnight = wallOf(day);
        std::optional<int> second = secondOfDayFrom(static_cast<int>(wall - midnight));
        for (; second; second = *second + 1 < secondsOfDay ? secondOfDayFrom(*second + 1) : std::nullopt) {
            const std::optional<qint64> instant = instantOfWall(midnight + *second, zone);
            if (instant && *instant > after)
                return QDateTime::fromSecsSinceEpoch(*instant, Qt::UTC);
        }
    }
    return std::nullopt;
}

} // namespace twinlake
