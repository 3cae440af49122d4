// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SystemClock: the wall clock, for everything that is not a rehearsal.
#pragma once

#include "models/ports/clock.h"

namespace twinlake {

class SystemClock : public Clock {
public:
    Instant now() const override;
    QCoro::Task<bool> after(Duration span, std::stop_token stop) override;
    std::chrono::milliseconds deadline(Duration span) const override;
};

} // namespace twinlake
