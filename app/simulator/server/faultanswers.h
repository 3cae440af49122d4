// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an address answers in its face's place while a wire fault is on, worded as the service or the gateway before it
// would (contracts/databricks-api.md 2.4 and 8.4, contracts/terraform-cloud-api.md 1.5).
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/faults/fault.h"

namespace twinlake::simulator {

/// For status, throttle, html and redirect.
SimResponse faultAnswer(const Fault &fault);
/// The same answer with a body that is neither JSON nor UTF-8.
SimResponse garbled(SimResponse response);

} // namespace twinlake::simulator
