// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `twinlake rehearse` with a window.
#include "app/composition/commands.h"

#include "app/cli/exitcodes.h"
#include "app/composition/launch.h"
#include "app/composition/rehearsalwindow.h"
#include "ui/widgets/theme.h"

#include <QApplication>

namespace twinlake {

int runRehearsalWindow(const CommandLine &line)
{
    const auto scenario = simulator::loadScenario(line.scenario);
    if (!scenario) {
        complain(scenario.error().message);
        return toInt(ExitCode::Usage);
    }
    Theme::apply(*qApp, ThemeName::System);
    RehearsalWindow rehearsal(line, *scenario);
    QObject::connect(&rehearsal, &RehearsalWindow::failed, qApp, [](const QString &why) {
        complain(why);
        QCoreApplication::exit(toInt(ExitCode::Failed));
    });
    return runLoop([&rehearsal] { rehearsal.start(); }, [&rehearsal] { rehearsal.close(); });
}

} // namespace twinlake
