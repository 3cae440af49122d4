// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The local lock is given back by whoever does not drive: because the first event could not be written, or because a
// later one could not and this console stands still.
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;

namespace {

/// A console and the lock it holds or not.
struct Locked {
    FakeClock clock;
    FakeWorld world{clock};
    MemoryJournal journal;
    bool held = false;
    Console console{world, journal, u"here"_s, [this](RunnerPorts &ports) {
                        ports.takeLock = [this] {
                            held = true;
                            return Result<>();
                        };
                        ports.releaseLock = [this] { held = false; };
                    }};

    Locked() { world.regions.primary.dark = true; }
    ~Locked() { world.interfere = nullptr; }
};

} // namespace

class TestGivenBack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whenTheOpeningCannotBeWritten()
    {
        Locked one;
        one.journal.failFrom = 0;
        one.console.open(RecipeKind::Failover);
        QVERIFY(one.console.journalBroken);
        QVERIFY(one.journal.rows.isEmpty());
        QVERIFY(!one.held);
    }

    void whenGoingOnCannotBeWritten()
    {
        Locked one;
        one.console.open(RecipeKind::Failover);
        QVERIFY(one.console.driveTo(u"activate"_s, StepStatus::YourTurn));
        QVERIFY(one.held);
        one.console.runner->stop();
        one.console.settle();
        one.journal.failFrom = static_cast<int>(one.journal.rows.size());
        bool held = false;
        Console next(one.world, one.journal, u"here"_s, [&held](RunnerPorts &ports) {
            ports.takeLock = [&held] {
                held = true;
                return Result<>();
            };
            ports.releaseLock = [&held] { held = false; };
        });
        next.runner->resume({});
        next.settle();
        QVERIFY(next.journalBroken);
        QVERIFY(!held);
    }

    void whenALaterEventCannotBeWritten()
    {
        Locked one;
        one.console.open(RecipeKind::Failover);
        QVERIFY(one.console.driveTo(u"activate"_s, StepStatus::YourTurn));
        QVERIFY(one.held);
        one.journal.failFrom = static_cast<int>(one.journal.rows.size());
        one.console.drive([&one](const RunState &) { return one.console.journalBroken && !one.held; });
        QVERIFY(one.console.journalBroken);
        QVERIFY(!one.held);
    }

    void notWhileItDrives()
    {
        Locked one;
        one.console.open(RecipeKind::Failover);
        QVERIFY(one.console.driveTo(u"activate"_s, StepStatus::YourTurn));
        QVERIFY(one.held);
        QVERIFY(one.console.driveToEnd());
        one.console.settle();
        QVERIFY(!one.held);
    }
};

QTEST_GUILESS_MAIN(TestGivenBack)
#include "tst_givenback.moc"
