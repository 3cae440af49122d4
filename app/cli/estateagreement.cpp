// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The checks that need both the command line and the estate.
#include "app/cli/estateagreement.h"

#include "app/cli/optionvalues.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList groupNames(const Estate &estate)
{
    QStringList names;
    for (const FailoverGroup &group : estate.groups)
        names.append(group.name);
    return names;
}

} // namespace

const FailoverGroup *chosenGroup(const CommandLine &line, const Estate &estate)
{
    if (line.group.isEmpty())
        return estate.groups.size() == 1 ? &estate.groups.constFirst() : nullptr;
    return estate.group(line.group);
}

std::optional<UsageError> disagreementWith(const CommandLine &line, const Estate &estate)
{
    if (!line.group.isEmpty() && !chosenGroup(line, estate)) {
        const QString problem =
            commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "The estate has no failover group \"%1\"."))
                .arg(line.group.left(200));
        return UsageError{unknownWord(problem, line.group, groupNames(estate))};
    }
    if (line.command == CliCommand::Run && !chosenGroup(line, estate)) {
        const QString problem =
            commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "Say with --group which failover group is meant."));
        return UsageError{unknownWord(problem, {}, groupNames(estate))};
    }
    if (line.answers == "auto"_L1 && !estate.rehearsal && !line.dryRun) {
        return UsageError{commandLineWords(QT_TRANSLATE_NOOP(
            "CommandLine",
            "--answers auto is for rehearsals and dry runs; on a real estate add --dry-run or write --answers FILE."))};
    }
    return std::nullopt;
}

} // namespace twinlake
