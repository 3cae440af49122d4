// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Painted by hand so that the tone follows the theme and long text elides on its last line.
#include "ui/widgets/plainlabel.h"

#include "models/domain/plaintext.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

QColor toneColor(TextTone tone)
{
    const Theme &theme = Theme::current();
    switch (tone) {
    case TextTone::Content:
        return theme.color(Token::Text1);
    case TextTone::Label:
        return theme.color(Token::Text2);
    case TextTone::Faint:
        return theme.color(Token::Text3);
    case TextTone::Watch:
        return theme.color(Token::TextWatch);
    case TextTone::Bad:
        return theme.color(Token::TextBad);
    case TextTone::Unknown:
        return theme.color(Token::TextUnknown);
    case TextTone::LinkB:
        return theme.color(Token::LinkB);
    case TextTone::Link:
        break;
    }
    return theme.color(Token::Link);
}

TextTone wordTone(const StateSign &sign)
{
    if (!sign.loud)
        return TextTone::Content;
    switch (sign.token) {
    case ToneToken::Watch:
        return TextTone::Watch;
    case ToneToken::Bad:
        return TextTone::Bad;
    case ToneToken::Unknown:
        return TextTone::Unknown;
    default:
        return TextTone::Content;
    }
}

PlainLabel::PlainLabel(TypeRole role, TextTone tone, QWidget *parent)
    : QLabel(parent)
    , m_role(role)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    setFont(Theme::current().font(role));
}

PlainLabel::PlainLabel(const QString &text, TypeRole role, TextTone tone, QWidget *parent)
    : PlainLabel(role, tone, parent)
{
    setText(text);
}

void PlainLabel::setText(const QString &text)
{
    QLabel::setText(plainLines(text));
}

void PlainLabel::setTone(TextTone tone)
{
    m_tone = tone;
    update();
}

void PlainLabel::setRole(TypeRole role)
{
    m_role = role;
    setFont(Theme::current().font(role));
}

void PlainLabel::setMaximumLines(int lines)
{
    m_maximumLines = lines;
    setWordWrap(lines > 1);
    updateGeometry();
}

int PlainLabel::lineHeight() const
{
    return fontMetrics().height();
}

QSize PlainLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const int width = fontMetrics().horizontalAdvance(text()) + margins.left() + margins.right() + 1;
    return {width, m_maximumLines * lineHeight() + margins.top() + margins.bottom()};
}

QSize PlainLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(u"…"_s), sizeHint().height()};
}

void PlainLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) // a new theme or text scale
        setFont(Theme::current().font(m_role));
    QLabel::changeEvent(event);
}

bool PlainLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && sizeHint().width() > width()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), u"<span>%1</span>"_s.arg(text().toHtmlEscaped()), this);
        return true;
    }
    return QLabel::event(event);
}

void PlainLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(toneColor(m_tone));
    painter.setFont(font());
    if (m_maximumLines > 1) {
        paintLines(painter);
        return;
    }
    const QRect rect = contentsRect();
    painter.drawText(rect, int(alignment()) | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), Qt::ElideRight, rect.width()));
}

void PlainLabel::paintLines(QPainter &painter) const
{
    QTextLayout layout(text(), font());
    layout.beginLayout();
    const QRect rect = contentsRect();
    const int lines = std::clamp(rect.height() / std::max(1, lineHeight()), 1, m_maximumLines);
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(rect.width());
        const QRect row(rect.left(), rect.top() + i * lineHeight(), rect.width(), lineHeight());
        const bool last = i + 1 == lines;
        const QString shown = last ? fontMetrics().elidedText(text().mid(line.textStart()), Qt::ElideRight, row.width())
                                   : text().mid(line.textStart(), line.textLength()).trimmed();
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    }
    layout.endLayout();
}

} // namespace twinlake
