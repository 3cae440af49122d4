// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// InFlight: tells a stepped world, for as long as it lives, that something of ours is in flight.
#pragma once

#include "app/http/activity.h"

namespace twinlake {

class InFlight {
public:
    explicit InFlight(Activity *activity)
        : m_activity(activity)
    {
        if (m_activity)
            m_activity->began();
    }
    ~InFlight()
    {
        if (m_activity)
            m_activity->ended();
    }
    InFlight(const InFlight &) = delete;
    InFlight &operator=(const InFlight &) = delete;

private:
    Activity *m_activity;
};

} // namespace twinlake
