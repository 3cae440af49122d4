// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command line: what is understood, and that what is not is answered with the valid words.
#include "app/cli/commandtable.h"

#include <QTemporaryFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestCommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingOpensTheConsole();
    void understandsEveryCommand_data();
    void understandsEveryCommand();
    void understandsTheShownRehearsal();
    void speedDependsOnTheWindow_data();
    void speedDependsOnTheWindow();
    void readsWhatARunNeeds();
    void readsIncidentActions();
    void anAbortNeedsNoWindow();
    void optionsMayStandBeforeTheCommand();
    void namesOnlyWhatIsBuilt();
    void refuses_data();
    void refuses();
    void helpNamesEveryOption_data();
    void helpNamesEveryOption();
    void versionIsOneLine();
};

namespace {

QList<CliCommand> allCommands()
{
    QList<CliCommand> all;
    for (const CommandSpec &spec : commandSpecs())
        all.append(spec.command);
    return all;
}

tl::expected<CommandLine, UsageError> parsed(const QString &line)
{
    return parseCommandLine(line.split(u' ', Qt::SkipEmptyParts), {u"regional-outage"_s, u"quiet-day"_s},
                            allCommands());
}

} // namespace

void TestCommandLine::nothingOpensTheConsole()
{
    const auto line = parsed({});
    QVERIFY(line.has_value());
    QCOMPARE(line->command, CliCommand::Console);
    QVERIFY(!line->information.has_value());
    QVERIFY(line->estate.isEmpty());
}

void TestCommandLine::understandsEveryCommand_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<CliCommand>("command");
    QTest::newRow("console") << u"console --read-only --estate acme"_s << CliCommand::Console;
    QTest::newRow("console by option alone") << u"--estate acme"_s << CliCommand::Console;
    QTest::newRow("wall") << u"wall --screen 1 --rotate 1m"_s << CliCommand::Wall;
    QTest::newRow("rehearse") << u"rehearse --speed step"_s << CliCommand::Rehearse;
    QTest::newRow("simulate, sized") << u"simulate --pipelines 400"_s << CliCommand::Simulate;
    QTest::newRow("simulate") << u"simulate --write-estate e.json --orphan-limit 10m"_s << CliCommand::Simulate;
    QTest::newRow("run") << u"run switchover --estate acme --group orders --dry-run"_s << CliCommand::Run;
    QTest::newRow("resume the only one") << u"resume"_s << CliCommand::Resume;
    QTest::newRow("resume by name") << u"resume INC-1"_s << CliCommand::Resume;
    QTest::newRow("resume to abort") << u"resume INC-1 --abort mended --output json"_s << CliCommand::Resume;
    QTest::newRow("check") << u"check --group orders"_s << CliCommand::Check;
    QTest::newRow("doctor") << u"doctor --output json"_s << CliCommand::Doctor;
    QTest::newRow("status") << u"status --watch --output ndjson"_s << CliCommand::Status;
    QTest::newRow("incidents") << u"incidents"_s << CliCommand::Incidents;
}

void TestCommandLine::understandsEveryCommand()
{
    QFETCH(QString, arguments);
    QFETCH(CliCommand, command);
    const auto line = parsed(arguments);
    QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error().message));
    QCOMPARE(line->command, command);
}

void TestCommandLine::understandsTheShownRehearsal()
{
    const auto line =
        parsed(u"rehearse --headless --scenario regional-outage --speed 120 --seed 18446744073709551615 --answers auto "
               "--output ndjson --log-level debug --report out"_s);
    QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error().message));
    QVERIFY(line->headless);
    QCOMPARE(line->scenario, u"regional-outage"_s);
    QCOMPARE(line->speed, std::optional(120.0));
    QCOMPARE(line->seed, std::numeric_limits<quint64>::max());
    QCOMPARE(line->answers, u"auto"_s);
    QCOMPARE(line->output, OutputFormat::NdJson);
    QCOMPARE(line->logLevel, LogLevel::Debug);
    QCOMPARE(line->reportDirectory, u"out"_s);
}

void TestCommandLine::speedDependsOnTheWindow_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<double>("speed"); // below zero: step
    QTest::newRow("with a window") << u"rehearse"_s << 10.0;
    QTest::newRow("without one") << u"rehearse --headless --answers auto"_s << 300.0;
    QTest::newRow("as said") << u"rehearse --headless --answers auto --speed 30"_s << 30.0;
    QTest::newRow("held") << u"rehearse --speed 0"_s << 0.0;
    QTest::newRow("stepped") << u"simulate --speed=step"_s << -1.0;
}

