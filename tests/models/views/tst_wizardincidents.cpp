// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Incidents of several groups side by side: each can be reached, none takes the page away from another.
#include "models/views/overviewviewmodel.h"
#include "models/views/wizardviewmodel.h"
#include "tests/support/fakeoperatorcommands.h"
#include "tests/support/sampleruns.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
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
    QStringList switcher() const
    {
        QStringList lines;
        for (const WizardIncidentRow &row : const_cast<WizardViewModel &>(viewModel).incidents()->rows())
            lines.append((row.shown ? u"> "_s : QString()) + row.title + u" "_s + row.sign.word);
        return lines;
    }
};

RunState ofPayments(RunState run)
{
    run.id = IncidentId{u"INC-0044"_s};
    run.group = u"payments"_s;
    return run;
}

} // namespace

class TestWizardIncidents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachOpenIncidentIsNamedWithItsState();
    void anotherIncidentNeverTakesThePage();
    void aGateIsAnsweredOnceEvenAfterALookElsewhere();
    void anotherGroupCanBeStartedBesideAnOpenIncident();
    void aGroupWithAnOpenIncidentIsNotOffered();
    void aClosedOneGivesWayToTheOneThatWaits();
    void theCardOpensItsOwnIncident();
    void theAdviceTurnsToWhoWaits();
    void aChosenOfferThatGoesIsNotReplaced();
};

void TestWizardIncidents::eachOpenIncidentIsNamedWithItsState()
{
    Wizard wizard;
    const QAbstractItemModelTester tester(wizard.viewModel.incidents());
    QVERIFY(wizard.switcher().isEmpty());
    wizard.viewModel.setRunState(samples::catchingUp());
    QCOMPARE(wizard.switcher(), (QStringList{u"> Fail over orders to us-west-2 RUNNING"_s, u"Start another... "_s}));
    wizard.viewModel.setRunState(ofPayments(samples::goGate()));
    QCOMPARE(
        wizard.switcher(),
        (QStringList{u"> Fail over orders to us-west-2 RUNNING"_s, u"Fail over payments to us-west-2 YOUR TURN"_s}));
    RunState paused = samples::catchingUp();
    paused.paused = true;
    wizard.viewModel.setRunState(paused);
    wizard.viewModel.setRunState(ofPayments(samples::passed()));
    QCOMPARE(wizard.switcher(),
             (QStringList{u"> Fail over orders to us-west-2 PAUSED"_s, u"Fail over payments to us-west-2 PASSED"_s,
                          u"Start another... "_s}));
}

void TestWizardIncidents::anotherIncidentNeverTakesThePage()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::activateGate());
    wizard.viewModel.type(u"us-we"_s);
    const QSignalSpy turned(&wizard.viewModel, &WizardViewModel::pageTurned);
    wizard.viewModel.setRunState(ofPayments(samples::goGate()));
    wizard.viewModel.setRunState(ofPayments(samples::activateGate()));
    QCOMPARE(wizard.viewModel.run()->group, u"orders"_s);
    QCOMPARE(wizard.viewModel.arming().typed(), u"us-we"_s);
    QCOMPARE(turned.size(), 0);
    wizard.viewModel.show(1);
    QCOMPARE(wizard.viewModel.run()->group, u"payments"_s);
    QVERIFY(wizard.viewModel.arming().typed().isEmpty()); // what was typed was typed for the other one
    wizard.viewModel.type(u"us-west-2"_s);
    QTRY_VERIFY(wizard.viewModel.canConfirm());
    wizard.viewModel.confirm();
    QCOMPARE(wizard.commands.addressees, QStringList{u"INC-0044"_s});
}

void TestWizardIncidents::aGateIsAnsweredOnceEvenAfterALookElsewhere()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::goGate());
    wizard.viewModel.setRunState(ofPayments(samples::catchingUp()));
    QTRY_VERIFY(wizard.viewModel.canConfirm());
    wizard.viewModel.confirm();
    wizard.viewModel.show(1);
    wizard.viewModel.show(0); // its answer has not arrived yet
    QCoreApplication::processEvents();
    QVERIFY(!wizard.viewModel.canConfirm());
    wizard.viewModel.confirm();
    QCOMPARE(wizard.commands.sent.size(), 1);
}

