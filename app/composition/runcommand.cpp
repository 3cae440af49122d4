// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `twinlake run` and `twinlake resume` without a window; which estate, group and answers they are about.
#include "app/composition/commands.h"

#include "app/cli/estatefile.h"
#include "app/cli/exitcodes.h"
#include "app/composition/headlessincident.h"
#include "app/composition/launch.h"
#include "app/composition/resumable.h"
#include "models/runbook/codec.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QString runWords(const char *text)
{
    return QCoreApplication::translate("RunCommand", text);
}

/// Why this command may not be carried out on this estate; empty if it may.
QString misuse(CommandLine &line, const Estate &estate)
{
    if (line.answers == "auto"_L1 && !estate.rehearsal && !line.dryRun)
        return runWords(
            "--answers auto is for rehearsals and dry runs. On a real estate write --answers FILE, with an answer "
            "for each gate.");
    if (line.command == CliCommand::Resume)
        return {};
    if (!isRecipeKey(line.runbook))
        return runWords("This version has no runbook \"%1\" yet.").arg(line.runbook);
    QStringList groups;
    for (const FailoverGroup &group : estate.groups)
        groups.append(group.name);
    if (line.group.isEmpty() && groups.size() == 1)
        line.group = groups.constFirst();
    if (line.group.isEmpty())
        return runWords("Name the failover group with --group; the estate has %1.").arg(groups.join(u", "_s));
    if (!groups.contains(line.group))
        return runWords("There is no failover group \"%1\"; the estate has %2.").arg(line.group, groups.join(u", "_s));
    return {};
}

Result<GateAnswers> answersOf(const CommandLine &line)
{
    return line.answers == "auto"_L1 || line.answers.isEmpty() ? Result<GateAnswers>(GateAnswers::automatic())
                                                               : GateAnswers::fromFile(line.answers);
}

} // namespace

tl::expected<LoadedEstate, QStringList> estateOfIncident(CommandLine &line)
{
    auto loaded = line.command == CliCommand::Resume && line.estate.isEmpty() ? resumableEstate(line.incident)
                                                                              : loadEstate(line.estate);
    if (!loaded)
        return tl::unexpected(loaded.error());
    const QString problem = misuse(line, loaded->estate);
    if (!problem.isEmpty())
        return tl::unexpected(QStringList{problem});
    return *loaded;
}

int runHeadlessIncident(const CommandLine &given)
{
    CommandLine line = given;
    const auto estate = estateOfIncident(line);
    if (!estate) {
        complain(estate.error());
        return toInt(ExitCode::Usage);
    }
    const auto answers = answersOf(line);
    if (!answers) {
        complain(answers.error().message);
        return toInt(ExitCode::Usage);
    }
    HeadlessIncident incident(line, *estate, *answers);
    QObject::connect(
        &incident, &HeadlessIncident::finished, &incident, [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    return runLoop([&incident] { incident.start(); }, [&incident] { incident.interrupt(); });
}

} // namespace twinlake