void TestCommandLine::speedDependsOnTheWindow()
{
    QFETCH(QString, arguments);
    QFETCH(double, speed);
    const auto line = parsed(arguments);
    QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error().message));
    QCOMPARE(line->speed.value_or(-1.0), speed);
    QCOMPARE(line->scenario, u"regional-outage"_s);
}

void TestCommandLine::readsWhatARunNeeds()
{
    QTemporaryFile answers;
    QVERIFY(answers.open());
    const auto line =
        parsed(u"run failover --estate ./e.json --group orders --t0 2026-11-23T03:26:46+01:00 --headless --answers "_s
               + answers.fileName());
    QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error().message));
    QCOMPARE(line->runbook, u"failover"_s);
    QCOMPARE(line->group, u"orders"_s);
    QVERIFY(line->t0.has_value());
    QCOMPARE(toIso(*line->t0), u"2026-11-23T02:26:46Z"_s);
    QCOMPARE(line->answers, answers.fileName());
    QVERIFY(!line->dryRun);
}

void TestCommandLine::readsIncidentActions()
{
    const auto line = parsed(u"incidents verify INC-7 --output json"_s);
    QVERIFY(line.has_value());
    QCOMPARE(line->incidentsAction, IncidentsAction::Verify);
    QCOMPARE(line->incident.value, u"INC-7"_s);
}

void TestCommandLine::anAbortNeedsNoWindow()
{
    const auto line = parseCommandLine({u"resume"_s, u"--abort"_s, u" the primary is back "_s, u"INC-7"_s},
                                       {u"regional-outage"_s}, allCommands());
    QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error().message));
    QCOMPARE(line->incident.value, u"INC-7"_s);
    QCOMPARE(line->abortReason, u"the primary is back"_s);
    QVERIFY(line->headless);
}

void TestCommandLine::optionsMayStandBeforeTheCommand()
{
    const auto line = parsed(u"--output json --estate acme status"_s);
    QVERIFY(line.has_value());
    QCOMPARE(line->command, CliCommand::Status);
    QCOMPARE(line->output, OutputFormat::Json);
    QCOMPARE(line->estate, u"acme"_s);
}

void TestCommandLine::namesOnlyWhatIsBuilt()
{
    const QList<CliCommand> built{CliCommand::Rehearse, CliCommand::Status};
    const auto line = parseCommandLine({u"resume"_s}, {u"regional-outage"_s}, built);
    QVERIFY(!line.has_value());
    QVERIFY2(line.error().message.contains("Valid are: rehearse, status."_L1), qPrintable(line.error().message));
    const auto help = parseCommandLine({u"--help"_s}, {u"regional-outage"_s}, built);
    QVERIFY(help.has_value() && help->information.has_value());
    QVERIFY(help->information->contains("\n  status"_L1));
    QVERIFY(!help->information->contains("\n  resume"_L1));
    for (const CliCommand command : builtCommands())
        QVERIFY(allCommands().contains(command));
}

