// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The staircase is a series; everything around it is painted.
#include "ui/lag/etachart.h"

#include "models/views/wizardhead.h"
#include "ui/lag/chartlayer.h"
#include "ui/widgets/theme.h"

#include <QGraphicsLayout>
#include <QLineSeries>
#include <QValueAxis>
#include <QWheelEvent>

#include <algorithm>

namespace twinlake {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

double milliseconds(const Instant &at)
{
    return double(at.toMSecsSinceEpoch());
}

} // namespace

double EtaChart::EventScale::y(const Instant &at) const
{
    const double span = double(std::max<qint64>(1, low.msecsTo(high)));
    return plot.bottom() - plot.height() * double(low.msecsTo(at)) / span;
}

EtaChart::EtaChart(QWidget *parent)
    : QChartView(parent)
    , m_series(new QLineSeries(chart()))
{
    setObjectName(QStringLiteral("etaChart"));
    setAccessibleName(tr("Gold watermark on its way to T0"));
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setRenderHint(QPainter::Antialiasing);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->addSeries(m_series);
    for (const Qt::Alignment side : {Qt::AlignBottom, Qt::AlignLeft}) {
        auto *axis = new QValueAxis(chart());
        axis->setVisible(false);
        chart()->addAxis(axis, side);
        m_series->attachAxis(axis);
    }
    m_under = new ChartLayer(chart(), underSeries, [this](QPainter &p) { paintUnder(p); });
    m_over = new ChartLayer(chart(), overSeries, [this](QPainter &p) { paintOver(p); });
}

void EtaChart::setCatchUp(const WizardCatchUp &catchUp, const Instant &now)
{
    m_catchUp = catchUp;
    m_now = now;
    showSeries();
    m_under->update();
    m_over->update();
}

TimeScale EtaChart::timeScale() const
{
    const QRectF plot = chart()->plotArea();
    const Instant first = m_catchUp.readings.first().serverNow;
    const Instant from = m_catchUp.runningSince ? std::min(first, *m_catchUp.runningSince) : first;
    Instant to = later(m_catchUp.readings.last().serverNow, 1min);
    if (m_catchUp.eta && m_catchUp.eta->latest)
        to = std::min(*m_catchUp.eta->latest, later(to, between(from, to) * 4 + 10min));
    return {from, later(to, std::max<Duration>(between(from, to) / 8, 30s)), plot.left(), plot.width()};
}

EtaChart::EventScale EtaChart::eventScale() const
{
    Instant low = *m_catchUp.readings.first().watermark;
    Instant high = *m_catchUp.readings.last().watermark;
    if (m_catchUp.target)
        high = std::max(high, *m_catchUp.target);
    const Duration rim = std::max<Duration>(between(low, high) / 12, 10s);
    return {later(low, -rim), later(high, rim), chart()->plotArea()};
}

void EtaChart::showSeries()
{
    if (m_catchUp.readings.isEmpty())
        return;
    QList<QPointF> points;
    for (const TableWatermark &reading : m_catchUp.readings) {
        if (!points.isEmpty()) // a commit is a jump, so the line is a staircase
            points.append({milliseconds(reading.serverNow), points.last().y()});
        points.append({milliseconds(reading.serverNow), milliseconds(*reading.watermark)});
    }
    const TimeScale time = timeScale();
    const EventScale events = eventScale();
    static_cast<QValueAxis *>(chart()->axes(Qt::Horizontal).first())
        ->setRange(milliseconds(time.from), milliseconds(time.to));
    static_cast<QValueAxis *>(chart()->axes(Qt::Vertical).first())
        ->setRange(milliseconds(events.low), milliseconds(events.high));
    m_series->setPen(QPen(Theme::current().color(Token::StateReady), 2));
    m_series->replace(points);
}

void EtaChart::paintUnder(QPainter &painter) const
{
    if (m_catchUp.readings.isEmpty())
        return;
    const Theme &theme = Theme::current();
    const TimeScale time = timeScale();
    const EventScale events = eventScale();
    const QRectF plot = events.plot;
    QColor grid = theme.color(Token::Line);
    grid.setAlphaF(0.6F);
    painter.setFont(theme.font(TypeRole::Caption));
    for (const Instant &tick : time.ticks(7)) {
        painter.setPen(grid);
        painter.drawLine(QPointF(time.x(tick), plot.top()), QPointF(time.x(tick), plot.bottom()));
        painter.setPen(theme.color(Token::Text3));
        painter.drawText(QRectF(time.x(tick) - 40, plot.bottom() + 5, 80, 14), Qt::AlignCenter, time.label(tick));
    }
    const TimeScale upwards{events.low, events.high, 0, plot.height()};
    for (const Instant &tick : upwards.ticks(4)) {
        const double y = events.y(tick);
        if (m_catchUp.target && std::abs(y - events.y(*m_catchUp.target)) < 14)
            continue;
        painter.setPen(grid);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.color(Token::Text3));
        painter.drawText(QRectF(0, y - 8, plot.left() - 8, 16), Qt::AlignRight | Qt::AlignVCenter, upwards.label(tick));
    }
    paintEta(painter, time, events);
}