void TestWizardIncidents::anotherGroupCanBeStartedBesideAnOpenIncident()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::catchingUp());
    wizard.viewModel.show(1);
    QVERIFY(!wizard.viewModel.hasIncident());
    RunState next = samples::catchingUp();
    ++next.lastSequence;
    wizard.viewModel.setRunState(next); // the other one goes on and does not take the page back
    QVERIFY(!wizard.viewModel.hasIncident());
    QCOMPARE(wizard.viewModel.offer()->group, u"payments"_s); // orders has one open
    wizard.viewModel.start();
    wizard.viewModel.start();
    wizard.viewModel.setRunState(next);
    QVERIFY(!wizard.viewModel.foot().primaryEnabled); // still waiting for payments
    QCOMPARE(wizard.commands.sent.size(), 1);
    wizard.viewModel.setRunState(ofPayments(samples::declareGate()));
    QCOMPARE(wizard.viewModel.run()->group, u"payments"_s);
}

void TestWizardIncidents::aGroupWithAnOpenIncidentIsNotOffered()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::catchingUp());
    wizard.viewModel.show(1);
    wizard.viewModel.chooseOffer(0);
    QCOMPARE(wizard.viewModel.offer()->group, u"orders"_s);
    QVERIFY(!wizard.viewModel.foot().primaryEnabled);
    wizard.viewModel.start();
    QVERIFY(wizard.commands.sent.isEmpty());
    QCOMPARE(wizard.viewModel.foot().hint, u"INC-0031 is open"_s);
}

void TestWizardIncidents::aClosedOneGivesWayToTheOneThatWaits()
{
    Wizard wizard;
    wizard.viewModel.setRunState(samples::catchingUp());
    wizard.viewModel.setRunState(ofPayments(samples::goGate()));
    RunState over = samples::passed();
    over.lastSequence += 9;
    wizard.viewModel.setRunState(over);
    QCOMPARE(wizard.viewModel.page().kind, WizardPage::Kind::Ended); // its end is read before it goes
    wizard.viewModel.dismiss();
    QCOMPARE(wizard.viewModel.run()->group, u"payments"_s);
}

void TestWizardIncidents::theCardOpensItsOwnIncident()
{
    Wizard wizard;
    OverviewViewModel overview;
    overview.setEstate(samples::estate());
    overview.setSnapshot(samples::snapshot(later(samples::t0(), 12min)));
    connect(&overview, &OverviewViewModel::actionChosen, &wizard.viewModel, &WizardViewModel::openAdvice);
    for (const RunState &run : {samples::catchingUp(), ofPayments(samples::goGate())}) {
        wizard.viewModel.setRunState(run);
        overview.setRunState(run);
    }
    QCOMPARE(overview.cards().at(0).incident->word, u"RUNNING"_s);
    QCOMPARE(overview.cards().at(1).incident->word, u"YOUR TURN"_s);
    overview.openIncident(u"payments"_s);
    QCOMPARE(wizard.viewModel.run()->group, u"payments"_s);
    overview.openIncident(u"orders"_s);
    QCOMPARE(wizard.viewModel.run()->group, u"orders"_s);
    RunState over = ofPayments(samples::passed());
    overview.setRunState(over);
    QVERIFY(!overview.cards().at(1).incident);
}

void TestWizardIncidents::theAdviceTurnsToWhoWaits()
{
    OverviewViewModel overview;
    overview.setEstate(samples::estate());
    overview.setSnapshot(samples::snapshot(later(samples::t0(), 12min)));
    overview.setRunState(samples::catchingUp());
    overview.setRunState(ofPayments(samples::goGate()));
    QCOMPARE(overview.waitingIncidents(), 1);
    QCOMPARE(overview.advice().action, Advice::Action::OpenIncident);
    QCOMPARE(overview.advice().actionGroup, u"payments"_s);
    QVERIFY(overview.advice().headline.endsWith(u"It is your turn for payments."_s));
    QVERIFY(overview.advice().reason.contains(u"orders: Step"_s));
    overview.setRunState(ofPayments(samples::passed())); // the first is still there
    QCOMPARE(overview.advice().actionGroup, u"orders"_s);
}

void TestWizardIncidents::aChosenOfferThatGoesIsNotReplaced()
{
    Wizard wizard;
    wizard.viewModel.openAdvice(Advice::Action::Rearm, u"orders"_s);
    QVERIFY(!wizard.viewModel.offer()); // nothing that was read asks for it
    QVERIFY(wizard.viewModel.page().headline.startsWith(u"Not offered now: Re-arm the standby of orders"_s));
    wizard.viewModel.start();
    QVERIFY(wizard.commands.sent.isEmpty());
    QVERIFY(!wizard.viewModel.foot().primaryEnabled);
}

QTEST_GUILESS_MAIN(TestWizardIncidents)
#include "tst_wizardincidents.moc"
