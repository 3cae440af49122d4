// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The role table of recovery-model.md 3.0, row by row, and what makes a role unknown.
#include "models/rules/role.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestRole : public QObject {
    Q_OBJECT

private:
    static inline const Instant now = *fromIso(u"2026-11-22T03:00:00Z"_s);
    static constexpr Duration limit = 90s;

    static Pipeline pipeline(const QString &name, bool continuous, std::optional<UpdateState> update)
    {
        Pipeline one;
        one.id = PipelineId{name + u"-id"_s};
        one.name = name;
        one.continuous = continuous;
        if (update)
            one.latestUpdates = {Update{UpdateId{u"5c1e07a2-1111"_s}, *update, wireWord(*update), {}, {}}};
        return one;
    }
    static Job scheduled(qint64 id, const QString &target, bool paused, const QString &cron = u"0 30 * * * ?"_s)
    {
        Job job;
        job.id = JobId{id};
        job.name = u"Job for %1"_s.arg(target);
        job.schedule = JobSchedule{cron, u"America/New_York"_s, paused};
        job.pipelines = {PipelineId{target + u"-id"_s}};
        return job;
    }
    static void put(RegionFacts &facts, const Pipeline &one) { facts.pipelines[one.name].succeeded(one, now); }
    static void put(RegionFacts &facts, const Job &job)
    {
        facts.jobs[job.id].succeeded(job, now);
        facts.activeRuns[job.id].succeeded({}, now);
    }

