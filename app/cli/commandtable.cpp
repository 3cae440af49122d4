// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every command and every option, once.
#include "app/cli/commandtable.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList &commonOptions()
{
    static const QStringList options{u"output"_s, u"log-level"_s, u"version"_s, u"help"_s};
    return options;
}

QString row(const QString &left, const char *right)
{
    return u"  "_s + left.leftJustified(26) + commandLineWords(right) + u'\n';
}

QString optionRows(const QStringList &names)
{
    QString rows;
    for (const QString &name : names) {
        const OptionSpec *spec = optionSpec(name);
        const QString value = spec->value ? u' ' + QString::fromLatin1(spec->value) : QString();
        if (spec->help)
            rows += row(u"--"_s + name + value, spec->help);
    }
    return rows;
}

} // namespace

const QList<CommandSpec> &commandSpecs()
{
    static const QList<CommandSpec> specs{
        {CliCommand::Console,
         "console",
         "",
         QT_TRANSLATE_NOOP("CommandLine", "The operator's console; also without any command."),
         {u"estate"_s, u"read-only"_s}},
        {CliCommand::Wall,
         "wall",
         "",
         QT_TRANSLATE_NOOP("CommandLine", "Read-only overview, full screen."),
         {u"estate"_s, u"screen"_s, u"rotate"_s}},
        {CliCommand::Rehearse,
         "rehearse",
         "",
         QT_TRANSLATE_NOOP("CommandLine", "The console on the built-in simulator of both regions; no account needed."),
         {u"scenario"_s, u"speed"_s, u"seed"_s, u"headless"_s, u"answers"_s, u"report"_s}},
        {CliCommand::Simulate,
         "simulate",
         "",
         QT_TRANSLATE_NOOP("CommandLine", "Only the simulator, for other clients."),
         {u"scenario"_s, u"pipelines"_s, u"speed"_s, u"seed"_s, u"write-estate"_s, u"tls-cert"_s, u"tls-key"_s,
          u"orphan-limit"_s}},
        {CliCommand::Run,
         "run",
         "failover|switchover|failback|rearm|settle-debt",
         QT_TRANSLATE_NOOP("CommandLine", "Carry out a runbook."),
         {u"estate"_s, u"group"_s, u"t0"_s, u"dry-run"_s, u"headless"_s, u"answers"_s}},
        {CliCommand::Resume,
         "resume",
         "[ID]",
         QT_TRANSLATE_NOOP("CommandLine", "Continue an incident, or take it over."),
         {u"estate"_s, u"headless"_s, u"answers"_s, u"abort"_s, u"other-estate"_s}},
        {CliCommand::Check,
         "check",
         "",
         QT_TRANSLATE_NOOP("CommandLine", "Readiness of every failover group."),
         {u"estate"_s, u"group"_s}},
        {CliCommand::Doctor,
         "doctor",
         "",
         QT_TRANSLATE_NOOP("CommandLine", "Who am I, and what can I not reach, host by host."),
         {u"estate"_s}},
        {CliCommand::Status,
         "status",
         "",
         QT_TRANSLATE_NOOP("CommandLine", "One snapshot of the estate."),
         {u"estate"_s, u"watch"_s}},
        {CliCommand::Incidents,
         "incidents",
         "list|show|export|verify [ID]",
         QT_TRANSLATE_NOOP("CommandLine", "The incidents of the journal."),
         {u"estate"_s}},
    };
    return specs;
}

