// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a console that goes on knows and does: from the lock's reason alone, from another place, and about writes that
// an earlier console left in flight.
#include "models/runbook/causes.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"
#include "models/runbook/lockreason.h"
#include "models/runbook/mutationcodec.h"
#include "models/runbook/next.h"
#include "models/runbook/steps/glass.h"

#include <QJsonArray>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant start = fromIso(u"2026-11-22T03:00:00Z"_s).value();

Estate estate()
{
    Estate estate;
    estate.regions.primary.label = u"us-east-1"_s;
    estate.regions.secondary.label = u"us-west-2"_s;
    estate.regions.secondary.warehouse = WarehouseId{u"wh-b"_s};
    FailoverGroup group;
    group.name = u"orders"_s;
    estate.groups = {group};
    return estate;
}

/// An incident whose console of epoch 1 intended to start the warehouse and was lost.
class Lost {
public:
    explicit Lost(bool resumed)
        : recipe(failoverRecipe(estate(), u"orders"_s))
    {
        Opening opening;
        opening.id = IncidentId{u"INC-1"_s};
        opening.nonce = u"n0nce"_s;
        opening.place = u"here"_s;
        add(openingEvent(recipe, opening), 0);
        add(events::make(opening.id, events::stepStarted, StepId{u"declare"_s}, {}), 0);
        add(events::make(opening.id, events::phaseDone, StepId{u"declare"_s}, {{u"phase"_s, u"declare/lock"_s}}), 0);
        add(events::make(opening.id, events::stepDone, StepId{u"declare"_s}, {}), 0);
        add(events::make(opening.id, events::stepStarted, StepId{u"warm"_s}, {}), 1);
        const Mutation wake = StartWarehouse{Region::Secondary, WarehouseId{u"wh-b"_s}};
        add(events::make(opening.id, events::intent, StepId{u"warm"_s},
                         {{u"intent"_s, u"i1"_s},
                          {u"phase"_s, u"warm/warehouse"_s},
                          {u"subject"_s, subjectOf(wake)},
                          {u"call"_s, toJson(wake)},
                          {u"epoch"_s, 1}}),
            2);
        if (resumed)
            add(events::make(opening.id, events::resumed, {}, {{u"epoch"_s, 2}}), 10);
        else
            add(events::make(opening.id, events::outcome, StepId{u"warm"_s},
                             {{u"intent"_s, u"i1"_s}, {u"kind"_s, u"unknown"_s}}),
                10);
    }

    void add(JournalEvent event, int second)
    {
        event.at = later(start, std::chrono::seconds(second));
        event.sequence = all.size() + 1;
        all.append(event);
    }
    RunState state() const { return fold(all); }

    /// The warehouse as it was read for the phase at `second`.
    World seen(int second, WarehouseState warehouse) const
    {
        World world;
        const Instant at = later(start, std::chrono::seconds(second));
        Poll poll;
        poll.startedAt = poll.endedAt = at;
        poll.request.facts = wholeTerraform() + QSet{FactKind::Warehouse, FactKind::Pipelines, FactKind::Jobs};
        poll.request.regions = {Region::Secondary};
        world.polls.insert(u"warm/warehouse"_s, poll);
        Warehouse one;
        one.state = warehouse;
        world.facts.regions[Region::Secondary].warehouse.succeeded(one, at);
        return world;
    }

    /// The outcome that next() writes down for the lost intent, or an empty object.
    QJsonObject outcomeAt(int second, WarehouseState warehouse) const
    {
        const Instant now = later(start, std::chrono::seconds(second));
        for (const Command &command : next(recipe, state(), seen(second, warehouse), now)) {
            const auto *record = std::get_if<Record>(&command);
            if (record && record->event.kind == events::outcome)
                return record->event.data;
        }
        return {};
    }
    bool sendsAt(int second, WarehouseState warehouse) const
    {
        const Instant now = later(start, std::chrono::seconds(second));
        const QList<Command> commands = next(recipe, state(), seen(second, warehouse), now);
        return std::any_of(commands.begin(), commands.end(),
                           [](const Command &command) { return std::holds_alternative<Send>(command); });
    }

    Recipe recipe;
    QList<JournalEvent> all;
};

} // namespace

