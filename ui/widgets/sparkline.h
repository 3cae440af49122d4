// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sparkline: a short line of values without axes, for a tile. A missing value is a gap, never bridged.
#pragma once

#include "ui/widgets/theme.h"

#include <QList>
#include <QWidget>

#include <optional>

namespace twinlake {

class Sparkline : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(ToneToken tone = ToneToken::Active, QWidget *parent = nullptr);

    /// Oldest first, evenly spaced.
    void setValues(QList<std::optional<double>> values);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ToneToken m_tone;
    QList<std::optional<double>> m_values;
};

} // namespace twinlake
