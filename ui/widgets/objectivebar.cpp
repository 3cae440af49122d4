// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A track, and the used part over it.
#include "ui/widgets/objectivebar.h"

#include "ui/widgets/hatchfill.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace twinlake {

ObjectiveBar::ObjectiveBar(int thickness, QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(thickness);
    setUsed(std::nullopt);
}

Token ObjectiveBar::fillFor(double used)
{
    if (used >= 1.0)
        return Token::StateBad;
    return used >= 0.75 ? Token::StateWatch : Token::Edge;
}

void ObjectiveBar::setUsed(std::optional<double> used)
{
    m_used = used;
    setAccessibleName(used ? tr("%1 % of the objective used").arg(qRound(*used * 100))
                           : tr("The used part of the objective is not known"));
    update();
}

void ObjectiveBar::setFill(std::optional<Token> fill)
{
    m_fill = fill;
    update();
}

void ObjectiveBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::current();
    painter.fillRect(rect(), theme.color(m_used ? Token::Raised : Token::TintUnknown));
    if (!m_used) {
        HatchFill::paint(painter, rect(), true);
        return;
    }
    const int used = qRound(std::clamp(*m_used, 0.0, 1.0) * width());
    const int least = *m_used > 0 ? 2 : 0; // a little is not nothing
    painter.fillRect(QRect(0, 0, std::max(used, least), height()), theme.color(m_fill.value_or(fillFor(*m_used))));
}

} // namespace twinlake
