// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ReadRound: what all calls of one round said about their host, as one probe. Ten calls that fail together are one lost
// probe, not ten: hysteresis counts rounds.
#pragma once

#include "models/ports/clock.h"
#include "models/rules/reachability.h"

#include <QElapsedTimer>
#include <QList>

#include <functional>
#include <memory>
#include <vector>

namespace twinlake {

/// Measures one call. Short on the wall counts as short even when virtual time runs fast: a busy machine is no outage.
class CallTimer {
public:
    explicit CallTimer(const Clock &clock);
    Duration taken(const Clock &clock) const;

private:
    Instant m_started;
    QElapsedTimer m_wall;
};

class ReadRound {
public:
    void answered(Duration in);
    void failed(const Error &error);
    template <typename T>
    void note(const Result<T> &answer, Duration taken)
    {
        if (answer)
            answered(taken);
        else
            failed(answer.error());
    }

    /// Empty if nothing was asked, or only cancelled.
    std::optional<Probe> probe(const Instant &at) const;

private:
    std::optional<Duration> m_fastest;
    std::optional<Error> m_error; ///< the one that says most about the host
};

/// A call that can be started later.
using Question = std::function<QCoro::Task<>()>;

/// Asks all questions, at most `limit` at a time; ends when all are answered. The first failure does not stop the rest.
QCoro::Task<> askAll(std::vector<Question> questions, int limit);

} // namespace twinlake
