// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/domain/time.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

QString toIso(const Instant &instant)
{
    const Instant utc = instant.toUTC();
    const bool whole = utc.time().msec() == 0;
    return utc.toString(whole ? u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s : u"yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"_s);
}

std::optional<Instant> fromIso(const QString &text)
{
    static const QRegularExpression shape(
        u"^(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2})(?:\\.(\\d{1,9}))?(Z|[+-]\\d{2}:?\\d{2})?$"_s);
    const QRegularExpressionMatch match = shape.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const QString millis = (match.captured(3) + u"000"_s).left(3);
    const QString zone = match.captured(4).isEmpty() ? u"Z"_s : match.captured(4);
    const QDateTime parsed =
        QDateTime::fromString(match.captured(1) + u'T' + match.captured(2) + u'.' + millis + zone, Qt::ISODateWithMs);
    return parsed.isValid() ? std::optional(parsed.toUTC()) : std::nullopt;
}

Duration between(const Instant &from, const Instant &to)
{
    return Duration(from.msecsTo(to));
}

Instant later(const Instant &from, Duration by)
{
    return from.addMSecs(by.count());
}

Instant fromEpoch(std::chrono::milliseconds sinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(sinceEpoch.count(), Qt::UTC);
}

QString humanDuration(Duration duration)
{
    const qint64 seconds = std::max<qint64>(0, duration.count() / 1000);
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    if (minutes == 0)
        return QCoreApplication::translate("Duration", "%1 s").arg(seconds);
    if (hours == 0) {
        return seconds % 60 == 0
            ? QCoreApplication::translate("Duration", "%1 min").arg(minutes)
            : QCoreApplication::translate("Duration", "%1 min %2 s").arg(minutes).arg(seconds % 60);
    }
    if (hours < 48) {
        return minutes % 60 == 0 ? QCoreApplication::translate("Duration", "%1 h").arg(hours)
                                 : QCoreApplication::translate("Duration", "%1 h %2 min").arg(hours).arg(minutes % 60);
    }
    return hours % 24 == 0 ? QCoreApplication::translate("Duration", "%1 d").arg(hours / 24)
                           : QCoreApplication::translate("Duration", "%1 d %2 h").arg(hours / 24).arg(hours % 24);
}

QString clockDuration(Duration duration)
{
    const qint64 seconds = std::max<qint64>(0, duration.count() / 1000);
    const QString tail =
        u"%1:%2"_s.arg(seconds / 60 % 60, 2, 10, QLatin1Char('0')).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds < 3600 ? tail : u"%1:%2"_s.arg(seconds / 3600).arg(tail);
}

} // namespace twinlake
