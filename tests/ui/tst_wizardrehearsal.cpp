// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The failover wizard and then the failback wizard clicked to the end against the simulator; who serves afterwards is
// read from the world, not from the window.
#include "tests/ui/rehearseddriver.h"

#include "app/simulator/process/scenario.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestWizardRehearsal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, ThemeName::Dark); }

    void clickingBothWizardsToTheEndMovesTheConsumersAndBringsThemBack()
    {
        const QTemporaryDir home;
        qputenv("XDG_STATE_HOME", home.path().toLocal8Bit());
        CommandLine line;
        line.command = CliCommand::Rehearse;
        line.speed = 120;
        line.seed = 5;
        line.scenario = u"regional-outage"_s;
        auto scenario = *simulator::loadScenario(line.scenario);
        scenario.returnAfter = std::chrono::hours(10); // the primary stays away until the test mends it
        RehearsalWindow rehearsal(line, scenario);
        rehearsal.setProgram(qEnvironmentVariable("TWINLAKE_BINARY"));
        const QSignalSpy opened(&rehearsal, &RehearsalWindow::opened);
        rehearsal.start();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 30'000);

        RehearsedDriver driver(rehearsal);
        WorldTruth truth;
        connect(rehearsal.facilitator(), &Facilitator::truthTold, this,
                [&truth](const WorldTruth &told) { truth = told; });
        QTRY_VERIFY_WITH_TIMEOUT(!truth.faults.isEmpty(), 60'000);
        QCOMPARE(truth.serving, u"primary"_s);
        clickToTheEnd(driver, RecipeKind::Failover);
        QTRY_COMPARE_WITH_TIMEOUT(truth.serving, u"secondary"_s, 10'000);

        for (const FaultNow &fault : std::as_const(truth.faults))
            rehearsal.facilitator()->liftFault(fault.id);
        QTRY_VERIFY_WITH_TIMEOUT(truth.faults.isEmpty(), 10'000);
        clickToTheEnd(driver, RecipeKind::Failback);
        QTRY_COMPARE_WITH_TIMEOUT(truth.serving, u"primary"_s, 10'000);
        rehearsal.close();
    }

private:
    static void clickToTheEnd(RehearsedDriver &driver, RecipeKind recipe)
    {
        const auto runs = [&driver, recipe] { return driver.run() && driver.run()->recipe == recipe; };
        const auto started = [&] {
            if (!runs())
                driver.start(recipe); // the offer opens once the window knows who serves
            return runs();
        };
        QTRY_VERIFY_WITH_TIMEOUT(started(), 60'000);
        const auto over = [&] {
            driver.answerGate();
            return driver.run()->result != RunResult::Open;
        };
        QTRY_VERIFY_WITH_TIMEOUT(over(), 240'000);
        QVERIFY2(driver.run()->result == RunResult::Passed, qPrintable(driver.run()->resultSentence));
    }
};

QTEST_MAIN(TestWizardRehearsal)
#include "tst_wizardrehearsal.moc"