void EtaChart::paintEta(QPainter &painter, const TimeScale &time, const EventScale &events) const
{
    const Theme &theme = Theme::current();
    if (!m_catchUp.target || !m_catchUp.eta)
        return;
    const TableWatermark &newest = m_catchUp.readings.last();
    const QPointF from(time.x(newest.serverNow), events.y(*newest.watermark));
    const QRectF plot = events.plot;
    painter.setFont(theme.font(TypeRole::DenseStrong));
    if (m_catchUp.eta->never || !m_catchUp.eta->earliest || !m_catchUp.eta->latest) {
        painter.setPen(theme.color(Token::TextBad));
        painter.drawText(QRectF(from.x() + 12, from.y() - 8, plot.right() - from.x(), 18),
                         Qt::AlignLeft | Qt::AlignVCenter, tr("never at this rate"));
        return;
    }
    QColor band = theme.color(Token::StateActive);
    band.setAlphaF(0.16F);
    const double left = time.x(*m_catchUp.eta->earliest);
    const double right = std::min(plot.right(), std::max(left + 2, time.x(*m_catchUp.eta->latest)));
    const double top = events.y(*m_catchUp.target);
    painter.fillRect(QRectF(QPointF(left, top), QPointF(right, plot.bottom())), band);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::StateActive), 1, Qt::DashLine));
    painter.drawLine(from, QPointF(left, top));
    painter.drawLine(from, QPointF(right, top));
    const QString earliest = timeOfDay(*m_catchUp.eta->earliest);
    const QString latest = timeOfDay(*m_catchUp.eta->latest);
    const QString text = earliest == latest ? tr("ETA %1").arg(earliest) : tr("ETA %1 to %2").arg(earliest, latest);
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text);
    const double x = std::min(right + 6, plot.right() - width);
    painter.setPen(theme.color(Token::Link));
    painter.drawText(QPointF(x, plot.center().y() + 4), text);
}

void EtaChart::paintOver(QPainter &painter) const
{
    if (m_catchUp.readings.isEmpty())
        return;
    const Theme &theme = Theme::current();
    const TimeScale time = timeScale();
    const EventScale events = eventScale();
    painter.setFont(theme.font(TypeRole::Caption));
    if (m_catchUp.target) {
        const double y = events.y(*m_catchUp.target);
        painter.setPen(QPen(theme.color(Token::Text1), 2, Qt::DashLine));
        painter.drawLine(QPointF(events.plot.left(), y), QPointF(events.plot.right(), y));
        painter.drawText(QRectF(0, y - 8, events.plot.left() - 8, 16), Qt::AlignRight | Qt::AlignVCenter, u"T0"_s);
        painter.drawText(QRectF(events.plot.right() - 120, y + 3, 120, 14), Qt::AlignRight | Qt::AlignVCenter,
                         u"T0 "_s + timeOfDay(*m_catchUp.target));
    }
    if (m_catchUp.runningSince) {
        const double x = time.x(*m_catchUp.runningSince);
        painter.setPen(QPen(theme.color(Token::Text3), 1, Qt::DotLine));
        painter.drawLine(QPointF(x, events.plot.top()), QPointF(x, events.plot.bottom()));
        painter.drawText(QPointF(x + 5, events.plot.bottom() - 6),
                         tr("RUNNING %1").arg(timeOfDay(*m_catchUp.runningSince)));
    }
    paintNow(painter, time, events);
}

void EtaChart::paintNow(QPainter &painter, const TimeScale &time, const EventScale &events) const
{
    const Theme &theme = Theme::current();
    const TableWatermark &newest = m_catchUp.readings.last();
    const QPointF at(time.x(newest.serverNow), events.y(*newest.watermark));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Edge), 1));
    painter.drawLine(QPointF(at.x(), events.plot.top()), QPointF(at.x(), events.plot.bottom()));
    painter.setBrush(theme.color(Token::StateReady));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(at, 4, 4);
    painter.setFont(theme.font(TypeRole::DenseStrong));
    painter.setPen(theme.color(Token::Text1));
    painter.drawText(QPointF(at.x() + 8, at.y() + 20), timeOfDay(*newest.watermark));
    if (!m_catchUp.eta || m_catchUp.eta->rate <= 0)
        return;
    painter.setFont(theme.font(TypeRole::Caption));
    painter.setPen(theme.color(Token::Text2));
    painter.drawText(QPointF(at.x() + 8, at.y() + 34),
                     tr("%1 x real time").arg(QString::number(m_catchUp.eta->rate, 'f', 1)));
}

void EtaChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    const Theme &theme = Theme::current();
    const QRectF area(QPointF(0, 0), QSizeF(viewport()->size()));
    chart()->setPlotArea(area.adjusted(theme.px(62), theme.px(10), -theme.px(36), -theme.px(24)));
    m_under->setArea(area);
    m_over->setArea(area);
}

void EtaChart::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls
}

} // namespace twinlake
