// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/readerwindow.h"

#include "ui/lag/lagpage.h"
#include "ui/overview/overviewpage.h"
#include "ui/shell/mainwindow.h"

#include <QCoreApplication>
#include <QProcess>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto noticedCorrection = 5s;

/// Times here keep the old setting, so that nothing that waits jumps with the clock.
QString clockRemark(Duration correction)
{
    if (correction > -noticedCorrection && correction < noticedCorrection)
        return {};
    const QString span = humanDuration(std::chrono::abs(correction));
    return correction > Duration::zero()
        ? ReaderWindow::tr("this computer's clock was set forward by %1; times here follow the old setting").arg(span)
        : ReaderWindow::tr("this computer's clock was set back by %1; times here follow the old setting").arg(span);
}

} // namespace

ReaderWindow::ReaderWindow(ReaderSetup setup)
    : m_setup(std::move(setup))
    , m_monitor({m_setup.estate, m_setup.clock, m_setup.folder + u"/history.sqlite"_s})
{
    m_shell.setMode(m_setup.mode);
    m_shell.setEstate(m_setup.estate);
    m_overview.setEstate(m_setup.estate);
    m_overview.setReadOnly(m_setup.mode == Mode::ReadOnly);
    m_overview.setHistory(&m_monitor.history());
    m_lag.setEstate(m_setup.estate);
    m_lag.setHistory(&m_monitor.history());
    m_window = std::make_unique<MainWindow>(m_shell);
    m_window->addPage(u"overview"_s, tr("Overview"), u"overview"_s, new OverviewPage(m_overview));
    m_window->addPage(u"lag"_s, tr("Lag"), u"lag"_s, new LagPage(m_lag));
    connect(&m_monitor, &MonitorHost::snapshotTaken, this, [this](const EstateSnapshot &snapshot) {
        m_shell.setSnapshot(snapshot);
        m_overview.setSnapshot(snapshot);
        Q_EMIT snapshotTaken(snapshot);
    });
    connect(m_window.get(), &MainWindow::refreshRequested, &m_monitor, &MonitorHost::readNow);
    connect(&m_monitor, &MonitorHost::stopped, this, &ReaderWindow::stopped);
    connect(m_window.get(), &MainWindow::wallRequested, this, &ReaderWindow::startWall);
    connect(m_window.get(), &MainWindow::closed, this, &ReaderWindow::windowClosed);
    connect(&m_tick, &QTimer::timeout, this, &ReaderWindow::tick);
}

ReaderWindow::~ReaderWindow()
{
    close();
}

void ReaderWindow::open()
{
    tick();
    m_window->show();
    m_monitor.start();
    m_tick.start(1s);
}

void ReaderWindow::close()
{
    m_tick.stop();
    m_monitor.stop();
}

void ReaderWindow::beginStop()
{
    m_tick.stop();
    m_overview.setHistory(nullptr); // it goes with the monitor, and the window may stay a little
    m_lag.setHistory(nullptr);
    m_monitor.beginStop();
}

void ReaderWindow::setRunState(const RunState &state)
{
    m_overview.setRunState(state);
    m_shell.setBadge(u"runbook"_s, m_overview.waitingIncidents());
    m_lag.setRunState(state);
}

void ReaderWindow::setRemarks(const QStringList &remarks)
{
    m_remarks = remarks;
    showRemarks();
}

void ReaderWindow::showRemarks()
{
    m_shell.setRemarks(m_clockRemark.isEmpty() ? m_remarks : m_remarks + QStringList{m_clockRemark});
}

void ReaderWindow::tick()
{
    const QString remark = clockRemark(m_setup.clock->wallCorrection());
    if (remark != std::exchange(m_clockRemark, remark))
        showRemarks();
    const Instant now = m_setup.clock->clock().now();
    const bool isVirtual = m_setup.estate.rehearsal.has_value();
    m_shell.tick(now, isVirtual ? std::optional(m_setup.clock->speed()) : std::nullopt);
    m_overview.tick(now);
    m_lag.tick(now);
    Q_EMIT ticked(now);
}

// A process of its own: the wall must survive the console (design.md 13).
void ReaderWindow::startWall()
{
    QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"wall"_s, u"--estate"_s, m_setup.estateFile});
}

// A process of its own, too: nothing in it may touch this estate.
void ReaderWindow::showRehearsal()
{
    if (m_window->hasPage(u"rehearsal"_s))
        m_window->showPage(u"rehearsal"_s);
    else
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"rehearse"_s});
}

} // namespace twinlake
