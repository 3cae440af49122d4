// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An answer is about what was asked: while a reason is typed the incident goes on, and then nothing is sent.
#include "models/views/wizardviewmodel.h"
#include "tests/support/fakeoperatorcommands.h"
#include "tests/support/sampleruns.h"

#include <QTest>

using namespace twinlake;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Wizard {
    FakeOperatorCommands commands;
    WizardViewModel viewModel{commands};

    Wizard()
    {
        viewModel.arming().setDelay(0ms);
        viewModel.setEstate(samples::estate());
        viewModel.tick(later(samples::t0(), 12min));
    }
};

void say(WizardViewModel &viewModel, const QString &answer, const WizardQuestion &asked)
{
    if (answer == "retry"_L1)
        viewModel.retry(asked);
    else if (answer == "skip"_L1)
        viewModel.skip(asked, u"known"_s);
    else if (answer == "override"_L1)
        viewModel.overrideRule(asked, u"I3"_s, u"told"_s);
    else if (answer == "decline"_L1)
        viewModel.decline(asked, u"no"_s);
    else if (answer == "together"_L1)
        viewModel.confirmTogether(asked, {"token", {}});
    else if (answer == "leave"_L1)
        viewModel.leave(asked, u"over"_s);
    else if (answer == "escalate"_L1)
        viewModel.escalate(asked, u"dead"_s);
    else
        viewModel.pauseOrResume(asked);
}

RunState newer(RunState run)
{
    run.lastSequence += 5;
    return run;
}

RunState failedAt(const QString &step)
{
    return newer(samples::failoverAt(step, StepStatus::Failed));
}

RunState openedAgain(RunState run)
{
    run.gate->openedAt = later(run.gate->openedAt, 1min);
    return newer(run);
}

RunState silentSwitchover()
{
    RunState run = samples::failoverAt(u"catch-up"_s, StepStatus::Blocked);
    run.recipe = RecipeKind::Switchover;
    return run;
}

RunState movedSwitchover()
{
    RunState run = silentSwitchover();
    IntentRecord repoint;
    repoint.phase = u"repoint/apply"_s;
    run.intents = {repoint};
    return newer(run);
}

RunState aborting(RunState run)
{
    run.aborting = true;
    return newer(run);
}

RunState paused(RunState run)
{
    run.paused = true;
    return newer(run);
}

RunState withSecondPerson(RunState run)
{
    run.gate->secondPerson = true;
    return run;
}

} // namespace

class TestWizardAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAnswerIsSentAsAsked_data();
    void anAnswerIsSentAsAsked();
    void anAnswerToWhatIsGoneIsNotSent_data();
    void anAnswerToWhatIsGoneIsNotSent();
    void anAnswerGoesToItsOwnIncident();
    void whatJudgesCannotBeSkipped_data();
    void whatJudgesCannotBeSkipped();
    void theNewestReadingsCountHoweverLongItTakes();
    void aWriteIsToldByItsOwnEnd_data();
    void aWriteIsToldByItsOwnEnd();
    void aRefusedCommandIsSaidAndMayBeGivenAgain();
};

void TestWizardAnswers::anAnswerIsSentAsAsked_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<RunState>("run");
    QTest::addColumn<QString>("sent");
    const RunState rule = samples::repointAt(StepStatus::Blocked, u"I3: consumers would lose 2 h."_s, u"I3"_s);
    QTest::newRow("retry") << u"retry"_s << samples::failedStep() << u"retry running"_s;
    QTest::newRow("skip") << u"skip"_s << samples::failedStep() << u"skip running known"_s;
    QTest::newRow("override") << u"override"_s << rule << u"override repoint I3 told"_s;
    QTest::newRow("decline") << u"decline"_s << samples::goGate() << u"decline go/gate no"_s;
    QTest::newRow("second person") << u"together"_s << withSecondPerson(samples::goGate())
                                   << u"together go/gate token "_s;
    QTest::newRow("abort") << u"leave"_s << samples::catchingUp() << u"abort over"_s;
    QTest::newRow("end") << u"leave"_s << aborting(samples::catchingUp()) << u"abandon over"_s;
    QTest::newRow("escalate") << u"escalate"_s << silentSwitchover() << u"escalate dead"_s;
    QTest::newRow("pause") << u"pause"_s << samples::catchingUp() << u"pause"_s;
    QTest::newRow("resume") << u"pause"_s << paused(samples::catchingUp()) << u"resume"_s;
}

void TestWizardAnswers::anAnswerIsSentAsAsked()
{
    QFETCH(const QString, answer);
    QFETCH(const RunState, run);
    QFETCH(const QString, sent);
    Wizard wizard;
    wizard.viewModel.setRunState(run);
    if (answer == "together"_L1)
        QTRY_VERIFY(wizard.viewModel.canConfirm());
    say(wizard.viewModel, answer, wizard.viewModel.question());
    QCOMPARE(wizard.commands.sent, QStringList{sent});
    QVERIFY(wizard.viewModel.notice().isEmpty());
}

