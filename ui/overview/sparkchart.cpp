// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// No animation, no legend; the reduced points of the history are the only data.
#include "ui/overview/sparkchart.h"

#include "ui/widgets/hatchfill.h"
#include "ui/widgets/theme.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int labelRoom = 18; // under the base line, for the hours

} // namespace

SparkChart::SparkChart(ToneToken tone, QWidget *parent)
    : QChartView(new QChart, parent)
    , m_tone(tone)
    , m_time(new QValueAxis)
    , m_lag(new QValueAxis)
{
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setBackgroundVisible(false);
    chart()->setMargins(QMargins(0, 0, 0, labelRoom));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_lag, Qt::AlignLeft);
    m_time->setVisible(false);
    m_lag->setVisible(false);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // the lag page has the table twin
    setBackgroundBrush(Qt::NoBrush);
    setMinimumHeight(60);
}

void SparkChart::show(const LagSpark &spark)
{
    if (spark == m_spark)
        return;
    m_spark = spark;
    chart()->removeAllSeries();
    m_time->setRange(double(spark.from.toMSecsSinceEpoch()), double(spark.to.toMSecsSinceEpoch()));
    m_lag->setRange(0, spark.top);
    for (const QList<QPointF> &line : spark.lines)
        addLine(line);
    setAccessibleName(spark.title);
    setAccessibleDescription(spark.note);
    viewport()->update();
}

void SparkChart::addLine(const QList<QPointF> &points)
{
    auto *series = new QLineSeries; // the chart owns it
    series->replace(points);
    series->setPen(QPen(Theme::current().mark(m_tone), 1.8));
    chart()->addSeries(series);
    series->attachAxis(m_time);
    series->attachAxis(m_lag);
}

void SparkChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        const auto lines = chart()->series();
        for (QAbstractSeries *series : lines)
            static_cast<QLineSeries *>(series)->setPen(QPen(Theme::current().mark(m_tone), 1.8));
    }
    QChartView::changeEvent(event);
}

double SparkChart::xOf(const Instant &instant) const
{
    const QRectF plot = chart()->plotArea();
    const double span = std::max(1.0, double(m_spark.from.msecsTo(m_spark.to)));
    return plot.left() + double(m_spark.from.msecsTo(instant)) / span * plot.width();
}

double SparkChart::yOf(double seconds) const
{
    const QRectF plot = chart()->plotArea();
    return plot.bottom() - seconds / m_spark.top * plot.height();
}

void SparkChart::paintHours(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const QRectF plot = chart()->plotArea();
    painter.setFont(theme.font(TypeRole::Caption));
    Instant hour = m_spark.from.toUTC();
    hour.setTime(QTime(hour.time().hour(), 0));
    const double labelWidth = painter.fontMetrics().horizontalAdvance(u"00:00Z"_s);
    for (hour = hour.addSecs(3600); hour < m_spark.to; hour = hour.addSecs(3600)) {
        const double x = xOf(hour);
        painter.setPen(QPen(theme.color(Token::Line), 1));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        if (x - labelWidth / 2 < plot.left() || x + labelWidth / 2 > plot.right())
            continue;
        painter.setPen(theme.color(Token::Text3));
        painter.drawText(QRectF(x - 40, plot.bottom() + 2, 80, labelRoom - 2), Qt::AlignHCenter | Qt::AlignTop,
                         hour.toString(u"HH:mm'Z'"_s));
    }
}

void SparkChart::drawBackground(QPainter *painter, const QRectF &rect)
{
    const Theme &theme = Theme::current();
    painter->fillRect(rect, theme.color(Token::Panel));
    const QRectF plot = chart()->plotArea();
    if (m_spark.from.isValid())
        paintHours(*painter);
    painter->setPen(QPen(theme.color(Token::Edge), 1));
    painter->drawLine(plot.bottomLeft(), plot.bottomRight());
    if (m_spark.isEmpty())
        return;
    const double y = yOf(m_spark.gridLine);
    painter->setPen(QPen(theme.color(Token::Line), 1, Qt::DotLine));
    painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    painter->setPen(theme.color(Token::Text3));
    painter->drawText(QPointF(plot.left() + 2, y - 3), m_spark.gridLabel);
    if (!m_spark.objective)
        return;
    painter->setPen(QPen(theme.color(Token::Text3), 1, Qt::DashLine));
    painter->drawLine(QPointF(plot.left(), yOf(*m_spark.objective)), QPointF(plot.right(), yOf(*m_spark.objective)));
}

void SparkChart::drawForeground(QPainter *painter, const QRectF &)
{
    const Theme &theme = Theme::current();
    const QRectF plot = chart()->plotArea();
    QFont strong = theme.font(TypeRole::Caption);
    strong.setWeight(QFont::DemiBold);
    painter->setFont(strong);
    for (const LagSparkGap &gap : std::as_const(m_spark.gaps)) {
        const QRectF area(QPointF(xOf(gap.from), plot.top()), QPointF(xOf(gap.to), plot.bottom()));
        HatchFill::paint(*painter, area.toAlignedRect(), true);
        painter->setPen(theme.color(Token::TextUnknown));
        const QString words = tr("no answer");
        const double wide = painter->fontMetrics().horizontalAdvance(words);
        const bool leftOfIt = area.left() - wide - 4 > plot.left();
        painter->drawText(QPointF(leftOfIt ? area.left() - wide - 4 : area.right() + 4, plot.top() + 12), words);
    }
}

} // namespace twinlake
