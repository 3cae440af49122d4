// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts that every form shares.
#include "models/views/readingform.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration sayWhomAfter = std::chrono::seconds(5);
constexpr int longestSentence = 160;

struct ReadingFormWords {
    Q_DECLARE_TR_FUNCTIONS(ReadingForm)
};

} // namespace

bool isTransportError(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Unreachable:
    case Error::Kind::ConnectionRefused:
    case Error::Kind::Timeout:
    case Error::Kind::Cancelled:
    case Error::Kind::Tls:
    case Error::Kind::RateLimited:
    case Error::Kind::Server:
    case Error::Kind::Protocol:
        return true;
    default:
        return false;
    }
}

QString ageText(const Instant &since, const Instant &now)
{
    return since.isValid() ? humanDuration(between(since, now)) : QString();
}

QString clockTime(const Instant &instant, const Instant &now)
{
    const Instant utc = instant.toUTC();
    return utc.toString(utc.date() == now.toUTC().date() ? u"HH:mm:ss'Z'"_s : u"yyyy-MM-dd HH:mm'Z'"_s);
}

QString askingText(const ReadingContext &context)
{
    if (!context.askingSince.isValid())
        return ReadingFormWords::tr("asking");
    const Duration asking = between(context.askingSince, context.now);
    return asking > sayWhomAfter && !context.host.isEmpty()
        ? ReadingFormWords::tr("asking %1, %2").arg(context.host, humanDuration(asking))
        : ReadingFormWords::tr("asking, %1").arg(humanDuration(asking));
}

QString errorText(const Error &error)
{
    const QString line = error.message.section(u'\n', 0, 0).trimmed();
    return line.size() > longestSentence ? line.left(longestSentence - 1) + u'…' : line;
}

} // namespace twinlake
