// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ways out of the wizard, clicked against the simulator: an abort and the repair behind it, a switchover that goes
// on as a failover. What became of it is read from the world, not from the window.
#include "tests/ui/rehearseddriver.h"

#include "app/simulator/process/scenario.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestMs = 240'000;

/// A rehearsal whose window stands, and what its world is told to be like.
class Rehearsed : public QObject {
    Q_OBJECT

public:
    explicit Rehearsed(const QString &scenario)
    {
        qputenv("XDG_STATE_HOME", m_home.path().toLocal8Bit());
        CommandLine line;
        line.command = CliCommand::Rehearse;
        line.speed = 120;
        line.seed = 5;
        line.scenario = scenario;
        auto read = *simulator::loadScenario(scenario);
        read.returnAfter = std::chrono::hours(10); // the primary stays away until the test mends it
        m_rehearsal = std::make_unique<RehearsalWindow>(line, read);
        m_rehearsal->setProgram(qEnvironmentVariable("TWINLAKE_BINARY"));
        const QSignalSpy opened(m_rehearsal.get(), &RehearsalWindow::opened);
        m_rehearsal->start();
        if (!QTest::qWaitFor([&] { return opened.count() == 1; }, longestMs))
            return;
        driver = std::make_unique<RehearsedDriver>(*m_rehearsal);
        connect(m_rehearsal->facilitator(), &Facilitator::truthTold, this,
                [this](const WorldTruth &told) { truth = told; });
    }
    ~Rehearsed() override { m_rehearsal->close(); }

    bool isRunning(RecipeKind recipe) const { return driver->run() && driver->run()->recipe == recipe; }
    StepStatus statusOf(const QString &step) const
    {
        const StepProgress *found = driver->run() ? driver->run()->step(StepId{step}) : nullptr;
        return found ? found->status : StepStatus::ToCome;
    }
    /// Clicks the offer until it has opened an incident.
    bool start(RecipeKind recipe)
    {
        return QTest::qWaitFor(
            [&] {
                if (!isRunning(recipe))
                    driver->start(recipe); // the offer opens once the window knows who serves
                return isRunning(recipe);
            },
            longestMs);
    }
    bool clickUntil(const std::function<bool()> &reached)
    {
        return QTest::qWaitFor(
            [&] {
                driver->answerGate();
                return reached();
            },
            longestMs);
    }
    bool clickToTheEnd()
    {
        return clickUntil([this] { return driver->run()->result != RunResult::Open; });
    }
    Facilitator &facilitator() { return *m_rehearsal->facilitator(); }

    std::unique_ptr<RehearsedDriver> driver;
    WorldTruth truth;

private:
    QTemporaryDir m_home;
    std::unique_ptr<RehearsalWindow> m_rehearsal;
};

} // namespace

class TestWizardLeaving : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, ThemeName::Dark); }

    void anAbortedFailoverLeavesTheTargetHotAndIsRearmedByClicks()
    {
        Rehearsed here(u"regional-outage"_s);
        QVERIFY(here.driver);
        QTRY_VERIFY_WITH_TIMEOUT(!here.truth.faults.isEmpty(), 60'000);
        QVERIFY(here.start(RecipeKind::Failover));
        QVERIFY(here.clickUntil([&] { return here.statusOf(u"running"_s) == StepStatus::Done; }));
        QVERIFY(here.driver->leave(u"leaveButton"_s, u"the primary is said to be back soon"_s));
        QVERIFY(here.clickToTheEnd());
        QCOMPARE(here.driver->run()->result, RunResult::Interrupted);
        QCOMPARE(here.driver->run()->notes["safe_state"_L1].toString(), u"target_hot"_s);
        QCOMPARE(here.truth.serving, u"primary"_s);

        for (const FaultNow &fault : std::as_const(here.truth.faults))
            here.facilitator().liftFault(fault.id);
        QTRY_VERIFY_WITH_TIMEOUT(here.truth.faults.isEmpty(), 10'000);
        QVERIFY(here.start(RecipeKind::Rearm));
        QVERIFY(here.clickToTheEnd());
        QVERIFY2(here.driver->run()->result == RunResult::Passed, qPrintable(here.driver->run()->resultSentence));
        QCOMPARE(here.truth.serving, u"primary"_s);
    }

    void aSwitchoverInTroubleGoesOnAsAFailover()
    {
        Rehearsed here(u"planned-switchover"_s);
        QVERIFY(here.driver);
        QVERIFY(here.start(RecipeKind::Switchover));
        QVERIFY(here.clickUntil([&] { return here.statusOf(u"running"_s) == StepStatus::Done; }));
        here.facilitator().addFault(u"primary"_s, u"region_outage"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!here.truth.faults.isEmpty(), 10'000);
        QVERIFY(QTest::qWaitFor([&] { return here.driver->leave(u"escalateButton"_s, u"the primary is out"_s); },
                                longestMs));
        QVERIFY(QTest::qWaitFor([&] { return here.isRunning(RecipeKind::Failover); }, longestMs));
        QVERIFY(here.clickToTheEnd());
        QVERIFY2(here.driver->run()->result == RunResult::Passed, qPrintable(here.driver->run()->resultSentence));
        QTRY_COMPARE_WITH_TIMEOUT(here.truth.serving, u"secondary"_s, 10'000);
    }
};

QTEST_MAIN(TestWizardLeaving)
#include "tst_wizardleaving.moc"
