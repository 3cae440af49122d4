// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/retryrules.h"

#include <algorithm>

namespace twinlake {

bool isWorthRetrying(const Error &error, bool wasCut)
{
    switch (error.kind) {
    case Error::Kind::Unreachable:
    case Error::Kind::ConnectionRefused:
    case Error::Kind::RateLimited:
        return true;
    case Error::Kind::Server:
        return error.httpStatus != 501;
    case Error::Kind::Protocol:
        return wasCut;
    default:
        return false;
    }
}

Duration Backoff::before(int next, const Error &last)
{
    if (last.retryAfter)
        return *last.retryAfter;
    const int doublings = std::clamp(next - 2, 0, 10);
    const qint64 ceiling = std::min<qint64>(longestBackoff.count(), qint64{1000} << doublings);
    return Duration(std::uniform_int_distribution<qint64>(0, ceiling)(m_random));
}

Duration RateLimit::book(const Instant &now)
{
    while (!m_booked.empty() && between(m_booked.front(), now) >= m_span)
        m_booked.pop_front();
    Instant at = now;
    if (m_booked.size() >= static_cast<std::size_t>(m_count)) {
        const Instant &blocking = m_booked[m_booked.size() - static_cast<std::size_t>(m_count)];
        at = std::max(at, later(blocking, m_span));
    }
    m_booked.push_back(at);
    return between(now, at);
}

} // namespace twinlake
