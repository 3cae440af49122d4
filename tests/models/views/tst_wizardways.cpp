// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rarer ways on: a rule set aside by its number, and the repairs that are offered only where something is broken.
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
        viewModel.setEstate(samples::estate());
        viewModel.setDriver(u"on-call-1"_s);
        viewModel.tick(later(samples::t0(), 12min));
    }
};

Pipeline pipeline(bool running)
{
    Pipeline one;
    one.id = PipelineId{u"p-1"_s};
    one.name = u"orders"_s;
    one.continuous = running;
    Update update;
    update.id = UpdateId{u"u-1"_s};
    update.state = UpdateState::Running;
    if (running)
        one.latestUpdates = {update};
    return one;
}

/// The canary names us-east-1; what runs there, and whether the standby's job is paused, is up to the test.
EstateSnapshot seen(bool standbyPaused, const QString &flag)
{
    const Instant at = later(samples::t0(), 12min);
    EstateSnapshot snapshot = samples::snapshot(at);
    GroupFacts &facts = snapshot.groups.first();
    Job job;
    job.id = JobId{7};
    job.name = u"nightly"_s;
    job.pipelines = {PipelineId{u"p-1"_s}};
    job.schedule = JobSchedule{u"0 0 * * * ?"_s, u"UTC"_s, standbyPaused};
    for (const Region region : bothRegions) {
        facts.regions[region].pipelines[u"orders"_s].succeeded(pipeline(region == Region::Primary), at);
        facts.regions[region].activeRuns[job.id].succeeded({}, at);
    }
    facts.regions.secondary.jobs[job.id].succeeded(job, at);
    TerraformVariable variable;
    variable.key = u"active_region"_s;
    variable.value = flag;
    facts.terraform.activation.primary.variable.succeeded(variable, at);
    return snapshot;
}

} // namespace

class TestWizardWays : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRuleInTheWayIsNamed_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<StepStatus>("status");
        QTest::addColumn<QString>("broken"); // the rule that the engine names
        QTest::addColumn<QString>("rule"); // that a person may set aside
        QTest::newRow("going back in time")
            << u"Consumers would lose 2 h."_s << StepStatus::Blocked << u"I3"_s << u"I3"_s;
        QTest::newRow("two drivers") << u"Somebody else drives."_s << StepStatus::Blocked << u"I8"_s << u"I8"_s;
        QTest::newRow("what was not approved")
            << u"The plan is another."_s << StepStatus::Blocked << u"I5"_s << QString();
        QTest::newRow("no rule") << u"I3: only words."_s << StepStatus::Blocked << QString() << QString();
        QTest::newRow("a failed step") << u"Consumers would lose 2 h."_s << StepStatus::Failed << u"I3"_s << QString();
    }
    void aRuleInTheWayIsNamed()
    {
        QFETCH(const QString, sentence);
        QFETCH(const StepStatus, status);
        QFETCH(const QString, broken);
        QFETCH(const QString, rule);
        Wizard wizard;
        wizard.viewModel.setRunState(samples::repointAt(status, sentence, broken));
        QCOMPARE(wizard.viewModel.foot().ruleInTheWay, rule);
    }

    void onlyItsOwnNumberWithAReasonSetsARuleAside_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("sent");
        QTest::newRow("another rule") << u"I1"_s << u"told by the owner"_s << false;
        QTest::newRow("no reason") << u"I3"_s << u"  "_s << false;
        QTest::newRow("small letters") << u"i3"_s << u"told by the owner"_s << false;
        QTest::newRow("its number and why") << u"I3"_s << u"told by the owner"_s << true;
    }
    void onlyItsOwnNumberWithAReasonSetsARuleAside()
    {
        QFETCH(const QString, typed);
        QFETCH(const QString, reason);
        QFETCH(const bool, sent);
        Wizard wizard;
        wizard.viewModel.setRunState(
            samples::repointAt(StepStatus::Blocked, u"I3: consumers would lose 2 h."_s, u"I3"_s));
        const WizardQuestion asked = wizard.viewModel.question();
        wizard.viewModel.overrideRule(asked, typed, reason);
        wizard.viewModel.overrideRule(asked, typed, reason); // a second click sends nothing
        const QStringList expected = sent ? QStringList{u"override repoint I3 told by the owner"_s} : QStringList();
        QCOMPARE(wizard.commands.sent, expected);
    }

    void repairsAreOfferedWhereSomethingIsBroken_data()
    {
        QTest::addColumn<bool>("standbyPaused");
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QStringList>("remarks");
        QTest::newRow("all is well") << false << u"true"_s << QStringList();
        QTest::newRow("disarmed") << true << u"true"_s << QStringList{u"us-west-2 is disarmed"_s};
        QTest::newRow("debt") << false << u"false"_s << QStringList{u" is false in us-east-1"_s};
        QTest::newRow("both") << true << u"false"_s
                              << QStringList{u"us-west-2 is disarmed"_s, u" is false in us-east-1"_s};
    }
    void repairsAreOfferedWhereSomethingIsBroken()
    {
        QFETCH(const bool, standbyPaused);
        QFETCH(const QString, flag);
        QFETCH(const QStringList, remarks);
        Wizard wizard;
        wizard.viewModel.setSnapshot(seen(standbyPaused, flag));
        const QList<WizardOffer> &offers = wizard.viewModel.offers()->offers();
        constexpr int recipes = 6; // three for each of the two groups
        QCOMPARE(offers.size(), recipes + remarks.size());
        for (int i = 0; i < remarks.size(); ++i)
            QCOMPARE(offers.at(recipes + i).remark, remarks.at(i));
    }

    void aStandbyThatRunsBesideTheServingRegionIsOfferedToBeCooledDown()
    {
        EstateSnapshot snapshot = seen(true, u"true"_s); // paused, as an activation leaves the job
        Observed<Pipeline> &standby = snapshot.groups.first().regions.secondary.pipelines[u"orders"_s];
        standby.succeeded(pipeline(true), standby.readAt);
        Wizard wizard;
        wizard.viewModel.setSnapshot(snapshot);
        QCOMPARE(wizard.viewModel.offers()->offers().constLast().remark, u"us-west-2 runs too"_s);
        QCOMPARE(wizard.viewModel.offers()->offers().constLast().recipe, RecipeKind::Rearm);
    }

    void aRepairIsStartedLikeARecipe()
    {
        Wizard wizard;
        wizard.viewModel.setSnapshot(seen(true, u"true"_s));
        wizard.viewModel.chooseOffer(6);
        QVERIFY(wizard.viewModel.foot().primaryEnabled);
        wizard.viewModel.start();
        QCOMPARE(wizard.commands.sent, QStringList{u"open rearm orders on-call-1"_s});
    }
};

QTEST_GUILESS_MAIN(TestWizardWays)
#include "tst_wizardways.moc"
