// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Qt Charts draws the lines; axes, labels and marks are painted, since its date axis knows local time only.
#include "ui/lag/lagchart.h"

#include "ui/lag/chartlayer.h"
#include "ui/widgets/theme.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QMouseEvent>
#include <QValueAxis>

#include <algorithm>

namespace twinlake {

namespace {

QValueAxis *hiddenAxis(QChart *chart, Qt::Alignment alignment)
{
    auto *axis = new QValueAxis(chart);
    axis->setVisible(false);
    chart->addAxis(axis, alignment);
    return axis;
}

Duration highestOf(const PerRegion<LagLine> &lines, Duration atLeast)
{
    Duration highest = atLeast;
    for (const Region region : bothRegions) {
        for (const QList<LagPoint> &stretch : lines[region].stretches) {
            for (const LagPoint &point : stretch)
                highest = std::max(highest, point.lag);
        }
    }
    return highest;
}

} // namespace

LagChart::LagChart(LagViewModel &viewModel, QWidget *parent)
    : QChartView(parent)
    , m_viewModel(viewModel)
{
    setObjectName(QStringLiteral("lagChart"));
    setAccessibleName(tr("Lag of both regions over time"));
    setAccessibleDescription(tr("The table beside it says the same."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setFrameShape(NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    chart()->setBackgroundVisible(false);
    chart()->setPlotAreaBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    hiddenAxis(chart(), Qt::AlignBottom);
    hiddenAxis(chart(), Qt::AlignLeft);
    m_under = new ChartLayer(chart(), underSeries, [this](QPainter &p) { painterNow().paintUnder(p); });
    m_over = new ChartLayer(chart(), overSeries, [this](QPainter &p) { painterNow().paintOver(p); });
    connect(&m_viewModel, &LagViewModel::changed, this, &LagChart::refresh);
    connect(&m_viewModel, &LagViewModel::selectionChanged, this, [this] { m_over->update(); });
    refresh();
}

LagPainter LagChart::painterNow() const
{
    const QRectF plot = chart()->plotArea();
    LagPainter painter{m_viewModel,
                       {m_viewModel.from(), m_viewModel.to(), plot.left(), plot.width()},
                       {m_top, plot.top(), plot.height()},
                       plot};
    return painter;
}

void LagChart::refresh()
{
    if (!m_viewModel.from().isValid())
        return;
    const Duration threshold = std::max(m_viewModel.rto(), m_viewModel.rpo());
    m_top = highestOf(m_viewModel.lines(), std::max<Duration>(threshold * 2, std::chrono::minutes(10))) * 5 / 4;
    static_cast<QValueAxis *>(chart()->axes(Qt::Horizontal).first())
        ->setRange(double(m_viewModel.from().toMSecsSinceEpoch()), double(m_viewModel.to().toMSecsSinceEpoch()));
    static_cast<QValueAxis *>(chart()->axes(Qt::Vertical).first())
        ->setRange(LagScale::value(LagScale::floor), LagScale::value(m_top));
    for (const Region region : bothRegions)
        showLine(region, m_viewModel.lines()[region]);
    m_under->update();
    m_over->update();
}

void LagChart::showLine(Region region, const LagLine &line)
{
    const QColor color = Theme::current().color(region == Region::Primary ? Token::StateActive : Token::StateReady);
    for (qsizetype i = 0; i < std::max(line.stretches.size(), m_series[region].size()); ++i) {
        QList<QPointF> points;
        if (i < line.stretches.size()) {
            for (const LagPoint &point : line.stretches.at(i))
                points.append({double(point.at.toMSecsSinceEpoch()), LagScale::value(point.lag)});
            if (points.size() == 1) // a lone reading between two gaps is still seen
                points.append(points.first() + QPointF(1, 0));
        }
        QLineSeries *series = seriesAt(region, i);
        series->setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        series->replace(points);
    }
}

QLineSeries *LagChart::seriesAt(Region region, qsizetype index)
{
    while (m_series[region].size() <= index) {
        auto *series = new QLineSeries(chart());
        chart()->addSeries(series);
        for (QAbstractAxis *axis : chart()->axes())
            series->attachAxis(axis);
        m_series[region].append(series);
    }
    return m_series[region].at(index);
}

void LagChart::layOut()
{
    const Theme &theme = Theme::current();
    const QRectF area(QPointF(0, 0), QSizeF(viewport()->size()));
    const QRectF plot = area.adjusted(theme.px(62), theme.px(40), -theme.px(16), -theme.px(28));
    chart()->setPlotArea(plot);
    m_under->setArea(area);
    m_over->setArea(area);
    m_viewModel.setColumns(int(plot.width()));
}

void LagChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
}

void LagChart::mouseMoveEvent(QMouseEvent *event)
{
    if (m_pressedAt && !m_zooming) {
        const TimeScale scale = painterNow().time;
        const double perPixel = double(m_pressedFrom.msecsTo(m_pressedTo)) / std::max(1.0, scale.width);
        const Duration by(qint64((m_pressedAt->x() - event->position().x()) * perPixel));
        m_viewModel.showWindow(later(m_pressedFrom, by), later(m_pressedTo, by));
        return;
    }
    const QRectF plot = chart()->plotArea();
    if (plot.contains(event->position()))
        m_viewModel.select(painterNow().time.at(event->position().x()));
}

void LagChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressedAt = event->position();
    m_pressedFrom = m_viewModel.from();
    m_pressedTo = m_viewModel.to();
    m_zooming = event->modifiers().testFlag(Qt::ShiftModifier);
}

void LagChart::mouseReleaseEvent(QMouseEvent *event)
{
    constexpr double leastDrag = 8.0;
    if (m_pressedAt && m_zooming && std::abs(event->position().x() - m_pressedAt->x()) > leastDrag) {
        const TimeScale scale = painterNow().time;
        const auto [left, right] = std::minmax(m_pressedAt->x(), event->position().x());
        m_viewModel.showWindow(scale.at(left), scale.at(right));
    }
    m_pressedAt.reset();
}

void LagChart::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() != 0)
        zoom(painterNow().time.at(event->position().x()), event->angleDelta().y() > 0 ? 0.8 : 1.25);
    event->accept();
}

void LagChart::keyPressEvent(QKeyEvent *event)
{
    const Duration range = m_viewModel.range();
    switch (event->key()) {
    case Qt::Key_Left:
        return pan(-range / 8);
    case Qt::Key_Right:
        return pan(range / 8);
    case Qt::Key_Plus:
        return zoom(later(m_viewModel.from(), range / 2), 0.8);
    case Qt::Key_Minus:
        return zoom(later(m_viewModel.from(), range / 2), 1.25);
    case Qt::Key_Home:
        return m_viewModel.chooseRange(range);
    default:
        QChartView::keyPressEvent(event);
    }
}

void LagChart::leaveEvent(QEvent *event)
{
    m_viewModel.select({});
    QChartView::leaveEvent(event);
}

void LagChart::zoom(const Instant &around, double factor)
{
    const auto scaled = [factor](Duration span) { return Duration(qint64(double(span.count()) * factor)); };
    m_viewModel.showWindow(later(around, -scaled(between(m_viewModel.from(), around))),
                           later(around, scaled(between(around, m_viewModel.to()))));
}

void LagChart::pan(Duration by)
{
    m_viewModel.showWindow(later(m_viewModel.from(), by), later(m_viewModel.to(), by));
}

} // namespace twinlake
