// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HatchFill: the pattern of the unknown, 1 px lines at 45 degrees, every 8 px.
#pragma once

#include <QRect>

class QPainter;

namespace twinlake {

class HatchFill {
public:
    /// Lines in the hatch token over whatever is there. `strong` takes the unknown mark instead, for bars and gaps.
    static void paint(QPainter &painter, const QRect &area, bool strong = false);
};

} // namespace twinlake