void TestWizardAnswers::anAnswerToWhatIsGoneIsNotSent_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<RunState>("asked");
    QTest::addColumn<RunState>("meanwhile");
    const RunState rule = samples::repointAt(StepStatus::Blocked, u"I3: consumers would lose 2 h."_s, u"I3"_s);
    const RunState otherRule = newer(samples::repointAt(StepStatus::Blocked, u"I1: both would be cold."_s, u"I1"_s));
    const RunState failed = samples::failedStep();
    const RunState go = samples::goGate();
    RunState over = newer(samples::passed());
    QTest::newRow("retry, another step failed") << u"retry"_s << failed << failedAt(u"quiet"_s);
    QTest::newRow("retry, it runs again")
        << u"retry"_s << failed << newer(samples::failoverAt(u"running"_s, StepStatus::Running));
    QTest::newRow("skip, another step failed") << u"skip"_s << failed << failedAt(u"quiet"_s);
    QTest::newRow("skip, it runs again") << u"skip"_s << failed
                                         << newer(samples::failoverAt(u"running"_s, StepStatus::Running));
    QTest::newRow("skip, the incident is over") << u"skip"_s << failed << over;
    QTest::newRow("override, another rule") << u"override"_s << rule << otherRule;
    QTest::newRow("override, nothing blocks")
        << u"override"_s << rule << newer(samples::repointAt(StepStatus::Running, {}));
    QTest::newRow("decline, another gate") << u"decline"_s << go << newer(samples::activateGate());
    QTest::newRow("decline, opened again") << u"decline"_s << go << openedAgain(go);
    QTest::newRow("decline, answered") << u"decline"_s << go << newer(samples::catchingUp());
    QTest::newRow("second person, another gate")
        << u"together"_s << withSecondPerson(go) << withSecondPerson(newer(samples::activateGate()));
    QTest::newRow("second person, opened again")
        << u"together"_s << withSecondPerson(go) << withSecondPerson(openedAgain(go));
    QTest::newRow("abort, being aborted already") << u"leave"_s << go << aborting(samples::catchingUp());
    QTest::newRow("abort, both run by now") << u"leave"_s << go << newer(samples::catchingUp());
    QTest::newRow("abort, it is over") << u"leave"_s << go << over;
    QTest::newRow("escalate, moved by now") << u"escalate"_s << silentSwitchover() << movedSwitchover();
    QTest::newRow("pause, paused by now") << u"pause"_s << samples::catchingUp() << paused(samples::catchingUp());
    QTest::newRow("resume, resumed by now")
        << u"pause"_s << paused(samples::catchingUp()) << newer(newer(samples::catchingUp()));
}

void TestWizardAnswers::anAnswerToWhatIsGoneIsNotSent()
{
    QFETCH(const QString, answer);
    QFETCH(const RunState, asked);
    QFETCH(const RunState, meanwhile);
    Wizard wizard;
    wizard.viewModel.setRunState(asked);
    const WizardQuestion question = wizard.viewModel.question();
    wizard.viewModel.setRunState(meanwhile);
    if (meanwhile.gate && meanwhile.gate->typedWord.isEmpty())
        QTRY_VERIFY(wizard.viewModel.canConfirm());
    say(wizard.viewModel, answer, question);
    QCOMPARE(wizard.commands.sent, QStringList());
    QVERIFY(wizard.viewModel.notice().contains(u"Nothing was sent"_s));
    if (meanwhile.result == RunResult::Open)
        QVERIFY(wizard.viewModel.foot().canAbandon); // no command counts as sent
}

void TestWizardAnswers::anAnswerGoesToItsOwnIncident()
{
    Wizard wizard;
    RunState second = samples::failedStep();
    second.id = IncidentId{u"INC-0044"_s};
    second.group = u"payments"_s;
    wizard.viewModel.setRunState(samples::failedStep());
    wizard.viewModel.setRunState(second);
    const WizardQuestion asked = wizard.viewModel.question();
    wizard.viewModel.show(1);
    QCOMPARE(wizard.viewModel.run()->id, second.id);
    wizard.viewModel.skip(asked, u"known"_s);
    QCOMPARE(wizard.commands.addressees, QStringList{u"INC-0031"_s});
}

void TestWizardAnswers::whatJudgesCannotBeSkipped_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<bool>("offered");
    QTest::newRow("a gate") << u"go"_s << false;
    QTest::newRow("a gate with a plan") << u"activate"_s << false;
    QTest::newRow("the preview of a plan") << u"warm"_s << false;
    QTest::newRow("the guard's verdict on it") << u"assess"_s << false;
    QTest::newRow("a wait") << u"running"_s << true;
    QTest::newRow("the last look, which may ask") << u"last-look"_s << false;
}

