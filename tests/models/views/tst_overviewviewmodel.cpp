// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the overview says of fabricated snapshots: never green from what is stale, unknown or not proven.
#include "models/views/overviewviewmodel.h"
#include "models/views/shellviewmodel.h"
#include "models/views/wallviewmodel.h"
#include "tests/models/views/sampleestate.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

RegionRow rowOf(OverviewViewModel &model, Region region, const QString &key)
{
    for (const RegionRow &row : model.rows(region).rows()) {
        if (row.key == key)
            return row;
    }
    return {};
}

bool saysGood(const StateSign &sign)
{
    return sign.token == ToneToken::Ready || sign.token == ToneToken::Active;
}

} // namespace

class TestOverviewViewModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<OverviewViewModel>();
        m_model->setEstate(m_estate);
    }

    void fineSnapshotServesFromThePrimaryAndIsReady()
    {
        m_model->setSnapshot(sample::fine(m_estate, m_now));
        m_model->tick(m_now);
        QCOMPARE(m_model->head(Region::Primary).serving, ServingState::Serving);
        QCOMPARE(m_model->head(Region::Secondary).serving, ServingState::NotServing);
        QCOMPARE(m_model->advice().sign.token, ToneToken::Ready);
        QCOMPARE(m_model->cards().size(), 3);
        QCOMPARE(m_model->cards().constFirst().readiness.token, ToneToken::Ready);
        QCOMPARE(m_model->cards().constFirst().servedAge.figure, u"42 s"_s);
        QVERIFY(!m_model->cards().constFirst().servedAge.hatched);
    }

    void rowsKeepTheirKindsAndOrder_data()
    {
        QTest::addColumn<bool>("silent");
        QTest::newRow("fine") << false;
        QTest::newRow("primary silent") << true;
    }

    void rowsKeepTheirKindsAndOrder()
    {
        QFETCH(bool, silent);
        m_model->setSnapshot(silent ? sample::outage(m_estate, m_now, 6min) : sample::fine(m_estate, m_now));
        QStringList keys;
        for (const RegionRow &row : m_model->rows(Region::Primary).rows())
            keys.append(row.key);
        const QStringList expected{u"workspace"_s, u"pipeline/orders"_s, u"pipeline/order_returns"_s,
                                   u"lag"_s,       u"landing"_s,         u"job"_s,
                                   u"warehouse"_s, u"terraform"_s};
        QCOMPARE(keys, expected);
    }

    void silentPrimaryIsUnknownRowByRowButTerraformStillSpeaks()
    {
        m_model->setSnapshot(sample::outage(m_estate, m_now, 6min));
        m_model->tick(later(m_now, 6min));
        QCOMPARE(m_model->head(Region::Primary).serving, ServingState::NotProven);
        QCOMPARE(m_model->head(Region::Primary).role.token, ToneToken::Unknown);
        for (const QString &key : {u"pipeline/orders"_s, u"lag"_s, u"landing"_s, u"job"_s, u"warehouse"_s}) {
            const RegionRow row = rowOf(*m_model, Region::Primary, key);
            QVERIFY2(row.isHatched(), qPrintable(key));
            QVERIFY2(!saysGood(row.sign), qPrintable(key));
            QVERIFY2(row.detail.startsWith(u"last seen"_s), qPrintable(row.detail));
        }
        QVERIFY(!rowOf(*m_model, Region::Primary, u"terraform"_s).isHatched());
        QVERIFY(m_model->cards().constFirst().servedAge.figure.startsWith(u"≥"_s));
        QVERIFY(m_model->cards().constFirst().readiness.word.endsWith(u"LEFT"_s));
        QCOMPARE(m_model->advice().action, Advice::Action::DeclareOutage);
    }

    void nothingIsGreenOnceItIsStale()
    {
        m_model->setSnapshot(sample::fine(m_estate, m_now));
        m_model->tick(later(m_now, 40min)); // and not one answer since
        for (const Region region : bothRegions) {
            QVERIFY(m_model->head(region).serving != ServingState::Serving);
            QVERIFY(!saysGood(m_model->head(region).role));
            for (const RegionRow &row : m_model->rows(region).rows())
                QVERIFY2(!saysGood(row.sign), qPrintable(row.key));
        }
        for (const GroupCard &card : m_model->cards()) {
            QVERIFY(!saysGood(card.readiness));
            QVERIFY(!saysGood(card.pointer));
            QVERIFY(card.servedAge.hatched);
        }
        QVERIFY(m_model->advice().sign.token != ToneToken::Ready);
    }

    void beforeTheFirstAnswerItSaysThatItAsks()
    {
        m_model->tick(m_now);
        m_model->tick(later(m_now, 3s));
        QCOMPARE(rowOf(*m_model, Region::Primary, u"pipeline/orders"_s).detail, u"asking, 3 s"_s);
        m_model->tick(later(m_now, 7s));
        QCOMPARE(rowOf(*m_model, Region::Primary, u"pipeline/orders"_s).detail, u"asking us-east-1, 7 s"_s);
        QCOMPARE(m_model->advice().sign.token, ToneToken::Unknown);
    }

    void refusedReadingShowsTheServersSentence()
    {
        EstateSnapshot snapshot = sample::fine(m_estate, m_now);
        const Error refused{Error::Kind::Forbidden, u"User has no <b>CAN_VIEW</b> on pipeline"_s, 403, {}, {}};
        snapshot.groups[0].regions.primary.pipelines[u"orders"_s].failed(refused, m_now);
        m_model->setSnapshot(snapshot);
        const RegionRow row = rowOf(*m_model, Region::Primary, u"pipeline/orders"_s);
        QCOMPARE(row.detail, refused.message);
        QCOMPARE(row.sign.token, ToneToken::Unknown);
    }

    void readOnlyOffersNothingThatLeadsToAWrite()
    {
        m_model->setReadOnly(true);
        m_model->setSnapshot(sample::outage(m_estate, m_now, 6min));
        m_model->tick(later(m_now, 6min));
        QVERIFY(m_model->advice().actionLabel.isEmpty());
        QCOMPARE(m_model->advice().action, Advice::Action::None);
    }

    void openIncidentStandsAboveTheAdvice()
    {
        RunState run;
        run.group = u"orders"_s;
        StepProgress declare;
        declare.id = {u"detect"_s};
        declare.title = u"Declare the outage"_s;
        declare.status = StepStatus::Done;
        StepProgress activate;
        activate.id = {u"activate"_s};
        activate.title = u"Activate us-west-2"_s;
        activate.status = StepStatus::Running;
        run.steps = {declare, activate};
        m_model->setRunState(run);
        m_model->setSnapshot(sample::outage(m_estate, m_now, 6min));
        QCOMPARE(m_model->advice().action, Advice::Action::OpenIncident);
        QCOMPARE(m_model->advice().reason, u"Step 2 of 2: Activate us-west-2."_s);
    }

    void theButtonTellsWhichPageIsMeant()
    {
        m_model->setSnapshot(sample::outage(m_estate, m_now, 6min));
        m_model->tick(later(m_now, 6min));
        QSignalSpy chosen(m_model.get(), &OverviewViewModel::actionChosen);
        m_model->chooseAction();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.constFirst().at(1).toString(), u"orders"_s);
    }

    void rowsAreAWellBehavedModelAcrossGroups()
    {
        const QAbstractItemModelTester tester(&m_model->rows(Region::Primary),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setSnapshot(sample::fine(m_estate, m_now));
        m_model->selectGroup(u"payments"_s);
        QCOMPARE(m_model->selectedGroup(), u"payments"_s);
        QCOMPARE(m_model->rows(Region::Primary).rowCount(), 7);
        m_model->setSnapshot(sample::outage(m_estate, m_now, 6min));
    }

    void wallSaysStaleWhenTheMonitorIsQuiet()
    {
        WallViewModel wall;
        wall.setEstate(m_estate);
        wall.setSnapshot(sample::fine(m_estate, m_now));
        wall.tick(m_now);
        QVERIFY(!wall.tiles().constFirst().stale);
        QCOMPARE(wall.headline().action, Advice::Action::None);
        wall.tick(later(m_now, 5min));
        QVERIFY(wall.tiles().constFirst().stale);
        QVERIFY(!saysGood(wall.tiles().constFirst().state));
    }

    void wallRotatesThroughAllGroups()
    {
        Estate many = m_estate;
        many.groups.append(sample::group(u"returns"_s, 1h, 30min, {u"returns"_s}, 401));
        WallViewModel wall;
        wall.setEstate(many);
        wall.setSnapshot(sample::fine(many, m_now));
        QCOMPARE(wall.tiles().size(), 3);
        wall.rotate();
        QCOMPARE(wall.tiles().size(), 1);
        QCOMPARE(wall.tiles().constFirst().group, u"returns"_s);
        wall.rotate();
        QCOMPARE(wall.tiles().constFirst().group, u"orders"_s);
    }

    void statusLineNamesTheSilentHostAndItsSilence()
    {
        ShellViewModel shell;
        shell.setEstate(m_estate);
        shell.setMode(Mode::Live);
        shell.setSnapshot(sample::outage(m_estate, m_now, 6min));
        shell.tick(later(m_now, 6min));
        QCOMPARE(shell.status().constFirst().text, u"us-east-1 no answer 6 min"_s);
        QCOMPARE(shell.status().at(1).text, u"us-west-2 3 s ago"_s);
        QCOMPARE(shell.firstClock(), u"2026-11-22 02:47:10Z"_s);
        shell.tick(later(m_now, 6min), 10);
        QCOMPARE(shell.secondClock(), u"virtual, speed 10x"_s);
    }

private:
    const Estate m_estate = sample::estate();
    const Instant m_now = sample::now();
    std::unique_ptr<OverviewViewModel> m_model;
};

QTEST_GUILESS_MAIN(TestOverviewViewModel)
#include "tst_overviewviewmodel.moc"
