// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All text is drawn as plain text on the panel's own colour, never over a pattern without a plate.
#include "ui/lag/lagpainter.h"

#include "ui/widgets/hatchfill.h"
#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ticksWanted = 8;

Token lineToken(Region region)
{
    return region == Region::Primary ? Token::StateActive : Token::StateReady;
}

Token nameToken(Region region)
{
    if (region == Region::Primary)
        return Token::Link;
    // On dark grounds the mark itself is readable as text; on light ones the link token is its darker twin.
    return Theme::current().name() == "light"_L1 ? Token::LinkB : Token::StateReady;
}

/// Text on a plate of the panel's colour, centred at (x, y).
void plate(QPainter &painter, QPointF middle, const QString &text, const QColor &color)
{
    const QFontMetricsF metrics(painter.font());
    QRectF box(0, 0, metrics.horizontalAdvance(text) + 8, metrics.height());
    box.moveCenter(middle);
    painter.fillRect(box, Theme::current().color(Token::Panel));
    painter.setPen(color);
    painter.drawText(box, Qt::AlignCenter, text);
}

/// The point in the middle of the longest stretch: where a line's name is read best.
std::optional<LagPoint> namePoint(const LagLine &line, double part)
{
    const QList<LagPoint> *longest = nullptr;
    for (const QList<LagPoint> &stretch : line.stretches) {
        if (!longest
            || between(stretch.first().at, stretch.last().at) > between(longest->first().at, longest->last().at))
            longest = &stretch;
    }
    if (!longest)
        return std::nullopt;
    return longest->at(qsizetype(double(longest->size() - 1) * part));
}

} // namespace

void LagPainter::paintUnder(QPainter &painter) const
{
    paintGrid(painter);
    if (viewModel.rpo() < viewModel.rto() && viewModel.rto().count() > 0) {
        QColor band = Theme::current().color(Token::StateWatch);
        band.setAlphaF(0.07F);
        painter.fillRect(
            QRectF(QPointF(plot.left(), lag.y(viewModel.rto())), QPointF(plot.right(), lag.y(viewModel.rpo()))), band);
    }
    paintGaps(painter);
}

void LagPainter::paintOver(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (viewModel.rpo().count() > 0)
        paintThreshold(painter, viewModel.rpo(), LagViewModel::tr("RPO %1").arg(humanDuration(viewModel.rpo())), false);
    if (viewModel.rto().count() > 0)
        paintThreshold(painter, viewModel.rto(), LagViewModel::tr("RTO %1").arg(humanDuration(viewModel.rto())), true);
    paintMarks(painter);
    paintNames(painter);
    paintCrosshair(painter);
}

void LagPainter::paintGrid(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    QColor grid = theme.color(Token::Line);
    grid.setAlphaF(0.6F);
    painter.setFont(theme.font(TypeRole::Caption));
    const double textHeight = QFontMetricsF(painter.font()).height();
    for (const Instant &tick : time.ticks(ticksWanted)) {
        const double x = time.x(tick);
        painter.setPen(grid);
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter.setPen(theme.color(Token::Text3));
        painter.drawText(QRectF(x - 50, plot.bottom() + 6, 100, textHeight), Qt::AlignCenter, time.label(tick));
    }
    for (const Duration tick : lag.ticks()) {
        const double y = lag.y(tick);
        painter.setPen(grid);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.color(Token::Text3));
        painter.drawText(QRectF(0, y - textHeight / 2, plot.left() - 8, textHeight), Qt::AlignRight | Qt::AlignVCenter,
                         humanDuration(tick));
    }
    painter.setPen(theme.color(Token::Edge));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
}

void LagPainter::paintGaps(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    painter.setFont(theme.font(TypeRole::Caption));
    const double height = plot.height() * 0.19;
    for (const Region region : bothRegions) {
        for (const LagGap &gap : viewModel.lines()[region].gaps) {
            const double left = qMax(plot.left(), time.x(gap.from));
            const double right = qMin(plot.right(), time.x(gap.to));
            const double top = region == Region::Primary ? plot.bottom() - height : plot.top();
            const QRect area = QRectF(left, top, right - left, height).toAlignedRect();
            if (area.width() < 1)
                continue;
            HatchFill::paint(painter, area);
            const QString text = (gap.asked ? LagViewModel::tr("%1: no answer") : LagViewModel::tr("%1: not read"))
                                     .arg(viewModel.regionLabel(region));
            if (area.width() > QFontMetrics(painter.font()).horizontalAdvance(text) / 2) {
                const double half = QFontMetricsF(painter.font()).horizontalAdvance(text) / 2 + 4;
                const double x = std::min<double>(area.center().x(), plot.right() - half);
                plate(painter, QPointF(x, top + height / 2), text, theme.color(Token::TextUnknown));
            }
        }
    }
}

