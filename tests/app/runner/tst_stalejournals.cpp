// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An old journal is a hint, not the truth: an incident ends elsewhere, then a console goes on from a copy of the
// journal that stops somewhere before, or aborts it. Every recipe, every event of its journal; judged by the world's
// writes alone: nothing but the coordination lock may be among them.
#include "app/runner/runner.h"
#include "models/runbook/causes.h"
#include "models/runbook/events.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

#include <memory>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum class Ending { ByItself, WithoutJournal, AbortedWithoutJournal, ThenAnother };

struct Story {
    RecipeKind recipe = RecipeKind::Failover;
    void (*prepare)(FakeWorld &) = nullptr;
    RecipeKind next = RecipeKind::Failback; ///< what comes later, for Ending::ThenAnother
};

void primaryIsOut(FakeWorld &world)
{
    world.regions.primary.dark = true;
}

void bothAreFine(FakeWorld &)
{
}

void failedOver(FakeWorld &world)
{
    world.failOver(u"true"_s);
}

void failedOverInDebt(FakeWorld &world)
{
    world.failOver(u"false"_s);
}

void standbyIsDisarmed(FakeWorld &world)
{
    world.regions.secondary.jobPaused = true;
}

QMap<QString, Story> stories()
{
    return {{u"failover"_s, {RecipeKind::Failover, primaryIsOut, RecipeKind::Failback}},
            {u"failback"_s, {RecipeKind::Failback, failedOver, RecipeKind::Switchover}},
            {u"switchover"_s, {RecipeKind::Switchover, bothAreFine, RecipeKind::Switchover}},
            {u"rearm"_s, {RecipeKind::Rearm, standbyIsDisarmed, RecipeKind::Switchover}},
            {u"settle-debt"_s, {RecipeKind::SettleDebt, failedOverInDebt, RecipeKind::Failback}}};
}

/// All that is written but the coordination lock.
QStringList changesIn(QStringList writes)
{
    writes.removeIf([](const QString &write) { return write.endsWith("ws-dr-coordination"_L1); });
    return writes;
}

/// An incident that is over, and the journal of the console that began it.
class Ended {
public:
    Ended(const Story &story, Ending ending, qsizetype lostAfter)
    {
        story.prepare(world);
        auto first = std::make_unique<Console>(world, journal);
        first->open(story.recipe);
        const bool byItself = ending == Ending::ByItself || ending == Ending::ThenAnother;
        first->drive(
            [&](const RunState &state) { return state.closedAt || (!byItself && journal.rows.size() >= lostAfter); });
        incident = first->state.id;
        wasOver = first->state.closedAt.has_value();
        first.reset();
        if (!byItself && !wasOver)
            endElsewhere(ending == Ending::AbortedWithoutJournal);
        if (ending == Ending::ThenAnother)
            comeLater(story.next);
        clock.advance(1h);
    }
    ~Ended() { world.interfere = nullptr; }

    /// What is written when a console goes on from the first `count` events; `place` other than "here": on another
    /// machine. `abort`: it gives the incident up.
    QStringList writesOf(qsizetype count, const QString &place, bool abort)
    {
        MemoryJournal copy;
        copy.rows = journal.rows.first(count);
        world.writes.clear();
        {
            Console stale(world, copy, place);
            if (abort)
                stale.runner->abort(incident, u"it is over"_s);
            else
                stale.runner->resume(incident);
            const Instant limit = later(clock.now(), 3h);
            stale.drive([&](const RunState &state) { return state.closedAt || clock.now() > limit || stands(state); });
        }
        return changesIn(world.writes);
    }

    FakeClock clock;
    FakeWorld world{clock};
    MemoryJournal journal;
    IncidentId incident;
    bool wasOver = false; ///< before the console could be lost

private:
    static bool stands(const RunState &state)
    {
        return std::any_of(state.steps.begin(), state.steps.end(),
                           [](const StepProgress &step) { return step.cause == causes::lockGone; });
    }

    void endElsewhere(bool abort)
    {
        MemoryJournal none;
        Console other(world, none, u"elsewhere"_s);
        if (abort)
            other.runner->abort(IncidentId(), u"enough"_s);
        else
            other.runner->resume(IncidentId());
        other.driveToEnd();
    }

    void comeLater(RecipeKind recipe)
    {
        clock.advance(1h);
        world.regions.primary.dark = false;
        MemoryJournal later;
        Console other(world, later, u"elsewhere"_s);
        other.open(recipe);
        other.driveToEnd();
    }
};

} // namespace

