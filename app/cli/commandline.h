// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CommandLine: what the person asked for, checked and typed (design.md section 4).
#pragma once

#include "models/domain/ids.h"
#include "models/domain/time.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <optional>

namespace twinlake {

enum class CliCommand { Console, Wall, Rehearse, Simulate, Run, Resume, Check, Doctor, Status, Incidents };
enum class OutputFormat { Text, Json, NdJson };
enum class LogLevel { Trace, Debug, Info, Warning, Error, Off };
enum class IncidentsAction { List, Show, Export, Verify };

struct CommandLine {
    CliCommand command = CliCommand::Console;
    /// Set by --help and --version: print it to stdout and end with 0, nothing else is filled in.
    std::optional<QString> information;

    OutputFormat output = OutputFormat::Text;
    LogLevel logLevel = LogLevel::Warning;
    QString estate; ///< NAME or FILE, see estatefile.h; empty: not given
    bool readOnly = false;
    bool headless = false;
    bool dryRun = false;
    bool watch = false;

    std::optional<int> screen; ///< wall: number of the screen, from 0
    Duration rotate = std::chrono::seconds(30); ///< wall: per failover group

    QString scenario;
    std::optional<double> speed; ///< virtual seconds per second, 0 holds; empty: step
    quint64 seed = 1;
    QString answers; ///< "auto", a file, or empty: a person answers
    QString reportDirectory;

    QString writeEstate; ///< simulate: where to write the estate file
    QString tlsCertificate;
    QString tlsKey;
    int pipelines = 0; ///< simulate: of a region; 0: as many as the scenario has
    Duration orphanLimit{}; ///< simulate, as a child: how long it outlives its console; 0: for ever

    QString runbook; ///< failover, switchover, failback, rearm or settle-debt
    QString group;
    std::optional<Instant> t0;

    IncidentsAction incidentsAction = IncidentsAction::List;
    IncidentId incident; ///< resume, incidents show|export|verify
    QString otherEstateBecause; ///< resume: why it goes on although the estate has changed; empty: it does not
    QString abortReason; ///< resume: why the incident is given up; empty: it goes on
};

/// Exit code 3. One or more whole sentences, with the valid words.
struct UsageError {
    QString message;
};

/// A sentence about the command line in the language of the user.
QString commandLineWords(const char *text);

/// The commands that this version can carry out; help and suggestions name no other.
const QList<CliCommand> &builtCommands();

/// `arguments` without the program's name. `scenarios` are the ids that --scenario may name, the first is the default.
tl::expected<CommandLine, UsageError>
parseCommandLine(const QStringList &arguments, const QStringList &scenarios = {QStringLiteral("regional-outage")},
                 const QList<CliCommand> &built = builtCommands());

} // namespace twinlake