void LagPainter::paintThreshold(QPainter &painter, Duration limit, const QString &text, bool dotted) const
{
    const Theme &theme = Theme::current();
    const double y = lag.y(limit);
    if (y < plot.top())
        return;
    painter.setPen(
        QPen(theme.color(dotted ? Token::StateBad : Token::StateWatch), 1.5, dotted ? Qt::DotLine : Qt::DashLine));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    painter.setFont(theme.font(TypeRole::Caption));
    painter.setPen(theme.color(dotted ? Token::TextBad : Token::TextWatch));
    const double top = dotted ? y - 17 : y + 3;
    painter.drawText(QRectF(plot.left() + 6, top, 200, 14), Qt::AlignLeft | Qt::AlignVCenter, text);
}

void LagPainter::paintMarks(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    painter.setFont(theme.font(TypeRole::Caption));
    const QFontMetricsF metrics(painter.font());
    double taken[2] = {plot.left() - 40, plot.left() - 40};
    for (const LagMark &mark : viewModel.marks()) {
        const double x = time.x(mark.at);
        if (x < plot.left() || x > plot.right())
            continue;
        painter.setPen(mark.isT0 ? QPen(theme.color(Token::Text1), 2)
                                 : QPen(theme.color(Token::Text2), 1, Qt::DashLine));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        const QString text =
            mark.isT0 ? u"%1 %2"_s.arg(mark.label, mark.at.toUTC().toString(u"HH:mm:ss'Z'")) : mark.label;
        const double width = metrics.horizontalAdvance(text);
        const double left = qBound(plot.left(), x - width / 2, plot.right() - width);
        const int row = left > taken[0] ? 0 : 1;
        if (left <= taken[row])
            continue; // the table twin names it
        taken[row] = left + width + 8;
        painter.setPen(theme.color(mark.isT0 ? Token::Text1 : Token::Text2));
        painter.drawText(QRectF(left, plot.top() - 18 - row * 15, width + 2, 14), Qt::AlignLeft | Qt::AlignVCenter,
                         text);
    }
}

void LagPainter::paintNames(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    painter.setFont(theme.font(TypeRole::DenseStrong));
    for (const Region region : bothRegions) {
        const double part = region == Region::Primary ? 0.25 : 0.6;
        const auto point = namePoint(viewModel.lines()[region], part);
        if (!point)
            continue;
        const double y = lag.y(point->lag);
        const double offset = y - 16 > plot.top() ? -16 : 16;
        const double x = qBound(plot.left() + 50, time.x(point->at), plot.right() - 50);
        plate(painter, QPointF(x, y + offset), viewModel.regionLabel(region), theme.color(nameToken(region)));
    }
}

void LagPainter::paintCrosshair(QPainter &painter) const
{
    const auto selected = viewModel.selected();
    if (!selected || *selected < time.from || *selected > time.to)
        return;
    const Theme &theme = Theme::current();
    const double x = time.x(*selected);
    painter.setPen(QPen(theme.color(Token::Edge), 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    painter.setRenderHint(QPainter::Antialiasing);
    PerRegion<LagReading> readings;
    for (const Region region : bothRegions) {
        readings[region] = lagAt(viewModel.lines()[region], *selected);
        if (!readings[region].point)
            continue;
        painter.setBrush(theme.color(lineToken(region)));
        painter.setPen(QPen(theme.color(Token::Panel), 1.5));
        painter.drawEllipse(QPointF(x, lag.y(readings[region].point->lag)), 4.5, 4.5);
    }
    paintBox(painter, x, readings);
}

void LagPainter::paintBox(QPainter &painter, double x, const PerRegion<LagReading> &readings) const
{
    const Theme &theme = Theme::current();
    const QSizeF size(theme.px(206), theme.px(74));
    const bool left = x - plot.left() > size.width() + 12; // the side where it hides less of what comes next
    const QRectF box(QPointF(left ? x - size.width() - 10 : x + 10, plot.center().y() - size.height() / 2), size);
    painter.setBrush(theme.color(Token::Raised));
    painter.setPen(theme.color(Token::Edge));
    painter.drawRoundedRect(box, 3, 3);
    const double rowHeight = (size.height() - 10) / 4;
    QRectF row(box.left() + 10, box.top() + 5, size.width() - 20, rowHeight);
    painter.setFont(theme.font(TypeRole::DenseStrong));
    painter.setPen(theme.color(Token::Text1));
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                     viewModel.selected()->toUTC().toString(u"yyyy-MM-dd HH:mm:ss'Z'"));
    painter.setFont(theme.font(TypeRole::Caption));
    for (const Region region : bothRegions) {
        row.translate(0, rowHeight);
        painter.setPen(theme.color(nameToken(region)));
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, viewModel.regionLabel(region));
        painter.setPen(theme.color(readings[region].gap ? Token::TextUnknown : Token::Text1));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, lagText(readings[region]));
    }
    row.translate(0, rowHeight);
    painter.setPen(theme.color(Token::Text3));
    const QString table =
        viewModel.table().isEmpty() ? LagViewModel::tr("slowest table of the group") : viewModel.table();
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(table, Qt::ElideLeft, row.width()));
}

} // namespace twinlake
