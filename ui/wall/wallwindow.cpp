// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pointer is hidden: there is nothing to click.
#include "ui/wall/wallwindow.h"

#include "ui/wall/wallcanvas.h"
#include "ui/widgets/modeband.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace twinlake {

using namespace std::chrono_literals;

namespace {

constexpr auto holdToLeave = 2000ms; // of a person's time, not of the clock's

} // namespace

WallWindow::WallWindow(WallViewModel &viewModel, QWidget *parent)
    : QWidget(parent)
    , m_viewModel(viewModel)
    , m_band(new ModeBand(ModeBand::Size::Wall, this))
    , m_canvas(new WallCanvas(viewModel, this))
{
    setCursor(Qt::BlankCursor);
    setFocusPolicy(Qt::StrongFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_band);
    column->addWidget(m_canvas, 1);
    m_band->setMode(Mode::ReadOnly);
    m_leave.setSingleShot(true);
    m_leave.setInterval(holdToLeave);
    connect(&m_leave, &QTimer::timeout, this, &QWidget::close);
    connect(&m_viewModel, &WallViewModel::changed, this, &WallWindow::refresh);
    refresh();
}

void WallWindow::refresh()
{
    m_band->setContext(m_viewModel.estateName());
    m_band->setTimes(m_viewModel.clock(), {});
    setWindowTitle(tr("%1 – %2 – Twinlake").arg(modeWord(Mode::ReadOnly), m_viewModel.estateName()));
}

void WallWindow::resizeEvent(QResizeEvent *event)
{
    const double scale =
        std::min(width() / double(WallCanvas::designWidth), height() / double(WallCanvas::designHeight));
    m_band->setFixedHeight(std::max(1, qRound(WallCanvas::bandHeight * scale)));
    QWidget::resizeEvent(event);
}

void WallWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !event->isAutoRepeat())
        m_leave.start();
}

void WallWindow::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !event->isAutoRepeat())
        m_leave.stop();
}

void WallWindow::closeEvent(QCloseEvent *event)
{
    event->accept();
    Q_EMIT closed();
}

} // namespace twinlake
