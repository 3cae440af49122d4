// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The newest file of a landing zone: LIST goes one level deep, so the newest folder is followed down by name.
#pragma once

#include "models/ports/databricksreads.h"

namespace twinlake {

class ReadDoor;

/// At most four levels; folders are laid out so that the greatest name is the newest (dt=2026-11-23/hour=09).
QCoro::Task<Result<LandingNewest>> readNewestLanding(ReadDoor &door, WarehouseId warehouse, QString zone,
                                                     std::stop_token stop);

} // namespace twinlake
