// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chooses a command. What each mode is made of stands in app/composition.
#include "app/cli/commandline.h"
#include "app/cli/exitcodes.h"
#include "app/cli/printout.h"
#include "app/cli/privatefiles.h"
#include "app/cli/privatememory.h"
#include "app/cli/standardstreams.h"
#include "app/composition/application.h"
#include "app/composition/commands.h"
#include "app/simulator/process/scenario.h"
#include "app/simulator/process/simulate.h"

#include <QStringList>

using namespace twinlake;

namespace {

int simulate(const CommandLine &line)
{
    simulator::SimulateOptions options;
    options.scenario = line.scenario;
    options.speed = line.speed;
    options.seed = line.seed;
    options.writeEstate = line.writeEstate;
    options.tlsCert = line.tlsCertificate;
    options.tlsKey = line.tlsKey;
    if (line.pipelines > 0)
        options.pipelines = line.pipelines;
    if (line.orphanLimit > Duration::zero())
        options.orphanLimit = std::chrono::ceil<std::chrono::minutes>(line.orphanLimit);
    return simulator::runSimulate(options);
}

int carryOut(const CommandLine &line)
{
    switch (line.command) {
    case CliCommand::Simulate:
        return simulate(line);
    case CliCommand::Status:
        return runStatus(line);
    case CliCommand::Wall:
        return runWall(line);
    case CliCommand::Run:
    case CliCommand::Resume:
        return line.headless ? runHeadlessIncident(line) : runIncidentWindow(line);
    case CliCommand::Incidents:
        return runIncidents(line);
    case CliCommand::Rehearse:
        return line.headless ? runHeadlessRehearsal(line) : runRehearsalWindow(line);
    default:
        return runConsole(line);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    openStandardStreams();
    keepMemoryPrivate();
    keepFilesPrivate();
    QStringList arguments;
    for (int index = 1; index < argc; ++index)
        arguments.append(QString::fromLocal8Bit(argv[index]));
    const auto line = parseCommandLine(arguments, simulator::scenarioIds());
    if (!line) {
        complain(line.error().message.trimmed());
        return toInt(ExitCode::Usage);
    }
    if (line->information) {
        print(line->information->trimmed().toUtf8());
        return codeAfterOutput(toInt(ExitCode::Fine));
    }
    const Application application(argc, argv, *line);
    return codeAfterOutput(carryOut(*line));
}
