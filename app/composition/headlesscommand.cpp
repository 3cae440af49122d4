// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `twinlake rehearse --headless`.
#include "app/composition/commands.h"

#include "app/cli/exitcodes.h"
#include "app/composition/headlessrehearsal.h"
#include "app/composition/launch.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

int runHeadlessRehearsal(const CommandLine &line)
{
    const auto scenario = simulator::loadScenario(line.scenario);
    if (!scenario) {
        complain(scenario.error().message);
        return toInt(ExitCode::Usage);
    }
    const auto answers =
        line.answers == "auto"_L1 ? Result<GateAnswers>(GateAnswers::automatic()) : GateAnswers::fromFile(line.answers);
    if (!answers) {
        complain(answers.error().message);
        return toInt(ExitCode::Usage);
    }
    HeadlessRehearsal rehearsal(line, *scenario, *answers);
    QObject::connect(
        &rehearsal, &HeadlessRehearsal::finished, &rehearsal, [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    return runLoop([&rehearsal] { rehearsal.start(); }, [&rehearsal] { rehearsal.interrupt(); });
}

} // namespace twinlake
