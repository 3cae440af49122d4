// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The recipes without any shell: the fold over each kind of event, and what next() asks for first.
#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"
#include "models/runbook/mutationcodec.h"
#include "models/runbook/next.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Estate estate()
{
    Estate estate;
    estate.regions.primary.label = u"us-east-1"_s;
    estate.regions.secondary.label = u"us-west-2"_s;
    FailoverGroup group;
    group.name = u"orders"_s;
    group.manualSteps = {{StepId{u"repoint"_s}, u"Tell the desk"_s, u"Call them."_s}};
    estate.groups = {group};
    return estate;
}

const Instant start = fromIso(u"2026-11-22T03:00:00Z"_s).value();

/// Events of one incident, each a second after the one before.
class Story {
public:
    explicit Story(RecipeKind kind = RecipeKind::Failover)
        : recipe(recipeFor(kind, estate(), u"orders"_s))
    {
        Opening opening;
        opening.id = IncidentId{u"INC-1"_s};
        opening.driver = u"jo"_s;
        opening.nonce = u"n0nce"_s;
        opening.notes = {{u"proposed_t0"_s, u"2026-11-22T02:58:00Z"_s}};
        add(openingEvent(recipe, opening));
    }
    Story &add(JournalEvent event)
    {
        event.at = later(start, std::chrono::seconds(events.size()));
        event.sequence = events.size() + 1;
        events.append(event);
        return *this;
    }
    Story &add(const QString &kind, const QString &step, const QJsonObject &data = {})
    {
        return add(events::make(IncidentId{u"INC-1"_s}, kind, StepId{step}, data));
    }
    RunState state() const { return fold(events); }

    Recipe recipe;
    QList<JournalEvent> events;
};

template <typename Wanted>
int countOf(const QList<Command> &commands)
{
    int count = 0;
    for (const Command &command : commands)
        count += std::holds_alternative<Wanted>(command) ? 1 : 0;
    return count;
}

} // namespace

