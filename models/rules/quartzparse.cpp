// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text half of QuartzCron: fields, ranges, steps, names and the special days.
#include "models/rules/quartzcron.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename T>
using Parsed = tl::expected<T, QString>;

struct Field {
    const char *name; // QT_TRANSLATE_NOOP
    int lowest;
    int highest;
    QStringList names; // the first one stands for `lowest`
    bool wraps = true; // 22-2 is understood; years do not come round
};

const Field secondsField{QT_TRANSLATE_NOOP("QuartzCron", "seconds"), 0, 59, {}};
const Field minutesField{QT_TRANSLATE_NOOP("QuartzCron", "minutes"), 0, 59, {}};
const Field hoursField{QT_TRANSLATE_NOOP("QuartzCron", "hours"), 0, 23, {}};
const Field daysField{QT_TRANSLATE_NOOP("QuartzCron", "day of month"), 1, 31, {}};
const Field yearsField{QT_TRANSLATE_NOOP("QuartzCron", "year"), 1970, 2099, {}, false};

const Field &monthsField()
{
    static const Field field{QT_TRANSLATE_NOOP("QuartzCron", "month"), 1, 12,
                             u"JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"_s.split(u' ')};
    return field;
}

const Field &weekdaysField()
{
    static const Field field{QT_TRANSLATE_NOOP("QuartzCron", "day of week"), 1, 7,
                             u"SUN MON TUE WED THU FRI SAT"_s.split(u' ')};
    return field;
}

tl::unexpected<QString> wrong(const Field &field, const QString &text)
{
    return tl::unexpected(
        QCoreApplication::translate("QuartzCron",
                                    "\"%1\" is not a valid %2 field; write values from %3 to %4, with , - / or *.")
            .arg(text.left(60), QCoreApplication::translate("QuartzCron", field.name))
            .arg(field.lowest)
            .arg(field.highest));
}

std::optional<int> number(const QString &text)
{
    static const QRegularExpression digits(u"^[0-9]{1,4}$"_s);
    return digits.match(text).hasMatch() ? std::optional(text.toInt()) : std::nullopt;
}

std::optional<int> valueOf(const Field &field, const QString &text)
{
    const qsizetype named = field.names.indexOf(text);
    const std::optional<int> value = named >= 0 ? std::optional(field.lowest + static_cast<int>(named)) : number(text);
    return value && *value >= field.lowest && *value <= field.highest ? value : std::nullopt;
}

struct Range {
    int from;
    int to;
};

/// "*", "", "a" or "a-b". A lone value with a step runs to the end of the field.
std::optional<Range> rangeOf(const Field &field, const QString &text, bool hasStep)
{
    if (text == "*"_L1 || (text.isEmpty() && hasStep))
        return Range{field.lowest, field.highest};
    const QStringList ends = text.split(u'-');
    const std::optional<int> from = valueOf(field, ends.first());
    const std::optional<int> to = valueOf(field, ends.last());
    if (ends.size() > 2 || !from || !to || (*to < *from && !field.wraps))
        return std::nullopt;
    if (ends.size() == 1)
        return Range{*from, hasStep ? field.highest : *from};
    return Range{*from, *to < *from ? *to + field.highest - field.lowest + 1 : *to};
}

Parsed<std::set<int>> valuesOf(const Field &field, const QString &text)
{
    std::set<int> values;
    for (const QString &item : text.split(u',')) {
        const QStringList parts = item.split(u'/');
        const bool hasStep = parts.size() == 2;
        const std::optional<int> step = hasStep ? number(parts.last()) : std::optional(1);
        const std::optional<Range> range = rangeOf(field, parts.first(), hasStep);
        if (parts.size() > 2 || !range || !step || *step < 1 || *step > field.highest)
            return wrong(field, text);
        const int size = field.highest - field.lowest + 1;
        for (int value = range->from; value <= range->to; value += *step)
            values.insert(value > field.highest ? value - size : value);
    }
    return values;
}