void TestCommandLine::refuses_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QString>("help");
    QTest::newRow("a mistyped command") << u"rehears"_s << u"no command \"rehears\""_s
                                        << u"Did you mean \"rehearse\""_s;
    QTest::newRow("an unknown command") << u"deploy"_s << u"no command \"deploy\""_s << u"console, wall, rehearse"_s;
    QTest::newRow("an abort for no reason")
        << u"resume --abort="_s << u"--abort cannot be"_s << u"why it is given up"_s;
    QTest::newRow("an abort with answers")
        << u"resume --abort mended --answers auto"_s << u"--abort takes no"_s << u"--answers"_s;
    QTest::newRow("an abort of what is not open yet")
        << u"run failover --abort mended"_s << u"no option"_s << u"--dry-run"_s;
    QTest::newRow("a mistyped option") << u"rehearse --sed 7"_s << u"no option \"--sed\""_s
                                       << u"Did you mean \"--seed\""_s;
    QTest::newRow("another command's option") << u"wall --dry-run"_s << u"wall has no option"_s << u"--rotate"_s;
    QTest::newRow("the wall cannot write") << u"wall --answers auto"_s << u"no option"_s << u"--estate"_s;
    QTest::newRow("an unknown scenario") << u"rehearse --scenario outage"_s << u"does not know \"outage\""_s
                                         << u"regional-outage, quiet-day"_s;
    QTest::newRow("an unknown form of output") << u"status --output yaml"_s << u"\"yaml\""_s << u"text, json, ndjson"_s;
    QTest::newRow("an unknown log level") << u"status --log-level loud"_s << u"\"loud\""_s << u"trace, debug"_s;
    QTest::newRow("an unknown runbook") << u"run failovr"_s << u"no runbook \"failovr\""_s
                                        << u"failover, switchover, failback"_s;
    QTest::newRow("no runbook") << u"run"_s << u"Which runbook"_s << u"failover, switchover, failback"_s;
    QTest::newRow("an option without its value") << u"rehearse --seed"_s << u"seed"_s << u""_s;
    QTest::newRow("a seed in words") << u"rehearse --seed seven"_s << u"--seed cannot be"_s << u"whole number"_s;
    QTest::newRow("a negative seed") << u"rehearse --seed=-1"_s << u"--seed cannot be"_s << u"whole number"_s;
    QTest::newRow("a speed in words") << u"rehearse --speed fast"_s << u"--speed cannot be"_s << u"or step"_s;
    QTest::newRow("a negative speed") << u"rehearse --speed=-1"_s << u"--speed cannot be"_s << u"or step"_s;
    QTest::newRow("no number for a speed") << u"rehearse --speed nan"_s << u"--speed cannot be"_s << u"or step"_s;
    QTest::newRow("a world of nothing") << u"simulate --pipelines 0"_s << u"--pipelines cannot be"_s << u"from 4"_s;
    QTest::newRow("a world beyond all") << u"simulate --pipelines 1000000"_s << u"--pipelines cannot be"_s
                                        << u"to 2000"_s;
    QTest::newRow("a file that is no scenario")
        << u"simulate --scenario /nowhere.json"_s << u"--scenario does not know"_s << u"regional-outage"_s;
    QTest::newRow("a rotation without a unit") << u"wall --rotate 30"_s << u"--rotate cannot be"_s << u"30s"_s;
    QTest::newRow("a screen below nought") << u"wall --screen=-1"_s << u"--screen cannot be"_s << u"from 0"_s;
    QTest::newRow("a time that is none") << u"run failover --t0 yesterday"_s << u"--t0 cannot be"_s << u"2026-"_s;
    QTest::newRow("answers that are not there")
        << u"rehearse --headless --answers /nowhere.json"_s << u"--answers cannot be"_s << u"auto"_s;
    QTest::newRow("answers with a window") << u"rehearse --answers auto"_s << u"needs --headless"_s << u""_s;
    QTest::newRow("nobody to answer") << u"rehearse --headless"_s << u"--headless needs --answers"_s << u"auto"_s;
    QTest::newRow("half of TLS") << u"simulate --tls-cert /dev/null"_s << u"--tls-cert cannot be"_s
                                 << u"file that exists"_s;
    QTest::newRow("a word too many") << u"status acme"_s << u"\"acme\" is one word too many"_s << u""_s;
    QTest::newRow("an incident's action")
        << u"incidents shwo INC-1"_s << u"no action \"shwo\""_s << u"list, show, export, verify"_s;
    QTest::newRow("an incident without a name") << u"incidents show"_s << u"Name the incident"_s << u"incidents list"_s;
    QTest::newRow("an empty estate") << u"status --estate="_s << u"--estate"_s << u""_s;
}

void TestCommandLine::refuses()
{
    QFETCH(QString, arguments);
    QFETCH(QString, problem);
    QFETCH(QString, help);
    const auto line = parsed(arguments);
    QVERIFY(!line.has_value());
    QVERIFY2(line.error().message.contains(problem), qPrintable(line.error().message));
    QVERIFY2(line.error().message.contains(help), qPrintable(line.error().message));
}

void TestCommandLine::helpNamesEveryOption_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : commandNames(allCommands()))
        QTest::newRow(qPrintable(name)) << name;
}

void TestCommandLine::helpNamesEveryOption()
{
    QFETCH(QString, name);
    const auto whole = parsed(u"--help"_s);
    QVERIFY(whole.has_value() && whole->information.has_value());
    QVERIFY2(whole->information->contains(u"\n  "_s + name + u' '), qPrintable(*whole->information));
    const auto line = parsed(name + u" -h"_s);
    QVERIFY(line.has_value() && line->information.has_value());
    for (const QString &option : optionsOf(commandSpec(line->command))) {
        if (optionSpec(option)->help)
            QVERIFY2(line->information->contains(u"--"_s + option), qPrintable(option));
        else
            QVERIFY(!line->information->contains(option));
    }
}

void TestCommandLine::versionIsOneLine()
{
    const auto line = parsed(u"status --version"_s);
    QVERIFY(line.has_value() && line->information.has_value());
    QVERIFY(line->information->startsWith("twinlake "_L1));
    QCOMPARE(line->information->count(u'\n'), 1);
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
