// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The paths of the state shapes, on a grid of 16.
#pragma once

#include "models/views/statesign.h"

#include <QPainterPath>

namespace twinlake::stateshapes {

/// What is filled with the mark's colour, what is stroked with it, and what is then stroked in the ground's colour.
struct Paths {
    QPainterPath filled;
    QPainterPath stroked;
    double strokeWidth = 1.5;
    QPainterPath knockedOut;
    double knockWidth = 1.75;
};

/// Every shape but the ring, which turns.
Paths pathsOf(Shape shape);

} // namespace twinlake::stateshapes
