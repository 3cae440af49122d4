// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reachability with hysteresis: one failed call is not an outage, and the causes are kept apart (design.md section 5).
#pragma once

#include "models/domain/observation.h"

#include <QList>

namespace twinlake {

/// A median answer above this is a brown-out.
inline constexpr Duration slowAnswer = std::chrono::seconds(5);

struct Probe {
    Instant at;
    std::optional<Duration> answeredIn;
    std::optional<Error> error; ///< empty if it answered
};

/// The latest probes of one host. Until a first judgement its word stays NOT ASKED, so that the first lost probe alone
/// says nothing. Silent after `silentAfter` lost in a row; reachable again after `backAfter` answers.
class ReachabilityWindow {
public:
    explicit ReachabilityWindow(int size = 12, int silentAfter = 3, int backAfter = 2)
        : m_size(size)
        , m_silentAfter(silentAfter)
        , m_backAfter(backAfter)
    {
    }

    void add(Probe probe);
    Reachability judge() const;

private:
    int m_size;
    int m_silentAfter;
    int m_backAfter;
    QList<Probe> m_probes;
    Reachability m_last;
};

/// True for the words that mean the host itself is silent: NoAnswer, Refused, Tls. Credentials, throttling and a wrong
/// host are other troubles and never an outage.
bool isSilent(Reach reach);
/// The word on screen: REACHABLE, SLOW, THROTTLED, NO ANSWER, REFUSED, TLS, CREDENTIALS, WRONG HOST, NOT ASKED.
QString reachWord(Reach reach);

} // namespace twinlake