Parsed<QuartzDays> daysOfMonth(const QString &text)
{
    static const QRegularExpression last(u"^L(?:-([0-9]{1,2}))?(W)?$"_s);
    static const QRegularExpression nearest(u"^(?:([0-9]{1,2})W|W([0-9]{1,2}))$"_s);
    QuartzDays days;
    if (const QRegularExpressionMatch match = last.match(text); match.hasMatch()) {
        days.kind = QuartzDays::Kind::LastOfMonth;
        days.offset = match.captured(1).toInt();
        days.workingDay = !match.captured(2).isEmpty();
        return days.offset <= 30 ? Parsed<QuartzDays>(days) : wrong(daysField, text);
    }
    if (const QRegularExpressionMatch match = nearest.match(text); match.hasMatch()) {
        days.kind = QuartzDays::Kind::NearestWeekday;
        days.number = (match.captured(1) + match.captured(2)).toInt();
        days.workingDay = true;
        return days.number >= 1 && days.number <= 31 ? Parsed<QuartzDays>(days) : wrong(daysField, text);
    }
    return valuesOf(daysField, text).map([&](const std::set<int> &values) {
        days.values = values;
        return days;
    });
}

Parsed<QuartzDays> daysOfWeek(const QString &text)
{
    static const QRegularExpression last(u"^([1-7]|[A-Z]{3})L$"_s);
    static const QRegularExpression nth(u"^([1-7]|[A-Z]{3})#([1-5])$"_s);
    QuartzDays days;
    days.kind = QuartzDays::Kind::DaysOfWeek;
    if (const QRegularExpressionMatch match = last.match(text); match.hasMatch()) {
        days.kind = QuartzDays::Kind::LastWeekdayOfMonth;
        days.number = valueOf(weekdaysField(), match.captured(1)).value_or(0);
        return days.number > 0 ? Parsed<QuartzDays>(days) : wrong(weekdaysField(), text);
    }
    if (const QRegularExpressionMatch match = nth.match(text); match.hasMatch()) {
        days.kind = QuartzDays::Kind::NthWeekdayOfMonth;
        days.number = valueOf(weekdaysField(), match.captured(1)).value_or(0);
        days.offset = match.captured(2).toInt();
        return days.number > 0 ? Parsed<QuartzDays>(days) : wrong(weekdaysField(), text);
    }
    const QString named = text == "L"_L1 ? u"SAT"_s : text; // alone it is the week's last day
    return valuesOf(weekdaysField(), named).map([&](const std::set<int> &values) {
        days.values = values;
        return days;
    });
}

Parsed<QuartzDays> daysOf(const QString &ofMonth, const QString &ofWeek)
{
    if ((ofMonth == "?"_L1) == (ofWeek == "?"_L1)) {
        return tl::unexpected(QCoreApplication::translate(
            "QuartzCron", "Exactly one of day of month and day of week must be \"?\" in a Quartz expression."));
    }
    return ofWeek == "?"_L1 ? daysOfMonth(ofMonth) : daysOfWeek(ofWeek);
}

} // namespace

tl::expected<QuartzCron, QString> QuartzCron::parse(const QString &expression)
{
    static const QRegularExpression blanks(u"[ \\t]+"_s);
    const QStringList parts = expression.toUpper().split(blanks, Qt::SkipEmptyParts);
    if (expression.size() > 500 || parts.size() < 6 || parts.size() > 7) {
        return tl::unexpected(QCoreApplication::translate("QuartzCron",
                                                          "A Quartz expression has six or seven fields: seconds "
                                                          "minutes hours day-of-month month day-of-week [year]."));
    }
    QuartzCron cron;
    const std::pair<std::set<int> *, const Field *> plain[] = {{&cron.m_seconds, &secondsField},
                                                               {&cron.m_minutes, &minutesField},
                                                               {&cron.m_hours, &hoursField},
                                                               {&cron.m_months, &monthsField()},
                                                               {&cron.m_years, &yearsField}};
    const QStringList texts{parts.at(0), parts.at(1), parts.at(2), parts.at(4), parts.value(6, u"*"_s)};
    qsizetype at = 0;
    for (const auto &[target, field] : plain) {
        const Parsed<std::set<int>> values = valuesOf(*field, texts.at(at++));
        if (!values)
            return tl::unexpected(values.error());
        *target = *values;
    }
    const Parsed<QuartzDays> days = daysOf(parts.at(3), parts.at(5));
    if (!days)
        return tl::unexpected(days.error());
    cron.m_days = *days;
    return cron;
}

} // namespace twinlake
