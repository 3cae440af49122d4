// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/worldcontext.h"

#include <QDateTime>

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

std::int64_t epochMillis(SimTime time)
{
    return time.time_since_epoch().count();
}

QString isoMillis(SimTime time)
{
    return QDateTime::fromMSecsSinceEpoch(epochMillis(time), Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss.zzz'Z'"_s);
}

SimTime simTime(std::int64_t epochMillis)
{
    return SimTime(SimDuration(epochMillis));
}

} // namespace twinlake::simulator
