// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlainLabel: the only label. Its text is plain (server text never becomes markup) and elides instead of being cut.
#pragma once

#include "ui/widgets/theme.h"

#include <QLabel>

namespace twinlake {

/// Colour of a text; the theme turns it into a token when it is painted.
enum class TextTone { Content, Label, Faint, Watch, Bad, Unknown, Link, LinkB };

QColor toneColor(TextTone tone);
/// Words of a loud state, content tone for a quiet one.
TextTone wordTone(const StateSign &sign);

class PlainLabel : public QLabel {
    Q_OBJECT
public:
    explicit PlainLabel(TypeRole role = TypeRole::Body, TextTone tone = TextTone::Content, QWidget *parent = nullptr);
    PlainLabel(const QString &text, TypeRole role, TextTone tone, QWidget *parent = nullptr);

    /// Hides QLabel's: controls of a foreign text are shown, not obeyed.
    void setText(const QString &text);
    void setTone(TextTone tone);
    TextTone tone() const { return m_tone; }
    void setRole(TypeRole role);
    /// Wraps into at most `lines`; the last one elides. 1 is the default.
    void setMaximumLines(int lines);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    int lineHeight() const;
    void paintLines(QPainter &painter) const;

    TypeRole m_role;
    TextTone m_tone;
    int m_maximumLines = 1;
};

} // namespace twinlake