class TestStaleJournals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSnapshotOfAnEndedIncidentWritesNothing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Ending>("ending");
        for (const QString &name : stories().keys()) {
            QTest::addRow("%s, which came to its end", qPrintable(name)) << name << Ending::ByItself;
            QTest::addRow("%s, and another recipe came later", qPrintable(name)) << name << Ending::ThenAnother;
        }
    }
    void aSnapshotOfAnEndedIncidentWritesNothing()
    {
        QFETCH(QString, name);
        QFETCH(Ending, ending);
        Ended ended(stories().value(name), ending, 0);
        QVERIFY(ended.wasOver);
        QStringList wrong;
        for (qsizetype count = 1; count < ended.journal.rows.size(); ++count) {
            for (const QString &place : {u"here"_s, u"there"_s}) {
                for (const bool abort : {false, true}) {
                    const QStringList writes = ended.writesOf(count, place, abort);
                    if (!writes.isEmpty())
                        wrong.append(u"%1 events, %2, %3: %4"_s.arg(count).arg(place, abort ? u"abort"_s : u"resume"_s,
                                                                               writes.join(u", "_s)));
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    }

    void whatEndedWithoutTheJournalIsLeftAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Ending>("ending");
        for (const QString &name : stories().keys()) {
            QTest::addRow("%s", qPrintable(name)) << name << Ending::WithoutJournal;
            QTest::addRow("%s, aborted", qPrintable(name)) << name << Ending::AbortedWithoutJournal;
        }
    }
    /// The console is lost after each event; another, without its journal, ends the incident; then the first one's
    /// journal is found.
    void whatEndedWithoutTheJournalIsLeftAlone()
    {
        QFETCH(QString, name);
        QFETCH(Ending, ending);
        QStringList wrong;
        for (qsizetype lostAfter = 2; lostAfter < 400; ++lostAfter) {
            Ended ended(stories().value(name), ending, lostAfter);
            if (ended.wasOver)
                break;
            if (askedForTheLock(ended.journal) > 0) // before that, nobody else knew of it
                note(ended, lostAfter, wrong);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    }

    void aLockThatIsGoneWithoutATraceIsAPersonsToJudge()
    {
        Outage outage;
        Console &first = outage.console;
        QVERIFY(first.drive([](const RunState &s) { return s.gate && s.gate->id == "activate/apply"_L1; }));
        const IncidentId id = first.state.id;
        first.runner->stop();
        first.settle();
        outage.world.workspaces[u"dr-coordination"_s].locked = false; // force-unlocked by hand
        outage.world.workspaces[u"dr-coordination"_s].lockedReason.clear();
        outage.world.writes.clear();
        Console second(outage.world, outage.journal);
        second.answersGates = false;
        second.runner->resume(id);
        QVERIFY(second.drive([](const RunState &s) {
            const StepProgress *declare = s.step(StepId{u"declare"_s});
            return declare && declare->cause == causes::lockGone;
        }));
        QVERIFY(outage.world.writes.isEmpty());
        second.runner->overrideRule(id, StepId{u"declare"_s}, u"I8"_s, u"kim force-unlocked it"_s);
        second.answersGates = true;
        QVERIFY(second.driveToEnd());
        QCOMPARE(second.state.result, RunResult::Passed);
        QCOMPARE(outage.world.serving, Region::Secondary);
    }

private:
    /// How many events there are until the lock is asked for, that one included; 0: it never was.
    static qsizetype askedForTheLock(const MemoryJournal &journal)
    {
        const auto asked = std::find_if(journal.rows.begin(), journal.rows.end(), [](const JournalEvent &event) {
            return event.kind == events::intent && event.data["phase"_L1].toString().endsWith("/lock"_L1);
        });
        return asked == journal.rows.end() ? 0 : asked - journal.rows.begin() + 1;
    }

    /// From all that the lost console knew, and from what it knew before the lock was granted.
    static void note(Ended &ended, qsizetype lostAfter, QStringList &wrong)
    {
        for (const qsizetype count : {ended.journal.rows.size(), askedForTheLock(ended.journal)}) {
            for (const bool abort : {false, true}) {
                const QStringList writes = ended.writesOf(count, u"here"_s, abort);
                if (!writes.isEmpty())
                    wrong.append(u"lost after %1 events, %2 of them known, %3: %4"_s.arg(lostAfter).arg(count).arg(
                        abort ? u"abort"_s : u"resume"_s, writes.join(u", "_s)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestStaleJournals)
#include "tst_stalejournals.moc"
