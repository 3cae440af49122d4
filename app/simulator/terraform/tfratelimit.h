// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfRateLimit: 30 requests a second per user, 30 a minute for the lists of runs, in virtual time
// (contracts/terraform-cloud-api.md 0.4 and 1.5).
#pragma once

#include "app/simulator/faces/simhttp.h"

#include <deque>
#include <map>

namespace twinlake::simulator {

class TfRateLimit {
public:
    struct Verdict {
        bool allowed = true;
        int limit = 30;
        int remaining = 30;
        SimDuration reset{0}; ///< until the next request will be allowed
    };

    /// Counts the request unless it is refused.
    Verdict admit(const QString &user, bool runList, SimTime now);
    static void decorate(SimResponse &response, const Verdict &verdict);

private:
    using Window = std::deque<SimTime>;
    static Verdict judge(Window &window, SimDuration length, SimTime now);

    std::map<QString, Window> m_all;
    std::map<QString, Window> m_lists;
};

} // namespace twinlake::simulator
