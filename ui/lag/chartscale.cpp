// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scales in UTC: the chart library's own date axis writes local time.
#include "ui/lag/chartscale.h"

#include <algorithm>
#include <cmath>

namespace twinlake {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

Duration niceStep(Duration span, int most)
{
    static constexpr Duration steps[] = {10s, 30s, 1min, 2min, 5min, 10min, 20min, 30min, 1h,
                                         2h,  3h,  6h,   12h,  24h,  48h,   168h,  336h};
    for (const Duration step : steps) {
        if (span / step <= most)
            return step;
    }
    return 720h;
}

double TimeScale::x(const Instant &at) const
{
    const double span = double(std::max<qint64>(1, from.msecsTo(to)));
    return left + width * double(from.msecsTo(at)) / span;
}

Instant TimeScale::at(double x) const
{
    const double part = (x - left) / std::max(1.0, width);
    return from.addMSecs(qint64(part * double(from.msecsTo(to))));
}

QList<Instant> TimeScale::ticks(int most) const
{
    QList<Instant> found;
    const qint64 step = niceStep(between(from, to), most).count();
    const qint64 start = from.toMSecsSinceEpoch();
    for (qint64 at = (start + step - 1) / step * step; at <= to.toMSecsSinceEpoch(); at += step)
        found.append(fromEpoch(std::chrono::milliseconds(at)));
    return found;
}

QString TimeScale::label(const Instant &tick) const
{
    const bool days = between(from, to) > 48h;
    const bool seconds = between(from, to) < 8min;
    return tick.toUTC().toString(days ? u"MM-dd HH'Z'"_s : seconds ? u"HH:mm:ss'Z'"_s : u"HH:mm'Z'"_s);
}

double LagScale::value(Duration lag)
{
    return std::log10(double(std::max(lag, floor).count()) / 1000.0);
}

double LagScale::y(Duration lag) const
{
    const double low = value(floor);
    const double span = std::max(0.01, value(top) - low);
    return upper + height * (1.0 - (value(lag) - low) / span);
}

QList<Duration> LagScale::ticks() const
{
    QList<Duration> found;
    for (const Duration tick : {Duration(30s), Duration(1min), Duration(5min), Duration(1h), Duration(2h), Duration(6h),
                                Duration(24h), Duration(168h), Duration(720h)}) {
        if (tick < top)
            found.append(tick);
    }
    return found;
}

} // namespace twinlake
