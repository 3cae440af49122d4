// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `twinlake wall`: read-only, full screen. Links nothing that could write.
#include "app/composition/commands.h"

#include "app/cli/estatefile.h"
#include "app/cli/exitcodes.h"
#include "app/composition/launch.h"
#include "app/composition/monitorhost.h"
#include "models/views/wallviewmodel.h"
#include "ui/wall/wallwindow.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QScreen>
#include <QTimer>

namespace twinlake {

using namespace std::chrono_literals;

namespace {

/// Everything of one wall; lives as long as the event loop.
class Wall : public QObject {
public:
    Wall(const CommandLine &line, const Estate &estate, std::shared_ptr<EstateClock> clock)
        : m_clock(std::move(clock))
        , m_monitor({estate, m_clock, {}})
        , m_window(m_model)
    {
        m_model.setEstate(estate);
        m_model.setHistory(&m_monitor.history());
        connect(&m_monitor, &MonitorHost::snapshotTaken, &m_model, &WallViewModel::setSnapshot);
        connect(&m_tick, &QTimer::timeout, this, [this] { m_model.tick(m_clock->clock().now()); });
        connect(&m_rotate, &QTimer::timeout, &m_model, &WallViewModel::rotate);
        connect(&m_window, &WallWindow::closed, qApp, &QCoreApplication::quit);
        m_tick.start(1s);
        if (line.rotate > 0s)
            m_rotate.start(line.rotate);
        show(line.screen.value_or(0));
    }

private:
    void show(int screen)
    {
        const QList<QScreen *> screens = QGuiApplication::screens();
        if (screen < screens.size())
            m_window.setGeometry(screens.at(screen)->geometry());
        m_model.tick(m_clock->clock().now());
        m_window.showFullScreen();
        m_monitor.start();
    }

    std::shared_ptr<EstateClock> m_clock;
    MonitorHost m_monitor;
    WallViewModel m_model;
    WallWindow m_window;
    QTimer m_tick;
    QTimer m_rotate;
};

} // namespace

int runWall(const CommandLine &line)
{
    const auto loaded = loadEstate(line.estate);
    if (!loaded) {
        complain(loaded.error());
        return toInt(ExitCode::Usage);
    }
    Theme::apply(*qApp, ThemeName::Dark);
    std::unique_ptr<Wall> wall;
    const auto go = [&](std::shared_ptr<EstateClock> clock) {
        wall = std::make_unique<Wall>(line, loaded->estate, std::move(clock));
    };
    return runLoop([&] { withClock(loaded->estate, go); }, [] {});
}

} // namespace twinlake
