// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FacilitatorDesk: the facilitator's page in a rehearsal's window, and the script behind it.
#pragma once

#include "app/composition/driverwindow.h"
#include "app/composition/scriptlock.h"
#include "app/rehearsal/facilitator.h"
#include "models/views/facilitatorviewmodel.h"

#include <memory>

namespace twinlake {

class FacilitatorDesk {
public:
    /// Plays on where the script was left. `console` is not open yet, and outlives the desk.
    FacilitatorDesk(DriverWindow &console, std::shared_ptr<EstateClock> clock, HeldScript held, const QString &folder);

    void start() { m_facilitator.start(); }
    Facilitator &facilitator() { return m_facilitator; }

private:
    std::shared_ptr<EstateClock> m_clock;
    std::unique_ptr<LocalLock> m_lock;
    Facilitator m_facilitator;
    FacilitatorViewModel m_panel;
};

} // namespace twinlake
