// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of commands and options: parsing, suggestions and the help text all come from it.
#pragma once

#include "app/cli/commandline.h"

#include <QList>
#include <QStringList>

namespace twinlake {

struct OptionSpec {
    const char *name;
    const char *value; ///< what --help calls its value; nullptr for a switch
    const char *help; ///< QT_TRANSLATE_NOOP("CommandLine", ...); nullptr: for our own child processes, not shown
};

struct CommandSpec {
    CliCommand command;
    const char *name;
    const char *arguments; ///< as --help shows them; "" for none
    const char *help;
    QStringList options; ///< names, beside those that every command takes
};

const QList<CommandSpec> &commandSpecs();
const QList<OptionSpec> &optionSpecs();
const OptionSpec *optionSpec(const QString &name);
const CommandSpec &commandSpec(CliCommand command);
QStringList commandNames(const QList<CliCommand> &built);
/// All that this command takes, the common ones last.
QStringList optionsOf(const CommandSpec &spec);

/// The whole program, without a command; or one command.
QString helpText(const QList<CliCommand> &built);
QString helpText(const CommandSpec &spec);
QString versionText();

} // namespace twinlake