class TestRunbook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepIdsAreThoseOfTheModel_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("ids");
        QTest::newRow("failover")
            << 0
            << u"declare warm assess go break-glass activate running quiet catch-up last-look repoint serve "
               "hold"_s;
        QTest::newRow("failback")
            << 1 << u"trust mend-feed revive catch-up parity go settle-debt repoint soak demote close"_s;
        QTest::newRow("switchover")
            << 2 << u"ready heat activate running quiet level last-check repoint soak demote close"_s;
    }
    void stepIdsAreThoseOfTheModel()
    {
        QFETCH(int, kind);
        QFETCH(QString, ids);
        QStringList found;
        for (const Step &step : recipeFor(static_cast<RecipeKind>(kind), estate(), u"orders"_s).steps)
            found.append(step.id.value);
        QCOMPARE(found.join(u' '), ids);
    }

    void openingListsTheSteps()
    {
        const RunState state = Story().state();
        QCOMPARE(state.id.value, u"INC-1"_s);
        QCOMPARE(state.steps.size(), 13);
        QCOMPARE(state.steps.first().title, u"Declare the outage"_s);
        QCOMPARE(state.step(StepId{u"warm"_s})->title, u"Warm us-west-2"_s);
        QVERIFY(state.step(StepId{u"activate"_s})->hasGate);
        QCOMPARE(state.to, Region::Secondary);
    }

    void aRecipeTurnsRoundWhenTheOtherRegionServes()
    {
        Story story(RecipeKind::Switchover);
        QCOMPARE(story.state().to, Region::Secondary);
        QCOMPARE(story.state().step(StepId{u"heat"_s})->title, u"Heat us-west-2"_s);
        story.add(events::direction, u"ready"_s,
                  {{u"from"_s, u"secondary"_s}, {u"titles"_s, titlesFrom(story.recipe, Region::Secondary)}});
        QCOMPARE(story.state().from, Region::Secondary);
        QCOMPARE(story.state().to, Region::Primary);
        QCOMPARE(story.state().step(StepId{u"heat"_s})->title, u"Heat us-east-1"_s);
        QCOMPARE(story.state().step(StepId{u"demote"_s})->title, u"Demote us-west-2"_s);
    }

    void failbackCountsFromItsStart()
    {
        const RunState state = Story(RecipeKind::Failback).state();
        QCOMPARE(state.clocks.t0, std::optional(start));
        QCOMPARE(state.to, Region::Primary);
    }

    void gatesAreAPersonsTurn()
    {
        Story story;
        story.add(events::stepStarted, u"go"_s);
        story.add(events::gateOpened, u"go"_s, {{u"gate"_s, u"go/approve"_s}, {u"kind"_s, u"approve"_s}});
        QCOMPARE(story.state().step(StepId{u"go"_s})->status, StepStatus::YourTurn);
        QCOMPARE(story.state().gate->id, u"go/approve"_s);
        story.add(events::gateAnswered, u"go"_s, {{u"gate"_s, u"go/approve"_s}, {u"approved"_s, true}});
        QVERIFY(!story.state().gate);
        QVERIFY(story.state().phase(u"go/approve"_s).approved);
        QCOMPARE(story.state().clocks.decision, Duration(1s));
    }

    void anUnknownOutcomeIsAStatusOfItsOwn()
    {
        Story story;
        story.add(events::stepStarted, u"warm"_s);
        story.add(events::intent, u"warm"_s, {{u"intent"_s, u"i1"_s}, {u"phase"_s, u"warm/warehouse"_s}});
        story.add(events::outcome, u"warm"_s, {{u"intent"_s, u"i1"_s}, {u"kind"_s, u"unknown"_s}});
        QCOMPARE(story.state().step(StepId{u"warm"_s})->status, StepStatus::OutcomeUnknown);
        story.add(events::outcome, u"warm"_s, {{u"intent"_s, u"i1"_s}, {u"kind"_s, u"done"_s}});
        QCOMPARE(story.state().step(StepId{u"warm"_s})->status, StepStatus::Running);
    }

    void eachOutcomeIsNotedOnItsOwnWrite()
    {
        Story story;
        story.add(events::stepStarted, u"warm"_s);
        story.add(events::intent, u"warm"_s, {{u"intent"_s, u"i1"_s}, {u"phase"_s, u"warm/a"_s}});
        story.add(events::intent, u"warm"_s, {{u"intent"_s, u"i2"_s}, {u"phase"_s, u"warm/b"_s}});
        story.add(events::outcome, u"warm"_s, {{u"intent"_s, u"i1"_s}, {u"kind"_s, u"unknown"_s}});
        const auto notes = [&story] {
            QStringList all;
            const RunState state = story.state();
            for (const StepCall &call : state.step(StepId{u"warm"_s})->calls)
                all.append(call.note);
            return all;
        };
        QCOMPARE(notes(), (QStringList{u"unknown"_s, u"write"_s}));
        story.add(events::outcome, u"warm"_s, {{u"intent"_s, u"i2"_s}, {u"kind"_s, u"done"_s}});
        QCOMPARE(notes(), (QStringList{u"unknown"_s, u"done"_s}));
        QCOMPARE(story.state().step(StepId{u"warm"_s})->status, StepStatus::OutcomeUnknown);
        story.add(events::outcome, u"warm"_s, {{u"intent"_s, u"i1"_s}, {u"kind"_s, u"refused"_s}});
        QCOMPARE(notes(), (QStringList{u"refused"_s, u"done"_s}));
        QCOMPARE(story.state().step(StepId{u"warm"_s})->status, StepStatus::Running);
    }

    void clocksAreKept()
    {
        Story story;
        story.add(events::t0Set, u"declare"_s, {{u"t0"_s, u"2026-11-22T02:58:00Z"_s}});
        story.add(events::clock, u"declare"_s, {{u"clock"_s, u"detected"_s}, {u"at"_s, u"2026-11-22T03:03:00Z"_s}});
        story.add(events::clock, u"repoint"_s,
                  {{u"clock"_s, u"serving_proven"_s}, {u"at"_s, u"2026-11-22T03:18:00Z"_s}, {u"proven"_s, true}});
        story.add(events::clock, u"warm"_s, {{u"clock"_s, u"data_at_risk"_s}, {u"ms"_s, 42000}});
        const RunState state = story.state();
        QCOMPARE(state.clocks.rto(), std::optional<Duration>(20min));
        QCOMPARE(state.clocks.machine(), std::optional<Duration>(15min));
        QCOMPARE(state.clocks.dataAtRisk, std::optional<Duration>(42s));
        QVERIFY(state.servingProven);
    }

    void stepsEndAsTold_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("status");
        QTest::newRow("done") << events::stepDone << static_cast<int>(StepStatus::Done);
        QTest::newRow("failed") << events::stepFailed << static_cast<int>(StepStatus::Failed);
        QTest::newRow("skipped") << events::stepSkipped << static_cast<int>(StepStatus::Skipped);
        QTest::newRow("retried") << events::stepRetried << static_cast<int>(StepStatus::Running);
    }
    void stepsEndAsTold()
    {
        QFETCH(QString, kind);
        QFETCH(int, status);
        Story story;
        story.add(events::stepStarted, u"warm"_s).add(kind, u"warm"_s);
        QCOMPARE(static_cast<int>(story.state().step(StepId{u"warm"_s})->status), status);
    }

    void pauseOverrideCaughtUpAndClosing()
    {
        Story story;
        story.add(events::paused, {});
        QVERIFY(story.state().paused);
        story.add(events::resumed, {}, {{u"epoch"_s, 2}});
        QVERIFY(!story.state().paused);
        QCOMPARE(story.state().epoch, 2);
        story.add(events::override, u"warm"_s, {{u"rule"_s, u"I3"_s}, {u"reason"_s, u"known"_s}});
        QCOMPARE(story.state().overrides, QList<QString>{u"I3: known"_s});
        story.add(events::caughtUp, u"catch-up"_s, {{u"verdict"_s, u"proven"_s}});
        QCOMPARE(story.state().caughtUp, CaughtUp::Proven);
        story.add(events::incidentClosed, {}, {{u"result"_s, u"passed"_s}});
        QCOMPARE(story.state().result, RunResult::Passed);
        QVERIFY(next(story.recipe, story.state(), {}, start).isEmpty());
    }

    void aKindOfANewerVersionIsPassedOver()
    {
        Story story;
        const RunState before = story.state();
        story.add(u"something_new"_s, u"warm"_s);
        RunState after = story.state();
        after.lastSequence = before.lastSequence;
        QCOMPARE(after, before);
    }

    void theFirstStepBeginsAndReads()
    {
        Story story;
        const QList<Command> first = next(story.recipe, story.state(), {}, start);
        QCOMPARE(first.size(), 1);
        QCOMPARE(std::get<Record>(first.first()).event.kind, events::stepStarted);
        QCOMPARE(std::get<Record>(first.first()).event.step.value, u"declare"_s);
        story.add(std::get<Record>(first.first()).event);
        const QList<Command> second = next(story.recipe, story.state(), {}, start);
        QCOMPARE(second.size(), 1);
        QVERIFY(std::get<Read>(second.first()).request.facts.contains(FactKind::Consumers));
        story.add(events::phaseDone, u"declare"_s, {{u"phase"_s, u"declare/direction"_s}});
        const QList<Command> third = next(story.recipe, story.state(), {}, start);
        QVERIFY(std::get<Read>(third.first()).request.facts.contains(FactKind::Witnesses));
    }

    void nextIsPure()
    {
        Story story;
        story.add(events::stepStarted, u"declare"_s);
        const RunState state = story.state();
        QCOMPARE(next(story.recipe, state, {}, start).size(), next(story.recipe, state, {}, start).size());
        QCOMPARE(state, story.state());
    }

    void whileUnknownItOnlyReads()
    {
        Story story;
        story.add(events::stepStarted, u"declare"_s).add(events::stepDone, u"declare"_s);
        story.add(events::stepStarted, u"warm"_s);
        const QJsonObject call = toJson(Mutation(StartWarehouse{Region::Secondary, WarehouseId{u"wh-b"_s}}));
        story.add(events::intent, u"warm"_s,
                  {{u"intent"_s, u"i1"_s}, {u"phase"_s, u"warm/warehouse"_s}, {u"call"_s, call}});
        story.add(events::outcome, u"warm"_s, {{u"intent"_s, u"i1"_s}, {u"kind"_s, u"unknown"_s}});
        for (int seconds = 10; seconds < 600; seconds += 10) {
            const Instant now = later(start, std::chrono::seconds(seconds));
            const QList<Command> commands = next(story.recipe, story.state(), {}, now);
            QCOMPARE(countOf<Send>(commands), 0);
            QVERIFY(countOf<Read>(commands) > 0);
        }
    }

    void aPausedIncidentDoesNothing()
    {
        Story story;
        story.add(events::paused, {});
        QVERIFY(next(story.recipe, story.state(), {}, start).isEmpty());
    }

    void manualStepsStandBeforeTheirStep()
    {
        const Recipe recipe = failoverRecipe(estate(), u"orders"_s);
        for (const Step &step : recipe.steps) {
            const bool named = step.id.value == "repoint"_L1;
            QCOMPARE(step.lanes.first().first().key == "repoint/manual-1"_L1, named);
        }
    }

    void plansSurviveTheJournal()
    {
        PlanDiff plan;
        plan.formatVersion = u"1.2"_s;
        ResourceChange change;
        change.address = u"module.a.databricks_job.x"_s;
        change.actions = QStringList{u"update"_s};
        change.attributes = {{u"continuous"_s, u"false"_s, u"true"_s, false, false}};
        plan.changes = {change};
        QCOMPARE(planFromJson(toJson(plan)), plan);
        OpenGate gate;
        gate.id = u"activate/apply"_s;
        gate.kind = GateKind::TypedRegion;
        gate.plan = plan;
        gate.guard = GuardVerdict{GuardVerdict::Kind::Allowed, u"fine"_s, {}, "abc"};
        QCOMPARE(gateFromJson(toJson(gate)), gate);
    }

    void bigIdsStayWhole()
    {
        const QJsonObject call = toJson(Mutation(RunJobNow{Region::Primary, JobId{9007199254740993}, {}}));
        QCOMPARE(call["job"_L1].toString(), u"9007199254740993"_s);
    }
};

QTEST_GUILESS_MAIN(TestRunbook)
#include "tst_runbook.moc"
