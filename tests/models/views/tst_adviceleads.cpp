// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each advice's button leads to the page that it names, in both directions, and never to another one.
#include "models/rules/serving.h"
#include "models/views/overviewviewmodel.h"
#include "models/views/wizardviewmodel.h"
#include "tests/models/views/sampleestate.h"
#include "tests/support/fakeoperatorcommands.h"

#include <QTest>

using namespace twinlake;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

using Change = void (*)(const Estate &, EstateSnapshot &);

/// Region `region` serves every group and runs, the other one waits for its job.
void serveFrom(const Estate &estate, EstateSnapshot &snapshot, Region region)
{
    const QString value = region == Region::Primary ? u"us-east-1"_s : u"us-west-2"_s;
    for (int i = 0; i < snapshot.groups.size(); ++i) {
        GroupFacts &facts = snapshot.groups[i];
        for (const Region one : bothRegions)
            facts.regions[one] = sample::regionFacts(estate.groups.at(i), one, snapshot.at, one == region);
        facts.canary.succeeded({value, region, later(snapshot.at, -42s)}, later(snapshot.at, -5s));
        TerraformVariable pointer;
        pointer.value = value;
        facts.terraform.consumers.variable.succeeded(pointer, later(snapshot.at, -21s));
    }
}

void silence(EstateSnapshot &snapshot, Region region)
{
    const Error timeout{Error::Kind::Timeout, u"no answer within 10 s"_s, 0, {}, {}};
    for (GroupFacts &facts : snapshot.groups) {
        facts.regions[region].reach = sample::silent(snapshot.at, 6min);
        for (auto &watermark : facts.regions[region].watermarks)
            watermark.failed(timeout, snapshot.at);
        facts.canary.failed(timeout, snapshot.at);
    }
}

void hold(EstateSnapshot &snapshot, Region region)
{
    for (GroupFacts &facts : snapshot.groups) {
        TerraformWorkspace workspace;
        workspace.locked = true;
        workspace.lockedReason = u"{\"mark\":\"%1\"}"_s.arg(holdMark());
        facts.terraform.activation[region].workspace.succeeded(workspace, later(snapshot.at, -21s));
    }
}

/// The job of one group is paused beside a triggered pipeline, or unpaused beside a continuous one.
void setPaused(GroupFacts &facts, Region region, bool paused)
{
    for (auto &job : facts.regions[region].jobs)
        job.value->schedule->paused = paused;
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestAdviceLeads : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theButtonLeadsWhereItSays_data();
    void theButtonLeadsWhereItSays();
    void offersGoFromWhoeverServes_data();
    void offersGoFromWhoeverServes();
    void theProposedT0IsOfTheRegionThatIsLeft();
};

void TestAdviceLeads::theButtonLeadsWhereItSays_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("page");
    const auto row = [](const char *name, Change change, const QString &label, const QString &page) {
        QTest::newRow(name) << change << label << page;
    };
    row("all is well", [](const Estate &, EstateSnapshot &) {}, u"Rehearse"_s, {});
    row(
        "the primary serves and is silent", [](const Estate &, EstateSnapshot &s) { silence(s, Region::Primary); },
        u"Declare outage…"_s, u"Fail over orders to us-west-2"_s);
    row(
        "the secondary serves and is silent",
        [](const Estate &e, EstateSnapshot &s) {
            serveFrom(e, s, Region::Secondary);
            silence(s, Region::Secondary);
        },
        u"Declare outage…"_s, u"Fail over orders to us-east-1"_s);
    row(
        "the secondary took over, is held and is silent",
        [](const Estate &e, EstateSnapshot &s) {
            serveFrom(e, s, Region::Secondary);
            hold(s, Region::Secondary);
            silence(s, Region::Secondary);
        },
        u"Declare outage…"_s, u"Fail over orders to us-east-1"_s);
    row(
        "the secondary took over",
        [](const Estate &e, EstateSnapshot &s) {
            serveFrom(e, s, Region::Secondary);
            hold(s, Region::Secondary);
        },
        u"Fail back orders…"_s, u"Fail back orders to us-east-1"_s);
    row(
        "the primary took over from the secondary", [](const Estate &, EstateSnapshot &s) { hold(s, Region::Primary); },
        u"Fail back orders…"_s, u"Fail back orders to us-west-2"_s);
    row(
        "the standby is disarmed",
        [](const Estate &, EstateSnapshot &s) { setPaused(s.groups[1], Region::Secondary, true); },
        u"Re-arm payments…"_s, u"Re-arm the standby of payments"_s);
    row(
        "the primary is the standby and disarmed",
        [](const Estate &e, EstateSnapshot &s) {
            serveFrom(e, s, Region::Secondary);
            setPaused(s.groups[0], Region::Primary, true);
        },
        u"Re-arm orders…"_s, u"Re-arm the standby of orders"_s);
    row("the serving region's job fires beside it",
        [](const Estate &, EstateSnapshot &s) { setPaused(s.groups[0], Region::Primary, false); }, {}, {});
    row("nobody knows who serves",
        [](const Estate &, EstateSnapshot &s) {
            for (GroupFacts &facts : s.groups) {
                facts.canary = {};
                facts.terraform.consumers = {};
                setPaused(facts, Region::Secondary, true);
            }
        },
        {}, {});
}

