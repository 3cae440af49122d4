// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The wizard's rules: what has to be typed, what has to be waited for, and that nothing is sent twice.
#include "models/views/wizardviewmodel.h"
#include "tests/support/fakeoperatorcommands.h"
#include "tests/support/sampleruns.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace twinlake;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class TestWizardViewModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTheExactWordArms_data();
    void onlyTheExactWordArms();
    void theWordAloneIsNotEnough();
    void aChangedWordDisarms();
    void aGateIsAnsweredOnce();
    void aGateOpenedAnewIsAnsweredAgain();
    void aBlockedPlanCannotBeConfirmed();
    void aStepLookedAtCannotBeConfirmed();
    void aFailedStepOffersRetryOnce();
    void anUnknownOutcomeIsSaid();
    void startingAsksOnce();
    void aRefusalIsShownAndTheStartIsOfferedAgain();
    void nothingIsOfferedThatIsReachedAlready();
    void aClosedIncidentStaysDismissed();
    void theReadingsOfTheCatchUpAreCollected();
    void anEndedIncidentSaysWhatIsStillOpen();
};

namespace {

struct Wizard {
    FakeOperatorCommands commands;
    WizardViewModel viewModel{commands};

    explicit Wizard(std::chrono::milliseconds delay = 0ms)
    {
        viewModel.arming().setDelay(delay);
        viewModel.setEstate(samples::estate());
        viewModel.setDriver(u"on-call-1"_s);
        viewModel.tick(later(samples::t0(), 12min));
    }
};

} // namespace

void TestWizardViewModel::onlyTheExactWordArms_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("arms");
    QTest::newRow("nothing typed") << QString() << false;
    QTest::newRow("a part of it") << u"us-west"_s << false;
    QTest::newRow("another case") << u"US-WEST-2"_s << false;
    QTest::newRow("a blank behind it") << u"us-west-2 "_s << false;
    QTest::newRow("the other region") << u"us-east-1"_s << false;
    QTest::newRow("exactly it") << u"us-west-2"_s << true;
}

void TestWizardViewModel::onlyTheExactWordArms()
{
    QFETCH(QString, typed);
    QFETCH(bool, arms);
    Wizard wizard;
    wizard.viewModel.setRunState(samples::activateGate());
    wizard.viewModel.type(typed);
    if (arms)
        QTRY_VERIFY(wizard.viewModel.canConfirm());
    QCoreApplication::processEvents();
    wizard.viewModel.confirm();
    QCOMPARE(wizard.commands.sent.size(), arms ? 1 : 0);
    if (arms)
        QCOMPARE(wizard.commands.sent.first(), u"approve activate/gate us-west-2"_s);
}

void TestWizardViewModel::theWordAloneIsNotEnough()
{
    Wizard wizard(24h);
    wizard.viewModel.setRunState(samples::activateGate());
    wizard.viewModel.type(u"us-west-2"_s);
    QVERIFY(wizard.viewModel.arming().matches());
    QVERIFY(!wizard.viewModel.canConfirm());
    wizard.viewModel.confirm();
    QVERIFY(wizard.commands.sent.isEmpty());
}

void TestWizardViewModel::aChangedWordDisarms()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::activateGate());
    wizard.viewModel.type(u"us-west-2"_s);
    QTRY_VERIFY(wizard.viewModel.canConfirm());
    wizard.viewModel.type(u"us-west-"_s);
    QVERIFY(!wizard.viewModel.canConfirm());
}

void TestWizardViewModel::aGateIsAnsweredOnce()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::activateGate());
    wizard.viewModel.type(u"us-west-2"_s);
    QTRY_VERIFY(wizard.viewModel.canConfirm());
    wizard.viewModel.confirm();
    wizard.viewModel.confirm();
    wizard.viewModel.setRunState(samples::activateGate()); // an older state that arrives late
    wizard.viewModel.type(u"us-west-2"_s);
    QCoreApplication::processEvents();
    wizard.viewModel.confirm();
    QCOMPARE(wizard.commands.sent.size(), 1);
}

void TestWizardViewModel::aGateOpenedAnewIsAnsweredAgain()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::goGate());
    QTRY_VERIFY(wizard.viewModel.canConfirm());
    wizard.viewModel.confirm();
    RunState again = samples::goGate();
    again.gate->openedAt = later(again.gate->openedAt, 1min);
    ++again.lastSequence;
    wizard.viewModel.setRunState(again);
    QTRY_VERIFY(wizard.viewModel.canConfirm());
    wizard.viewModel.confirm();
    QCOMPARE(wizard.commands.sent.size(), 2);
}

void TestWizardViewModel::aBlockedPlanCannotBeConfirmed()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::blockedGate());
    QCOMPARE(wizard.viewModel.page().kind, WizardPage::Kind::Trouble);
    wizard.viewModel.type(u"us-west-2"_s);
    QCoreApplication::processEvents();
    QVERIFY(!wizard.viewModel.canConfirm());
    wizard.viewModel.confirm();
    QVERIFY(wizard.commands.sent.isEmpty());
    QVERIFY(!wizard.viewModel.foot().primaryEnabled);
    QVERIFY(!wizard.viewModel.foot().hint.isEmpty());
}

void TestWizardViewModel::aStepLookedAtCannotBeConfirmed()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::goGate());
    QTRY_VERIFY(wizard.viewModel.canConfirm());
    wizard.viewModel.look(0);
    QCOMPARE(wizard.viewModel.page().kind, WizardPage::Kind::Look);
    QVERIFY(!wizard.viewModel.canConfirm());
    QVERIFY(wizard.viewModel.foot().primaryLabel.isEmpty());
    wizard.viewModel.look(3);
    QVERIFY(wizard.viewModel.canConfirm());
}