class TestTakeover : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLocksReasonTellsEverythingAndIsShort()
    {
        RunState state;
        state.id = IncidentId{u"INC-20261122-030000-orders"_s};
        state.recipe = RecipeKind::Switchover;
        state.group = u"orders"_s;
        state.to = Region::Primary;
        state.driver = u"a very long name of a person who drives"_s;
        state.epoch = 3;
        state.nonce = u"0123456789abcdef"_s;
        state.openedAt = start;
        const QString text = lockReason(state);
        QVERIFY2(text.size() < 200, qPrintable(text));
        const auto read = readLockReason(text);
        QVERIFY(read.has_value());
        QCOMPARE(read->incident, state.id);
        QCOMPARE(read->recipe, u"switchover"_s);
        QCOMPARE(read->to, u"primary"_s);
        QCOMPARE(read->epoch, 3);
        QCOMPARE(read->nonce, state.nonce);
    }

    void aLongGroupStillLeavesAShortReason()
    {
        RunState state;
        state.id = IncidentId{u"INC-20261122-030000-"_s + QString(40, u'g')};
        state.group = QString(60, u'g');
        state.driver = QString(60, u'd');
        state.nonce = u"0123456789abcdef"_s;
        state.openedAt = start;
        QVERIFY2(lockReason(state).size() < 200, qPrintable(lockReason(state)));
        QVERIFY(readLockReason(lockReason(state)).has_value());
    }

    void aForeignReasonIsNotRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("words") << u"kim migrates the state"_s;
        QTest::newRow("other JSON") << u"{\"mark\":\"twinlake-hold\"}"_s;
        QTest::newRow("without nonce")
            << u"{\"incident\":\"INC-1\",\"recipe\":\"failover\",\"t0\":\"2026-11-22T03:00:00Z\"}"_s;
    }
    void aForeignReasonIsNotRead()
    {
        QFETCH(QString, text);
        QVERIFY(!readLockReason(text).has_value());
    }

    void withoutAJournalTheLockStandsForWhatCameBefore()
    {
        const Recipe recipe = failoverRecipe(estate(), u"orders"_s);
        LockReason reason;
        reason.incident = IncidentId{u"INC-1"_s};
        reason.recipe = u"failover"_s;
        reason.t0 = u"2026-11-22T02:58:00Z"_s;
        reason.epoch = 4;
        reason.nonce = u"0ld"_s;
        Opening opening;
        opening.nonce = u"n3w"_s;
        QList<JournalEvent> list = eventsFromLock(recipe, reason, opening);
        for (JournalEvent &event : list)
            event.at = start;
        const RunState state = fold(list);
        QCOMPARE(state.id.value, u"INC-1"_s);
        QCOMPARE(state.epoch, 5);
        QCOMPARE(state.nonce, u"n3w"_s);
        QCOMPARE(state.clocks.t0, fromIso(reason.t0));
        QVERIFY(state.phase(u"declare/confirm"_s).doneAt.has_value());
        QVERIFY(!state.phase(u"declare/lock"_s).doneAt.has_value());
        QVERIFY(state.notes["closed_nonces"_L1].toArray().contains(u"0ld"_s));
    }

    void withoutAJournalTheLockTellsOfBrokenGlass()
    {
        RunState state;
        state.id = IncidentId{u"INC-20261122-030000-orders"_s};
        state.group = u"orders"_s;
        state.nonce = u"0123456789abcdef"_s;
        state.openedAt = start;
        QVERIFY(!readLockReason(lockReason(state))->glass);
        state.notes.insert(steps::glassKey(), toIso(start));
        const auto reason = readLockReason(lockReason(state));
        QVERIFY(reason->glass);
        QList<JournalEvent> list = eventsFromLock(failoverRecipe(estate(), u"orders"_s), *reason, {});
        for (JournalEvent &event : list)
            event.at = start;
        QVERIFY(steps::glassIsBroken(fold(list)));
    }

    void fromAnotherPlaceTheLockIsTakenAnew()
    {
        Lost lost(false);
        lost.add(
            events::make(
                IncidentId{u"INC-1"_s}, events::resumed, {},
                {{u"epoch"_s, 2}, {u"place"_s, u"there"_s}, {u"nonce"_s, u"n3w"_s}, {u"reopen"_s, u"declare/lock"_s}}),
            20);
        const RunState state = lost.state();
        QCOMPARE(state.nonce, u"n3w"_s);
        QCOMPARE(state.place, u"there"_s);
        QVERIFY(!state.phase(u"declare/lock"_s).doneAt);
        QCOMPARE(state.step(StepId{u"declare"_s})->status, StepStatus::Running);
        QVERIFY(state.notes["closed_nonces"_L1].toArray().contains(u"n0nce"_s));
    }

    void anInheritedWriteIsFoundByReading()
    {
        QCOMPARE(Lost(true).outcomeAt(12, WarehouseState::Starting)["kind"_L1].toString(), u"done"_s);
    }

    void anInheritedWriteWithoutTraceIsGivenUpOnlyAfterAWhile_data()
    {
        QTest::addColumn<int>("second");
        QTest::addColumn<bool>("givenUp");
        QTest::newRow("at once") << 11 << false;
        QTest::newRow("just before the limit") << 69 << false;
        QTest::newRow("at the limit") << 70 << true;
    }
    void anInheritedWriteWithoutTraceIsGivenUpOnlyAfterAWhile()
    {
        QFETCH(int, second);
        QFETCH(bool, givenUp);
        const QJsonObject outcome = Lost(true).outcomeAt(second, WarehouseState::Stopped);
        QCOMPARE(outcome["given_up"_L1].toBool(), givenUp);
        QVERIFY(!Lost(true).sendsAt(second, WarehouseState::Stopped));
    }

    void whatTheServersCouldNotShowIsNotGivenUp()
    {
        Lost lost(true);
        World blind = lost.seen(300, WarehouseState::Stopped);
        blind.facts.regions[Region::Secondary].warehouse.failed(Error{Error::Kind::Timeout, u"dark"_s, 0, {}, {}},
                                                                later(start, 300s));
        for (const Command &command : next(lost.recipe, lost.state(), blind, later(start, 300s))) {
            const auto *record = std::get_if<Record>(&command);
            QVERIFY(!std::holds_alternative<Send>(command));
            QVERIFY(!record || record->event.kind != events::outcome);
        }
    }

    void ourOwnLostWriteIsAPersonsToDecide()
    {
        const Lost lost(false);
        QVERIFY(lost.outcomeAt(600, WarehouseState::Stopped).isEmpty());
        QVERIFY(!lost.sendsAt(600, WarehouseState::Stopped));
        bool told = false;
        for (const Command &command :
             next(lost.recipe, lost.state(), lost.seen(600, WarehouseState::Stopped), later(start, 600s))) {
            const auto *record = std::get_if<Record>(&command);
            told = told || (record && record->event.data["cause"_L1].toString() == causes::noTrace);
        }
        QVERIFY(told);
    }
};

QTEST_GUILESS_MAIN(TestTakeover)
#include "tst_takeover.moc"
