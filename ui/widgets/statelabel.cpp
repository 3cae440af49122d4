// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shape, gap, word; the word elides.
#include "ui/widgets/statelabel.h"

#include "ui/widgets/statepainter.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

int gapOf(int shapeSize)
{
    return shapeSize * 2 / 5;
}

} // namespace

StateLabel::StateLabel(TypeRole role, int shapeSize, QWidget *parent)
    : QWidget(parent)
    , m_role(role)
    , m_shapeSize(shapeSize)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StateLabel::setSign(const StateSign &sign)
{
    if (m_sign == sign && accessibleName() == sign.word)
        return;
    m_sign = sign;
    setAccessibleName(sign.word);
    updateGeometry();
    update();
}

void StateLabel::setQuietWord(bool quiet)
{
    m_quietWord = quiet;
    update();
}

int StateLabel::shapeSize() const
{
    return m_role >= TypeRole::WallSmall ? m_shapeSize : Theme::current().px(m_shapeSize);
}

QFont StateLabel::wordFont() const
{
    return Theme::current().font(m_role);
}

QSize StateLabel::sizeHint() const
{
    const QFontMetrics metrics(wordFont());
    const int words = m_sign.word.isEmpty() ? 0 : gapOf(shapeSize()) + metrics.horizontalAdvance(m_sign.word) + 1;
    return {shapeSize() + words, std::max(shapeSize(), metrics.height())};
}

QSize StateLabel::minimumSizeHint() const
{
    return {shapeSize(), sizeHint().height()};
}

void StateLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int size = shapeSize();
    StatePainter::paint(painter, QRectF(0, (height() - size) / 2.0, size, size), m_sign);
    if (m_sign.word.isEmpty())
        return;
    const Theme &theme = Theme::current();
    const bool faint = m_quietWord && !m_sign.loud;
    painter.setPen(faint ? theme.color(Token::Text2) : theme.word(m_sign));
    painter.setFont(wordFont());
    const QRect text = rect().adjusted(size + gapOf(size), 0, 0, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(wordFont()).elidedText(m_sign.word, Qt::ElideRight, text.width()));
}

} // namespace twinlake
