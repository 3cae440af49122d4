// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a read is tried again and how long it waits before: full jitter, capped, what the server asks for first.
#pragma once

#include "models/domain/result.h"
#include "models/domain/time.h"

#include <deque>
#include <random>

namespace twinlake {

inline constexpr Duration longestBackoff = std::chrono::seconds(30);
inline constexpr Duration longestAskedWait = std::chrono::seconds(120);

/// Another try may help: no connection, a cut answer, 429, 5xx but 501.
bool isWorthRetrying(const Error &error, bool wasCut);

class Backoff {
public:
    explicit Backoff(unsigned seed)
        : m_random(seed)
    {
    }
    /// Before try number `next` (2, 3, ...): what the server asked for, else anything between 0 and 1, 2, 4 ... 30 s.
    Duration before(int next, const Error &last);

private:
    std::mt19937 m_random;
};

/// At most `count` permits in any window of `span`, by the instants it is asked with.
class RateLimit {
public:
    RateLimit(int count, Duration span)
        : m_count(count)
        , m_span(span)
    {
    }
    /// Books a place; how long to wait from `now` until it may be used.
    Duration book(const Instant &now);

private:
    int m_count;
    Duration m_span;
    std::deque<Instant> m_booked;
};

} // namespace twinlake