void TestWizardViewModel::aFailedStepOffersRetryOnce()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::failedStep());
    QVERIFY(wizard.viewModel.foot().canRetry);
    const WizardQuestion asked = wizard.viewModel.question();
    wizard.viewModel.retry(asked);
    wizard.viewModel.retry(asked);
    wizard.viewModel.leave(asked, u"twice"_s);
    QCOMPARE(wizard.commands.sent, QStringList{u"retry running"_s});
    RunState later = samples::failedStep();
    ++later.lastSequence;
    wizard.viewModel.setRunState(later);
    wizard.viewModel.skip(asked, u"known"_s);
    QCOMPARE(wizard.commands.sent.last(), u"skip running known"_s);
}

void TestWizardViewModel::anUnknownOutcomeIsSaid()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::outcomeUnknown());
    QVERIFY(wizard.viewModel.page().headline.startsWith(u"OUTCOME UNKNOWN"_s));
    QCOMPARE(wizard.viewModel.page().sign.token, ToneToken::Unknown);
    QVERIFY(!wizard.viewModel.foot().canSkip);
}

void TestWizardViewModel::startingAsksOnce()
{
    Wizard wizard;
    QVERIFY(!wizard.viewModel.hasIncident());
    wizard.viewModel.start();
    wizard.viewModel.start();
    QCOMPARE(wizard.commands.sent, QStringList{u"open failover orders on-call-1"_s});
    QVERIFY(!wizard.viewModel.foot().primaryEnabled);
    wizard.viewModel.setRunState(samples::declareGate());
    QVERIFY(wizard.viewModel.hasIncident());
    wizard.viewModel.start();
    QCOMPARE(wizard.commands.sent.size(), 1);
}

void TestWizardViewModel::aRefusalIsShownAndTheStartIsOfferedAgain()
{
    Wizard wizard;
    wizard.viewModel.start();
    wizard.viewModel.refused(u"Another console drives this estate."_s);
    QCOMPARE(wizard.viewModel.foot().hint, u"Another console drives this estate."_s);
    QVERIFY(wizard.viewModel.foot().primaryEnabled);
}

void TestWizardViewModel::nothingIsOfferedThatIsReachedAlready()
{
    Wizard wizard;
    const QAbstractItemModelTester tester(wizard.viewModel.offers());
    wizard.viewModel.setSnapshot(samples::snapshot(later(samples::t0(), 12min))); // the canary names us-east-1
    QVERIFY(wizard.viewModel.offer()->fits);
    wizard.viewModel.chooseOffer(1);
    QCOMPARE(wizard.viewModel.offer()->recipe, RecipeKind::Failback);
    QVERIFY(!wizard.viewModel.offer()->fits);
    wizard.viewModel.start();
    QVERIFY(wizard.commands.sent.isEmpty());
}

void TestWizardViewModel::aClosedIncidentStaysDismissed()
{
    Wizard wizard;
    const QAbstractItemModelTester tester(wizard.viewModel.steps());
    wizard.viewModel.setRunState(samples::passed());
    QCOMPARE(wizard.viewModel.page().kind, WizardPage::Kind::Ended);
    wizard.viewModel.dismiss();
    QVERIFY(!wizard.viewModel.hasIncident());
    wizard.viewModel.setRunState(samples::passed());
    QVERIFY(!wizard.viewModel.hasIncident());
    wizard.viewModel.setRunState(samples::failbackGate());
    QVERIFY(wizard.viewModel.hasIncident());
}

void TestWizardViewModel::theReadingsOfTheCatchUpAreCollected()
{
    Wizard wizard;
    RunState run = samples::catchingUp();
    run.steps[7].catchUpReadings.clear();
    wizard.viewModel.setRunState(run);
    QVERIFY(!wizard.viewModel.page().catchUp);
    const Instant now = later(samples::t0(), 20min);
    EstateSnapshot snapshot = samples::snapshot(now);
    const TableWatermark reading{u"main.gold.orders"_s, later(samples::t0(), -30min), now};
    snapshot.groups.first().regions.secondary.watermarks[reading.table].succeeded(reading, now);
    wizard.viewModel.setSnapshot(snapshot);
    wizard.viewModel.setSnapshot(snapshot);
    QVERIFY(wizard.viewModel.page().catchUp);
    QCOMPARE(wizard.viewModel.page().catchUp->readings, QList<TableWatermark>{reading});
    QCOMPARE(wizard.viewModel.page().catchUp->target, samples::t0());
}

void TestWizardViewModel::anEndedIncidentSaysWhatIsStillOpen()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::passed());
    const WizardPage &page = wizard.viewModel.page();
    QVERIFY(page.headline.startsWith(u"PASSED"_s));
    QCOMPARE(page.outcome.first().value, u"26 min 2 s"_s);
    QVERIFY(page.notes.last().contains(u"us-east-1"_s));
    RunState unproven = samples::passed();
    unproven.servingProven = false;
    unproven.clocks.servingProvenAt.reset();
    wizard.viewModel.setRunState(unproven);
    QVERIFY(!wizard.viewModel.page().outcome.first().known);
}

QTEST_GUILESS_MAIN(TestWizardViewModel)
#include "tst_wizardviewmodel.moc"
