// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ReaderWindow: the window and what feeds it, without any way to write: overview and lag pages, the monitor, the clock.
// The console adds the runbook to it; a read-only console is this alone.
#pragma once

#include "app/composition/estateclock.h"
#include "app/composition/monitorhost.h"
#include "models/runbook/runstate.h"
#include "models/views/lagviewmodel.h"
#include "models/views/overviewviewmodel.h"
#include "models/views/shellviewmodel.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace twinlake {

class MainWindow;

struct ReaderSetup {
    Estate estate;
    QString estateFile; ///< for the wall that Ctrl+Shift+W starts
    std::shared_ptr<EstateClock> clock;
    QString folder;
    Mode mode = Mode::ReadOnly;
};

class ReaderWindow : public QObject {
    Q_OBJECT

public:
    explicit ReaderWindow(ReaderSetup setup);
    ~ReaderWindow() override;

    /// Shows the window and starts the monitor.
    void open();
    /// Ends the monitor, bounded.
    void close();
    /// Begins to, and says so with stopped(); the window may stay.
    void beginStop();

    MainWindow &window() { return *m_window; }
    ShellViewModel &shell() { return m_shell; }
    OverviewViewModel &overview() { return m_overview; }
    void setRunState(const RunState &state);
    /// The facilitator's page where this is a rehearsal; else a rehearsal in a window of its own.
    void showRehearsal();
    /// What the last line says beside the hosts.
    void setRemarks(const QStringList &remarks);

Q_SIGNALS:
    /// Once a real second, with the clock's now.
    void ticked(const twinlake::Instant &now);
    void snapshotTaken(const twinlake::EstateSnapshot &snapshot);
    void windowClosed();
    void stopped();

private:
    void tick();
    void showRemarks();
    void startWall();

    ReaderSetup m_setup;
    MonitorHost m_monitor;
    ShellViewModel m_shell;
    OverviewViewModel m_overview;
    LagViewModel m_lag;
    std::unique_ptr<MainWindow> m_window;
    QTimer m_tick;
    QStringList m_remarks;
    QString m_clockRemark; ///< the machine's clock was set; empty: it was not
};

} // namespace twinlake
