// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ModePattern: the colours and the pattern of each mode (visual-design.md section 3), the same in all themes.
#pragma once

#include "models/views/mode.h"

#include <QColor>
#include <QRect>

class QPainter;

namespace twinlake {

struct ModeColors {
    QColor field;
    QColor text;
    QColor plate;
    QColor plateText;
    QString icon; ///< name for IconFactory
    bool framed = false;
};

class ModePattern {
public:
    static ModeColors colors(Mode mode);
    /// Fills `area` with field and pattern. Solid means real; any stripe means no effect on production.
    static void paint(QPainter &painter, const QRect &area, Mode mode);
};

} // namespace twinlake
