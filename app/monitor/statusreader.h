// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One look at the whole estate, for `twinlake status`: everything is asked once, and what does not answer within its
// deadline is named while the rest is still told.
#pragma once

#include "app/monitor/monitor.h"

namespace twinlake {

/// Reads everything once, all groups side by side; a single lost call makes a host silent. Sleeping warehouses are not
/// woken. The estate and the ports must outlive the task.
QCoro::Task<EstateSnapshot> readOnce(const Estate &estate, MonitorPorts ports, std::stop_token stop);

} // namespace twinlake
