// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/worldcontext.h"

#include <QDateTime>

#include <array>
#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

QString WorldContext::entity(const QString &name) const
{
    return regionKey(region) + u'/' + name;
}

SimDuration WorldContext::drawn(SimDuration median, const QString &what, std::uint64_t ordinal) const
{
    const std::int64_t third = median.count() * 3 / 10;
    return SimDuration(draw.between(entity(what), ordinal, median.count() - third, median.count() + third));
}

SimDuration scaled(SimDuration time, double factor)
{
    return SimDuration(std::llround(static_cast<double>(time.count()) * factor));
}

std::int64_t epochMillis(SimTime time)
{
    return time.time_since_epoch().count();
}

// By hand: a page of pipelines writes hundreds of these, and QDateTime's format is what it would spend its time on.
QString isoMillis(SimTime time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::array<char, 24> text{'0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0',
                              '0', ':', '0', '0', ':', '0', '0', '.', '0', '0', '0', 'Z'};
    const auto put = [&text](std::size_t last, std::int64_t value) {
        for (std::size_t place = last; value > 0; value /= 10)
            text[place--] = static_cast<char>('0' + value % 10);
    };
    const int year = static_cast<int>(date.year());
    if (year < 0 || year > 9999) // a statement may ask for such a time
        return QDateTime::fromMSecsSinceEpoch(epochMillis(time), Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss.zzz'Z'"_s);
    put(3, year);
    put(6, static_cast<unsigned>(date.month()));
    put(9, static_cast<unsigned>(date.day()));
    put(12, clock.hours().count());
    put(15, clock.minutes().count());
    put(18, clock.seconds().count());
    put(22, clock.subseconds().count());
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

SimTime simTime(std::int64_t epochMillis)
{
    return SimTime(SimDuration(epochMillis));
}

} // namespace twinlake::simulator