private Q_SLOTS:
    void seedStyle_data()
    {
        QTest::addColumn<bool>("continuous");
        QTest::addColumn<bool>("jobPaused");
        QTest::addColumn<int>("update");
        QTest::addColumn<Role>("expected");
        QTest::addColumn<QString>("repair");
        const auto row = [](const char *name, bool continuous, bool paused, UpdateState update, Role role,
                            const QString &repair) {
            QTest::newRow(name) << continuous << paused << static_cast<int>(update) << role << repair;
        };
        row("F/UNPAUSED is standby armed", false, false, UpdateState::Completed, Role::StandbyArmed, {});
        row("F/UNPAUSED with its update running too", false, false, UpdateState::Running, Role::StandbyArmed, {});
        row("T/PAUSED is active", true, true, UpdateState::Running, Role::Active, {});
        row("T/PAUSED waiting for machines is active", true, true, UpdateState::WaitingForResources, Role::Active, {});
        row("T/UNPAUSED is noisy", true, false, UpdateState::Running, Role::Partial, u"Pause job Job for orders."_s);
        row("F/PAUSED is disarmed", false, true, UpdateState::Completed, Role::Disarmed,
            u"Unpause job Job for orders."_s);
        row("F/PAUSED is disarmed while the old update ends", false, true, UpdateState::Running, Role::Disarmed,
            u"Unpause job Job for orders."_s);
        row("T without an update is active on paper", true, true, UpdateState::Canceled, Role::Partial,
            u"Start an update of orders."_s);
        row("T whose update is stopping is active on paper", true, true, UpdateState::Stopping, Role::Partial,
            u"Start an update of orders."_s);
        row("a state of a newer service is unknown", true, true, UpdateState::Unknown, Role::Unknown, {});
    }
    void seedStyle()
    {
        QFETCH(const bool, continuous);
        QFETCH(const bool, jobPaused);
        QFETCH(const int, update);
        QFETCH(const Role, expected);
        QFETCH(const QString, repair);
        RegionFacts facts;
        put(facts, pipeline(u"orders"_s, continuous, static_cast<UpdateState>(update)));
        put(facts, scheduled(7, u"orders"_s, jobPaused));
        const RoleVerdict verdict = judgeRole(facts, now, limit);
        QCOMPARE(verdict.role, expected);
        QCOMPARE(verdict.repair, repair);
        QVERIFY(!verdict.sentence.isEmpty());
        QCOMPARE(verdict.readAt, std::optional(now));
    }

    void continuousJobStyle_data()
    {
        QTest::addColumn<bool>("pipelineContinuous");
        QTest::addColumn<bool>("paused");
        QTest::addColumn<bool>("runs");
        QTest::addColumn<bool>("scheduleUnpaused");
        QTest::addColumn<Role>("expected");
        QTest::newRow("unpaused with a run is T") << false << false << true << false << Role::Active;
        QTest::newRow("unpaused without a run is active on paper") << false << false << false << false << Role::Partial;
        QTest::newRow("unpaused beside an armed schedule is noisy") << false << false << true << true << Role::Partial;
        QTest::newRow("paused, nothing else would start it") << false << true << false << false << Role::Disarmed;
        QTest::newRow("paused beside an armed schedule") << false << true << false << true << Role::StandbyArmed;
        QTest::newRow("both styles at once misbehave") << true << false << true << false << Role::Partial;
    }
    void continuousJobStyle()
    {
        QFETCH(const bool, pipelineContinuous);
        QFETCH(const bool, paused);
        QFETCH(const bool, runs);
        QFETCH(const bool, scheduleUnpaused);
        QFETCH(const Role, expected);
        RegionFacts facts;
        put(facts, pipeline(u"orders"_s, pipelineContinuous, runs ? UpdateState::Running : UpdateState::Completed));
        Job job = scheduled(8, u"orders"_s, true);
        job.schedule.reset();
        job.continuousPaused = paused;
        put(facts, job);
        if (runs)
            facts.activeRuns[job.id].succeeded({JobRun{JobRunId{1}, job.id, u"RUNNING"_s, {}, {}, {}, {}}}, now);
        if (scheduleUnpaused)
            put(facts, scheduled(9, u"orders"_s, false));
        QCOMPARE(judgeRole(facts, now, limit).role, expected);
    }

    void worstPipelineDecides()
    {
        RegionFacts facts;
        put(facts, pipeline(u"orders"_s, false, UpdateState::Completed));
        put(facts, scheduled(1, u"orders"_s, false));
        put(facts, pipeline(u"returns"_s, true, UpdateState::Running));
        put(facts, scheduled(2, u"returns"_s, true));
        QCOMPARE(judgeRole(facts, now, limit).role, Role::Partial); // half switched
        put(facts, scheduled(1, u"orders"_s, true));
        QCOMPARE(judgeRole(facts, now, limit).role, Role::Disarmed);
    }

    void scheduleThatNeverFiresArmsNothing()
    {
        RegionFacts facts;
        put(facts, pipeline(u"orders"_s, false, UpdateState::Completed));
        put(facts, scheduled(1, u"orders"_s, false, u"0 0 1 1 1 ? 2020"_s));
        QCOMPARE(judgeRole(facts, now, limit).role, Role::Disarmed);
        put(facts, scheduled(1, u"orders"_s, false, u"every now and then"_s));
        QCOMPARE(judgeRole(facts, now, limit).role, Role::Unknown);
    }

    void missingFailedOrOldInputsMakeItUnknown()
    {
        QCOMPARE(judgeRole({}, now, limit).role, Role::Unknown);
        RegionFacts facts;
        put(facts, pipeline(u"orders"_s, true, UpdateState::Running));
        put(facts, scheduled(7, u"orders"_s, true));
        QCOMPARE(judgeRole(facts, now, limit).role, Role::Active);
        QCOMPARE(judgeRole(facts, later(now, limit + 1ms), limit).role, Role::Unknown);

        RegionFacts failed = facts;
        failed.jobs[JobId{7}].failed(Error{Error::Kind::Timeout, u"no answer"_s, 0, {}, {}}, now);
        const RoleVerdict verdict = judgeRole(failed, now, limit);
        QCOMPARE(verdict.role, Role::Unknown);
        QVERIFY(verdict.sentence.contains(u"no answer"_s));

        RegionFacts missing = facts;
        missing.jobs[JobId{8}]; // named by the estate, never read
        QCOMPARE(judgeRole(missing, now, limit).role, Role::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestRole)
#include "tst_role.moc"
