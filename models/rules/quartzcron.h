// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// QuartzCron: when a job's schedule fires next. Databricks schedules are Quartz expressions with seconds, in a zone of
// their own (contracts/databricks-api.md, job schedule).
#pragma once

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <tl/expected.hpp>

#include <optional>
#include <set>

namespace twinlake {

/// Which days of a month a schedule means. Quartz has two day fields and exactly one of them must be "?".
struct QuartzDays {
    enum class Kind {
        DaysOfMonth, ///< the numbers in `values`, 1-31
        LastOfMonth, ///< "L", "L-n", "LW", "L-nW"
        NearestWeekday, ///< "nW": the working day nearest to day `number`, never in another month
        DaysOfWeek, ///< the numbers in `values`, 1 is Sunday
        LastWeekdayOfMonth, ///< "nL": the last weekday `number` of the month
        NthWeekdayOfMonth, ///< "n#k": the k-th weekday `number`, k is `offset`
    };
    Kind kind = Kind::DaysOfMonth;
    std::set<int> values;
    int number = 0;
    int offset = 0; ///< days before the last one, or k
    bool workingDay = false; ///< move to the nearest working day of the month
};

/// "seconds minutes hours day-of-month month day-of-week [year]" with `* , - / ? L W LW L-n #` and English names.
class QuartzCron {
public:
    /// The error is one sentence for an operator. Refused as Quartz refuses them: both day fields given, both "?".
    static tl::expected<QuartzCron, QString> parse(const QString &expression);

    /// The first instant strictly after `utc` at which the schedule fires, in UTC; empty when it never fires again
    /// (before 2100) or the zone is invalid. As in Quartz a wall time that the spring change leaves out does not fire,
    /// and one that the autumn change repeats fires once, at its second (standard time) occurrence.
    std::optional<QDateTime> nextAfter(const QDateTime &utc, const QTimeZone &zone) const;

private:
    bool firesOn(QDate day) const;
    std::optional<int> secondOfDayFrom(int from) const;

    std::set<int> m_seconds;
    std::set<int> m_minutes;
    std::set<int> m_hours;
    std::set<int> m_months;
    std::set<int> m_years;
    QuartzDays m_days;
};

} // namespace twinlake
