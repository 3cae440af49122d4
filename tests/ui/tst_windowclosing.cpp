// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A window that is closed while nothing answers: it stays until what is in flight has ended, and never stands still.
#include "app/composition/rehearsalwindow.h"
#include "app/rehearsal/controlchannel.h"
#include "app/simulator/process/scenario.h"
#include "ui/shell/mainwindow.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestMs = 240'000;

} // namespace

class TestWindowClosing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itDoesNotWaitForHostsThatNeverAnswer()
    {
        const QTemporaryDir home;
        qputenv("XDG_STATE_HOME", home.path().toLocal8Bit());
        CommandLine line;
        line.command = CliCommand::Rehearse;
        line.speed = 1; // the deadlines are those of a live run
        line.scenario = u"regional-outage"_s;
        RehearsalWindow rehearsal(line, *simulator::loadScenario(line.scenario));
        rehearsal.setProgram(qEnvironmentVariable("TWINLAKE_BINARY"));
        const QSignalSpy opened(&rehearsal, &RehearsalWindow::opened);
        rehearsal.start();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, longestMs);
        DriverWindow &console = *rehearsal.console();
        ControlChannel control(console.estate().rehearsal->control);
        for (const QString &target : {u"primary"_s, u"secondary"_s, u"terraform"_s}) {
            const QJsonObject fault{{u"target"_s, target}, {u"kind"_s, u"stall"_s}};
            QVERIFY(QCoro::waitFor(control.addFault(fault)));
        }
        OpenIncident request;
        request.recipe = RecipeKind::Switchover;
        request.group = u"orders"_s;
        request.driver = u"jo"_s;
        console.engine().open(request);
        QTRY_VERIFY_WITH_TIMEOUT(console.wizard().run(), longestMs);
        const QSignalSpy left(&console, &DriverWindow::left);
        MainWindow &window = console.reader().window();
        window.close();
        QCOMPARE(left.count(), 0); // it came back at once, and says what it waits for
        QVERIFY(window.isVisible());
        QVERIFY(!window.centralWidget()->isEnabled());
        window.resize(window.size() + QSize(40, 40)); // what is drawn meanwhile asks nothing that has ended
        window.close();
        QTRY_COMPARE_WITH_TIMEOUT(left.count(), 1, longestMs);
        QVERIFY(!window.isVisible());
        rehearsal.close();
        QCOMPARE(left.count(), 1);
    }
};

QTEST_MAIN(TestWindowClosing)
#include "tst_windowclosing.moc"