const QList<OptionSpec> &optionSpecs()
{
    static const QList<OptionSpec> specs{
        {"estate", "NAME|FILE",
         QT_TRANSLATE_NOOP("CommandLine", "The estate: a name in the configuration folder, or a file.")},
        {"read-only", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Open without any way to change something.")},
        {"screen", "N", QT_TRANSLATE_NOOP("CommandLine", "The screen to fill, counted from 0.")},
        {"rotate", "30s", QT_TRANSLATE_NOOP("CommandLine", "How long each failover group stays; 0s: do not rotate.")},
        {"scenario", "ID|FILE.json", QT_TRANSLATE_NOOP("CommandLine", "What happens in the rehearsal.")},
        {"pipelines", "N", QT_TRANSLATE_NOOP("CommandLine", "So many pipelines a region, from 4 to 2000.")},
        {"speed", "N|step",
         QT_TRANSLATE_NOOP("CommandLine", "Virtual seconds a second, 0 holds; step: only its driver moves time.")},
        {"seed", "N", QT_TRANSLATE_NOOP("CommandLine", "Same seed, same run; 1 if not given.")},
        {"headless", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Without a window; needs no display.")},
        {"answers", "auto|FILE",
         QT_TRANSLATE_NOOP(
             "CommandLine",
             "Who answers the gates of a headless run; a file says approve, decline, abort or escalate.")},
        {"abort", "REASON",
         QT_TRANSLATE_NOOP("CommandLine", "Lead the incident to a safe state and end it there; needs no window.")},
        {"other-estate", "REASON",
         QT_TRANSLATE_NOOP("CommandLine", "Go on although the estate has changed since the incident was opened.")},
        {"report", "DIR", QT_TRANSLATE_NOOP("CommandLine", "Write the report of the rehearsal into this folder.")},
        {"write-estate", "FILE",
         QT_TRANSLATE_NOOP("CommandLine", "Write an estate file that points at the simulator.")},
        {"tls-cert", "FILE", QT_TRANSLATE_NOOP("CommandLine", "Serve https with this certificate (PEM).")},
        {"tls-key", "FILE", QT_TRANSLATE_NOOP("CommandLine", "The certificate's private key (PEM).")},
        {"orphan-limit", "10m", nullptr},
        {"group", "NAME",
         QT_TRANSLATE_NOOP("CommandLine", "The failover group; may be left out if there is one only.")},
        {"t0", "TIME", QT_TRANSLATE_NOOP("CommandLine", "When the outage began, for example 2026-11-23T03:26:46Z.")},
        {"dry-run", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Real reads and a plan-only run, but no write is sent.")},
        {"watch", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Go on until stopped.")},
        {"output", "text|json|ndjson", QT_TRANSLATE_NOOP("CommandLine", "The form of what goes to stdout.")},
        {"log-level", "LEVEL",
         QT_TRANSLATE_NOOP("CommandLine", "trace, debug, info, warning, error or off; to stderr.")},
        {"version", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Print the version.")},
        {"help", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Print this help; after a command, that command's.")},
    };
    return specs;
}

const OptionSpec *optionSpec(const QString &name)
{
    const QList<OptionSpec> &specs = optionSpecs();
    const auto found = std::find_if(specs.begin(), specs.end(),
                                    [&](const OptionSpec &spec) { return name == QLatin1StringView(spec.name); });
    return found == specs.end() ? nullptr : &*found;
}

const CommandSpec &commandSpec(CliCommand command)
{
    const QList<CommandSpec> &specs = commandSpecs();
    return *std::find_if(specs.begin(), specs.end(), [&](const CommandSpec &spec) { return spec.command == command; });
}

const QList<CliCommand> &builtCommands()
{
    static const QList<CliCommand> built{CliCommand::Console,  CliCommand::Wall,     CliCommand::Rehearse,
                                         CliCommand::Simulate, CliCommand::Run,      CliCommand::Resume,
                                         CliCommand::Status,   CliCommand::Incidents};
    return built;
}

QStringList commandNames(const QList<CliCommand> &built)
{
    QStringList names;
    for (const CliCommand command : built)
        names.append(QString::fromLatin1(commandSpec(command).name));
    return names;
}

QStringList optionsOf(const CommandSpec &spec)
{
    return spec.options + commonOptions();
}

QString helpText(const QList<CliCommand> &built)
{
    QString text = commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "Usage: twinlake [COMMAND] [OPTIONS]")) + u"\n\n"_s
        + commandLineWords(QT_TRANSLATE_NOOP(
            "CommandLine", "Two regions, one pair of pipelines: watches both and moves work from one to the other."))
        + u"\n\n"_s + commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "Commands:")) + u'\n';
    for (const CliCommand command : built)
        text += row(QString::fromLatin1(commandSpec(command).name), commandSpec(command).help);
    text += u'\n' + commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "Options of every command:")) + u'\n'
        + optionRows(commonOptions());
    text += u'\n'
        + commandLineWords(QT_TRANSLATE_NOOP(
            "CommandLine",
            "Exit codes: 0 fine, 1 failed, 2 attention, 3 usage or configuration, 4 authentication,\n"
            "5 locked by someone else, 6 outcome unknown, 7 journal unusable, 128 + N ended by signal N."));
    return text + u'\n';
}

QString helpText(const CommandSpec &spec)
{
    const QString name = QString::fromLatin1(spec.name);
    const QString arguments = *spec.arguments ? u' ' + QString::fromLatin1(spec.arguments) : QString();
    return commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "Usage: twinlake %1%2 [OPTIONS]")).arg(name, arguments)
        + u"\n\n"_s + commandLineWords(spec.help) + u"\n\n"_s
        + commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "Options:")) + u'\n' + optionRows(optionsOf(spec));
}

QString versionText()
{
    return u"twinlake "_s + QStringLiteral(TWINLAKE_VERSION) + u'\n';
}

} // namespace twinlake
