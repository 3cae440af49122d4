// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FigureLabel: a figure with its units, "1 min 4 s". Digits stand in cells as wide as the widest digit, so a running
// figure does not jitter (Qt 6.4 cannot switch on tabular digits of a font).
#pragma once

#include "ui/widgets/figurepainter.h"
#include "ui/widgets/plainlabel.h"

#include <QWidget>

#include <optional>

namespace twinlake {

class FigureLabel : public QWidget {
    Q_OBJECT
public:
    explicit FigureLabel(TypeRole figure = TypeRole::Figure, TypeRole unit = TypeRole::Unit, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const { return m_text; }
    void setTone(TextTone tone);
    TextTone tone() const { return m_tone; }
    /// Another tone for the units and for the words after the figure.
    void setUnitTone(TextTone tone);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    FigureLook look() const;

    TypeRole m_figure;
    TypeRole m_unit;
    QString m_text;
    TextTone m_tone = TextTone::Content;
    std::optional<TextTone> m_unitTone;
};

} // namespace twinlake
