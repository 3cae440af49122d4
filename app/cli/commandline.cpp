// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds the command, lets QCommandLineParser take the options apart, and checks what fits together.
#include "app/cli/commandline.h"

#include "app/cli/commandtable.h"
#include "app/cli/optionvalues.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double windowSpeed = 10;
constexpr double headlessSpeed = 300;

tl::unexpected<UsageError> misuse(const QString &message)
{
    return tl::unexpected(UsageError{message});
}

/// The index of the first argument that is neither an option nor an option's value, or -1.
qsizetype commandIndex(const QStringList &arguments)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (!argument.startsWith(u'-'))
            return i;
        const OptionSpec *option = optionSpec(argument.mid(2));
        if (option && option->value)
            ++i;
    }
    return -1;
}

const CommandSpec *specNamed(const QString &name)
{
    for (const CommandSpec &spec : commandSpecs()) {
        if (name == QLatin1StringView(spec.name))
            return &spec;
    }
    return nullptr;
}

void addOptions(const CommandSpec &spec, QCommandLineParser &parser)
{
    for (const QString &name : optionsOf(spec)) {
        const OptionSpec *option = optionSpec(name);
        QCommandLineOption added(name == "help"_L1 ? QStringList{u"h"_s, name} : QStringList{name});
        if (option->value)
            added.setValueName(QString::fromLatin1(option->value));
        parser.addOption(added);
    }
}

/// Why the parser refused; empty if it did not.
QString parserProblem(const CommandSpec &spec, const QCommandLineParser &parser)
{
    if (!parser.unknownOptionNames().isEmpty()) {
        const QString unknown = parser.unknownOptionNames().constFirst();
        QStringList known;
        for (const QString &name : optionsOf(spec)) {
            if (optionSpec(name)->help)
                known.append(u"--"_s + name);
        }
        const QString problem =
            commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "twinlake %1 has no option \"--%2\"."))
                .arg(QString::fromLatin1(spec.name), unknown.left(200));
        return unknownWord(problem, u"--"_s + unknown, known);
    }
    return parser.errorText();
}

QString readRunbook(const QStringList &given, CommandLine &line)
{
    const QStringList known{u"failover"_s, u"switchover"_s, u"failback"_s, u"rearm"_s, u"settle-debt"_s};
    if (given.isEmpty())
        return unknownWord(commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "Which runbook is to be run?")), {},
                           known);
    line.runbook = given.constFirst();
    if (!known.contains(line.runbook))
        return unknownWord(commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "There is no runbook \"%1\"."))
                               .arg(line.runbook.left(200)),
                           line.runbook, known);
    return {};
}

QString readIncidents(const QStringList &given, CommandLine &line)
{
    const QStringList known{u"list"_s, u"show"_s, u"export"_s, u"verify"_s};
    const QString action = given.value(0, u"list"_s);
    const qsizetype index = known.indexOf(action);
    if (index < 0)
        return unknownWord(commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "Incidents have no action \"%1\"."))
                               .arg(action.left(200)),
                           action, known);
    line.incidentsAction = static_cast<IncidentsAction>(index);
    line.incident = {given.value(1)};
    const bool named = !line.incident.isEmpty();
    const bool wholeJournal = line.incidentsAction == IncidentsAction::Verify && !named;
    if (named == (line.incidentsAction == IncidentsAction::List) && !wholeJournal) {
        return named ? commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "\"incidents list\" takes no incident."))
                     : commandLineWords(QT_TRANSLATE_NOOP(
                         "CommandLine", "Name the incident; \"twinlake incidents list\" shows them."));
    }
    return {};
}

/// The words behind the command. Returns a problem, or empty.
QString readArguments(const QStringList &given, CommandLine &line)
{
    const qsizetype most = line.command == CliCommand::Incidents                ? 2
        : line.command == CliCommand::Run || line.command == CliCommand::Resume ? 1
                                                                                : 0;
    if (given.size() > most)
        return commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "\"%1\" is one word too many here."))
            .arg(given.at(most).left(200));
    if (line.command == CliCommand::Run)
        return readRunbook(given, line);
    if (line.command == CliCommand::Incidents)
        return readIncidents(given, line);
    if (line.command == CliCommand::Resume)
        line.incident = {given.value(0)};
    return {};
}

/// What the options demand of each other. Returns a problem, or empty.
QString disagreement(const CommandLine &line)
{
    if (!line.answers.isEmpty() && !line.headless)
        return commandLineWords(
            QT_TRANSLATE_NOOP("CommandLine", "--answers needs --headless; in the window a person answers."));
    if (!line.abortReason.isEmpty() && !line.answers.isEmpty())
        return commandLineWords(
            QT_TRANSLATE_NOOP("CommandLine", "--abort takes no --answers, for there are no gates on the way out."));
    if (line.headless && line.answers.isEmpty() && !line.dryRun && line.abortReason.isEmpty())
        return commandLineWords(QT_TRANSLATE_NOOP(
            "CommandLine",
            "--headless needs --answers auto or --answers FILE, for nobody is there to answer the gates."));
    if (line.tlsCertificate.isEmpty() != line.tlsKey.isEmpty())
        return commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "--tls-cert and --tls-key go together."));
    return {};
}

QString readOptions(const CommandSpec &spec, const QCommandLineParser &parser, const QStringList &scenarios,
                    CommandLine &line)
{
    for (const QString &name : optionsOf(spec)) {
        if (!parser.isSet(name))
            continue;
        QString problem = applyOption(name, parser.value(name), scenarios, line);
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace

tl::expected<CommandLine, UsageError> parseCommandLine(const QStringList &arguments, const QStringList &scenarios,
                                                       const QList<CliCommand> &built)
{
    const qsizetype at = commandIndex(arguments);
    const CommandSpec *spec = at < 0 ? &commandSpec(CliCommand::Console) : specNamed(arguments.at(at));
    if (!spec) {
        const QString problem = commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "There is no command \"%1\"."))
                                    .arg(arguments.at(at).left(200));
        return misuse(unknownWord(problem, arguments.at(at), commandNames(built)));
    }
    if (at >= 0 && !built.contains(spec->command)) {
        const QString problem =
            commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "This version has no command \"%1\" yet."))
                .arg(arguments.at(at));
        return misuse(unknownWord(problem, {}, commandNames(built)));
    }
    QCommandLineParser parser;
    addOptions(*spec, parser);
    const bool parsed = parser.parse(QStringList{u"twinlake"_s} + arguments);

    CommandLine line;
    line.command = spec->command;
    if (parser.isSet(u"help"_s) || parser.isSet(u"version"_s)) {
        line.information = parser.isSet(u"version"_s) ? versionText() : at < 0 ? helpText(built) : helpText(*spec);
        return line;
    }
    if (!parsed)
        return misuse(parserProblem(*spec, parser));
    line.scenario = scenarios.value(0);
    line.speed = arguments.contains("--headless"_L1) ? headlessSpeed : windowSpeed;
    for (const QString &problem :
         {readOptions(*spec, parser, scenarios, line),
          readArguments(parser.positionalArguments().mid(at < 0 ? 0 : 1), line), disagreement(line)}) {
        if (!problem.isEmpty())
            return misuse(problem);
    }
    return line;
}

QString commandLineWords(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

} // namespace twinlake
