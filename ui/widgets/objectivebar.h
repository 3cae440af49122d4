// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ObjectiveBar: how much of an objective is used. Calm below three quarters, then watch, then bad; hatched when
// unknown.
#pragma once

#include "ui/widgets/theme.h"

#include <QWidget>

#include <optional>

namespace twinlake {

class ObjectiveBar : public QWidget {
    Q_OBJECT
public:
    explicit ObjectiveBar(int thickness = 4, QWidget *parent = nullptr);

    /// 1.0 is the whole objective; empty: not known.
    void setUsed(std::optional<double> used);
    /// Fills in this colour whatever is used, e.g. content for a clock, active for a progress.
    void setFill(std::optional<Token> fill);
    /// The fill that `used` of an objective deserves.
    static Token fillFor(double used);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<double> m_used;
    std::optional<Token> m_fill;
};

} // namespace twinlake