void TestAdviceLeads::theButtonLeadsWhereItSays()
{
    QFETCH(const Change, change);
    QFETCH(const QString, label);
    QFETCH(const QString, page);
    const Estate estate = sample::estate();
    const Instant now = sample::now();
    EstateSnapshot snapshot = sample::fine(estate, now);
    change(estate, snapshot);
    FakeOperatorCommands commands;
    WizardViewModel wizard(commands);
    wizard.setEstate(estate);
    wizard.tick(now);
    wizard.setSnapshot(snapshot);
    OverviewViewModel overview;
    overview.setEstate(estate);
    overview.setSnapshot(snapshot);
    overview.tick(now);
    connect(&overview, &OverviewViewModel::actionChosen, &wizard, &WizardViewModel::openAdvice);
    QCOMPARE(overview.advice().actionLabel, label);
    const QString before = wizard.page().headline;
    overview.chooseAction();
    QCOMPARE(wizard.page().headline, page.isEmpty() ? before : page);
    QVERIFY(page.isEmpty() || (wizard.offer() && wizard.offer()->fits));
    QVERIFY(commands.sent.isEmpty()); // it opens a page, it never acts
}

void TestAdviceLeads::offersGoFromWhoeverServes_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("titles");
    const auto row = [](const char *name, Change change, const QStringList &titles) {
        QTest::newRow(name) << change << titles;
    };
    row("the primary", [](const Estate &, EstateSnapshot &) {},
        {u"Fail over orders to us-west-2"_s, u"Switch orders over to us-west-2"_s});
    row("the secondary", [](const Estate &e, EstateSnapshot &s) { serveFrom(e, s, Region::Secondary); },
        {u"Fail over orders to us-east-1"_s, u"Fail back orders to us-east-1"_s, u"Switch orders over to us-east-1"_s});
    row("the primary, held", [](const Estate &, EstateSnapshot &s) { hold(s, Region::Primary); },
        {u"Fail over orders to us-west-2"_s, u"Fail back orders to us-west-2"_s, u"Switch orders over to us-west-2"_s});
    row("the secondary, silent",
        [](const Estate &e, EstateSnapshot &s) {
            serveFrom(e, s, Region::Secondary);
            silence(s, Region::Secondary);
        },
        {u"Fail over orders to us-east-1"_s, u"Fail back orders to us-east-1"_s, u"Switch orders over to us-east-1"_s});
}

void TestAdviceLeads::offersGoFromWhoeverServes()
{
    QFETCH(const Change, change);
    QFETCH(const QStringList, titles);
    const Estate estate = sample::estate();
    EstateSnapshot snapshot = sample::fine(estate, sample::now());
    change(estate, snapshot);
    QStringList fitting;
    for (const WizardOffer &offer : wizardOffers(estate, &snapshot, sample::now())) {
        if (offer.group == "orders"_L1 && offer.fits && !isRepair(offer.recipe))
            fitting.append(offer.title);
    }
    QCOMPARE(fitting, titles);
}

void TestAdviceLeads::theProposedT0IsOfTheRegionThatIsLeft()
{
    const Estate estate = sample::estate();
    EstateSnapshot snapshot = sample::fine(estate, sample::now());
    serveFrom(estate, snapshot, Region::Secondary);
    silence(snapshot, Region::Secondary);
    const WizardOffer offer = wizardOffers(estate, &snapshot, sample::now()).constFirst();
    const Evidence t0 = offer.page.evidence.constLast();
    const Instant watermark = *snapshot.groups.first().regions.secondary.watermarks.first().value->watermark;
    QCOMPARE(t0.word, timeOfDay(watermark));
    QVERIFY(t0.detail.contains(u"us-west-2"_s));
}

QTEST_GUILESS_MAIN(TestAdviceLeads)
#include "tst_adviceleads.moc"
