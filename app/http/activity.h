// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Activity: told when a request goes in flight and when it has ended. The stepped clock advances only in between.
#pragma once

namespace twinlake {

class Activity {
public:
    virtual ~Activity() = default;
    virtual void began() = 0;
    virtual void ended() = 0;
};

} // namespace twinlake