void TestWizardAnswers::whatJudgesCannotBeSkipped()
{
    QFETCH(const QString, step);
    QFETCH(const bool, offered);
    Wizard wizard;
    wizard.viewModel.setRunState(failedAt(step));
    QCOMPARE(wizard.viewModel.page().kind, WizardPage::Kind::Trouble);
    QCOMPARE(wizard.viewModel.foot().canSkip, offered);
    QCOMPARE(wizard.viewModel.foot().whyNotSkip.isEmpty(), offered);
    QVERIFY(wizard.viewModel.foot().canRetry);
    wizard.viewModel.skip(wizard.viewModel.question(), u"never mind"_s);
    QCOMPARE(wizard.commands.sent.isEmpty(), !offered);
}

void TestWizardAnswers::theNewestReadingsCountHoweverLongItTakes()
{
    Wizard wizard;
    RunState run = samples::catchingUp();
    for (StepProgress &step : run.steps)
        step.catchUpReadings.clear();
    wizard.viewModel.setRunState(run);
    const Instant start = later(samples::t0(), 20min);
    const QStringList tables{u"main.gold.orders"_s, u"main.gold.order_returns"_s};
    Instant now = start;
    for (int poll = 0; poll < 2500; ++poll) { // two tables: 5,000 readings, at twice real time
        now = later(start, 10s * poll);
        EstateSnapshot snapshot = samples::snapshot(now);
        for (const QString &table : tables) {
            const TableWatermark reading{table, later(samples::t0(), -24h + 20s * poll), now};
            snapshot.groups.first().regions.secondary.watermarks[table].succeeded(reading, now);
        }
        wizard.viewModel.setSnapshot(snapshot);
    }
    const auto &catchUp = wizard.viewModel.page().catchUp;
    QVERIFY(catchUp && catchUp->eta);
    QCOMPARE(catchUp->readings.constLast().serverNow, now);
    QCOMPARE(catchUp->readings.constFirst().serverNow, start); // the chart keeps its span
    QVERIFY(catchUp->readings.size() <= WizardReadings::mostOfTable);
    const Duration missing = 24h - 20s * 2499;
    QCOMPARE(*catchUp->eta->latest, later(now, missing / 2));
}

void TestWizardAnswers::aWriteIsToldByItsOwnEnd_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<QString>("note");
    using Kind = Outcome::Kind;
    QTest::newRow("accepted") << Outcome{Kind::Done, 200, {}, {}} << u"accepted"_s;
    QTest::newRow("the server refused") << Outcome{Kind::Refused, 409, u"busy"_s, {}} << u"refused: busy"_s;
    QTest::newRow("our own check refused") << Outcome{Kind::Refused, 0, u"Nothing was sent. No schedule."_s, {}}
                                           << u"not carried out: Nothing was sent. No schedule."_s;
    QTest::newRow("never left") << Outcome{Kind::NotSent, 0, u"The keychain is locked."_s, {}}
                                << u"not sent: The keychain is locked."_s;
    QTest::newRow("turned away") << Outcome{Kind::NotSent, 429, u"slow down"_s, {}} << u"turned away: slow down"_s;
    QTest::newRow("no answer") << Outcome{Kind::Unknown, 0, u"cut"_s, {}} << u"outcome unknown: cut"_s;
}

void TestWizardAnswers::aWriteIsToldByItsOwnEnd()
{
    QFETCH(const Outcome, outcome);
    QFETCH(const QString, note);
    Wizard wizard;
    RunState run = samples::failoverAt(u"activate"_s, StepStatus::Running);
    const StepCall write{{u"PATCH"_s, u"/vars/v"_s, u"terraform"_s}, u"write"_s};
    for (StepProgress &step : run.steps) {
        if (step.id.value == "activate"_L1)
            step.calls = {write, write}; // side by side: the first ends while the second is in flight
    }
    IntentRecord first;
    first.phase = u"activate/variable"_s;
    first.outcome = outcome;
    IntentRecord second;
    second.phase = u"activate/run"_s;
    run.intents = {first, second};
    wizard.viewModel.setRunState(run);
    const QList<StepCall> calls = wizard.viewModel.page().calls;
    QCOMPARE(calls.at(0).note, note);
    QCOMPARE(calls.at(1).note, u"write"_s);
}

void TestWizardAnswers::aRefusedCommandIsSaidAndMayBeGivenAgain()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::failedStep());
    const WizardQuestion asked = wizard.viewModel.question();
    wizard.viewModel.retry(asked);
    QVERIFY(!wizard.viewModel.foot().canRetry);
    wizard.viewModel.refused(u"The step running has nothing to retry just now."_s);
    QCOMPARE(wizard.viewModel.notice(), u"The step running has nothing to retry just now."_s);
    QVERIFY(wizard.viewModel.foot().canRetry);
    wizard.viewModel.retry(asked);
    QCOMPARE(wizard.commands.sent.size(), 2);
    QVERIFY(wizard.viewModel.notice().isEmpty());
}

QTEST_GUILESS_MAIN(TestWizardAnswers)
#include "tst_wizardanswers.moc"
