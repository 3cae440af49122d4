// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the runner does around next(), without its coroutines.
#include "tests/models/runbook/modelconsole.h"

#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"
#include "models/runbook/intents.h"
#include "models/runbook/lockreason.h"
#include "models/runbook/mutationcodec.h"
#include "tests/models/runbook/modelwrites.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant opensAt = fromIso(u"2026-11-22T03:00:00Z"_s).value();
const IncidentId incident{u"INC-1"_s};

void afterFailover(FakeWorld &world)
{
    world.serving = Region::Secondary;
    world.regions.secondary.continuous = world.regions.secondary.jobPaused = true;
    world.regions.secondary.update = UpdateState::Running;
    world.variables[u"dlt-b"_s] = u"true"_s;
    world.variables[u"consumers"_s] = u"us-west-2"_s;
    world.workspaces[u"dlt-b"_s].locked = true;
    world.workspaces[u"dlt-b"_s].lockedReason = u"{\"mark\":\"twinlake-hold\"}"_s;
}

/// Somebody paused the standby's job by hand; or a switchover was left behind it, and nobody moved on.
void standbyIsNotArmed(FakeWorld &world, Start start)
{
    FakeRegion &standby = world.regions.secondary;
    standby.jobPaused = true;
    if (start != Start::HotStandby)
        return;
    standby.continuous = true;
    standby.update = UpdateState::Running;
    world.variables[u"dlt-b"_s] = u"true"_s;
}

/// All that is so of one region is so of the other.
void exchange(FakeWorld &world)
{
    std::swap(world.regions.primary, world.regions.secondary);
    std::swap(world.variables[u"dlt-a"_s], world.variables[u"dlt-b"_s]);
    std::swap(world.workspaces[u"dlt-a"_s].locked, world.workspaces[u"dlt-b"_s].locked);
    std::swap(world.workspaces[u"dlt-a"_s].lockedReason, world.workspaces[u"dlt-b"_s].lockedReason);
    world.serving = otherRegion(world.serving);
    world.variables[u"consumers"_s] = world.serving == Region::Primary ? u"us-east-1"_s : u"us-west-2"_s;
}

QString phaseWords(const RunState &run)
{
    QStringList words;
    for (auto it = run.phases.begin(); it != run.phases.end(); ++it)
        words.append(it.key()
                     + u"%1%2%3"_s.arg(int(it->doneAt.has_value()))
                           .arg(int(it->gateAnsweredAt.has_value()))
                           .arg(int(it->approved)));
    return words.join(u' ');
}

/// The latest intent of each phase and subject: earlier ones are in force no more.
QString intentWords(const RunState &run)
{
    QMap<QString, QString> latest;
    for (const IntentRecord &intent : run.intents)
        latest[intent.phase + u' ' + intent.subject] = u"%1%2%3"_s.arg(intent.outcome ? int(intent.outcome->kind) : 9)
                                                           .arg(int(intent.givenUp))
                                                           .arg(int(intent.epoch == run.epoch));
    QStringList words;
    for (auto it = latest.begin(); it != latest.end(); ++it)
        words.append(it.key() + it.value());
    return words.join(u' ');
}

bool isKnown(const RunState &run, const QString &intent)
{
    return std::any_of(run.intents.begin(), run.intents.end(),
                       [&](const IntentRecord &one) { return one.id == intent; });
}

} // namespace

ModelState::ModelState(RecipeKind kind, Start start)
    : scene(opensAt)
{
    if (kind == RecipeKind::Failover)
        scene.world.regions.primary.dark = scene.servedIsFrozen = true;
    else if (kind == RecipeKind::Failback)
        afterFailover(scene.world);
    else if (kind == RecipeKind::Rearm)
        standbyIsNotArmed(scene.world, start);
    else if (kind == RecipeKind::SettleDebt)
        scene.world.failOver(u"false"_s);
    if (start == Start::OtherWay)
        exchange(scene.world);
    Opening opening;
    opening.id = incident;
    opening.driver = u"jo"_s;
    opening.place = u"here"_s;
    opening.nonce = u"nonce-1"_s;
    opening.notes = {{u"served_up_to"_s, toIso(scene.served)}};
    const Recipe recipe = recipeFor(kind, fakeEstate(), u"orders"_s);
    JournalEvent event = openingEvent(recipe, opening);
    event.at = opensAt;
    twinlake::apply(run, event);
}

QByteArray ModelState::signature() const
{
    QStringList words{QString::number(std::min(run.epoch, 4)),
                      QString::number(int(run.result)),
                      QString::number(int(run.aborting)),
                      run.gate ? run.gate->id : QString(),
                      phaseWords(run),
                      intentWords(run),
                      QString::number(int(seen.polls.isEmpty())),
                      QString::number(adversities),
                      QStringList(run.notes.keys()).join(u' ')};
    for (const StepProgress &step : run.steps)
        words.append(QString::number(int(step.status)));
    const QByteArray all = words.join(u'|').toUtf8() + scene.signature(run.nonce);
    return QCryptographicHash::hash(all, QCryptographicHash::Md5);
}

ModelConsole::ModelConsole(RecipeKind kind)
    : m_recipe(recipeFor(kind, fakeEstate(), u"orders"_s))
{
}

void ModelConsole::record(ModelState &state, JournalEvent event) const
{
    event.at = state.scene.clock.now();
    event.sequence = state.run.lastSequence + 1;
    if (event.kind == events::intent && isKnown(state.run, event.data["intent"_L1].toString()))
        state.violations.append(u"I6: two intents are named "_s + event.data["intent"_L1].toString());
    twinlake::apply(state.run, event);
    if (event.kind == events::gateAnswered)
        state.seen.polls.remove(event.data["gate"_L1].toString());
    for (const IntentRecord &intent : std::as_const(state.run.intents)) {
        if (event.kind == events::outcome && intent.id == event.data["intent"_L1].toString())
            state.seen.polls.remove(intent.phase);
    }
}

ModelConsole::Stands ModelConsole::round(ModelState &state) const
{
    if (state.run.closedAt)
        return Stands::Over;
    const QList<Command> commands = next(m_recipe, state.run, state.seen, state.scene.clock.now());
    bool recorded = false;
    for (const Command &command : commands) {
        if (const auto *event = std::get_if<Record>(&command)) {
            record(state, event->event);
            recorded = true;
        }
    }
    if (recorded)
        return Stands::Recorded;
    const bool sends = std::any_of(commands.begin(), commands.end(),
                                   [](const Command &command) { return std::holds_alternative<Send>(command); });
    if (sends) // before anything read beside it: what is sent is what was decided
        return Stands::AtSend;
    bool read = false;
    bool waits = false;
    for (const Command &command : commands) {
        if (const auto *reading = std::get_if<Read>(&command)) {
            readScene(state.seen, reading->key, reading->request, state.scene, m_recipe.estate);
            read = true;
        }
        waits = waits || std::holds_alternative<Wait>(command);
    }
    if (read)
        return Stands::Read;
    if (state.run.gate)
        return Stands::AtGate;
    return waits ? Stands::Waits : Stands::Still;
}

void ModelConsole::wait(ModelState &state, int unchanged) const
{
    const Instant now = state.scene.clock.now();
    std::optional<Instant> due;
    for (const Command &command : next(m_recipe, state.run, state.seen, now)) {
        if (const auto *one = std::get_if<Wait>(&command))
            due = due ? std::min(*due, one->until) : one->until;
    }
    const Duration span = due ? std::max(Duration(1ms), between(now, *due)) : Duration(1s);
    state.scene.clock.advance(unchanged > 12 ? std::max<Duration>(span, 5min) : span);
}

std::optional<Send> ModelConsole::wanted(const ModelState &state) const
{
    for (const Command &command : next(m_recipe, state.run, state.seen, state.scene.clock.now())) {
        if (const auto *send = std::get_if<Send>(&command))
            return *send;
    }
    return std::nullopt;
}

void ModelConsole::intend(ModelState &state, const Send &send) const
{
    record(state, events::make(state.run.id, events::intent, send.step, intentData(state.run, send)));
}

Outcome ModelConsole::perform(ModelState &state, const Send &send) const
{
    state.violations += objectionsTo(state, send);
    return writeTo(state.scene, state.accepted, send.mutation);
}

void ModelConsole::reply(ModelState &state, const Send &send, Reply how) const
{
    Outcome outcome{Outcome::Kind::Unknown, 0, u"no answer"_s, {}};
    if (how == Reply::Refused)
        outcome = {Outcome::Kind::Refused, 422, u"refused"_s, {}};
    else if (how == Reply::NotSent)
        outcome = {Outcome::Kind::NotSent, 0, u"no token"_s, {}};
    else if (how == Reply::Done)
        outcome = perform(state, send);
    else if (how == Reply::LostButApplied)
        static_cast<void>(perform(state, send));
    QJsonObject data = toJson(outcome);
    data.insert(u"intent"_s, state.run.intents.constLast().id);
    record(state, events::make(state.run.id, events::outcome, send.step, data));
}

void ModelConsole::answer(ModelState &state, bool approved) const
{
    const OpenGate gate = *state.run.gate;
    record(
        state,
        events::make(state.run.id, events::gateAnswered, gate.step, {{u"gate"_s, gate.id}, {u"approved"_s, approved}}));
    if (approved)
        return;
    if (gate.step.value == "declare"_L1)
        record(state, events::make(state.run.id, events::incidentClosed, {}, {{u"result"_s, u"interrupted"_s}}));
    else
        record(state, events::make(state.run.id, events::stepFailed, gate.step, {{u"sentence"_s, u"Declined"_s}}));
}

void ModelConsole::retry(ModelState &state, const StepId &step) const
{
    record(state, events::make(state.run.id, events::stepRetried, step, {}));
}

void ModelConsole::abort(ModelState &state) const
{
    const Step &way = m_recipe.abort;
    record(state,
           events::make(state.run.id, events::aborting, way.id,
                        {{u"reason"_s, u"enough"_s}, {u"title"_s, way.title}, {u"budget_ms"_s, 7200000}}));
}

bool ModelConsole::canResume(const ModelState &state, Resume how) const
{
    const TerraformWorkspace lock = state.scene.world.workspaces.value(u"dr-coordination"_s);
    return how != Resume::None || (lock.locked && readLockReason(lock.lockedReason));
}

void ModelConsole::resume(ModelState &state, Resume how) const
{
    state.seen = World();
    state.scene.clock.advance(30s);
    const QString nonce = u"nonce-%1"_s.arg(state.run.epoch + 1);
    if (how == Resume::None) {
        const auto reason = readLockReason(state.scene.world.workspaces[u"dr-coordination"_s].lockedReason);
        Opening opening;
        opening.driver = u"sam"_s;
        opening.place = nonce;
        opening.nonce = nonce;
        state.run = RunState();
        for (const JournalEvent &event : eventsFromLock(m_recipe, *reason, opening))
            record(state, event);
        return;
    }
    QJsonObject data{{u"epoch"_s, state.run.epoch + 1}, {u"reopen"_s, lockToReopen(m_recipe, state.run)}};
    if (how == Resume::Copied) {
        data.insert(u"place"_s, nonce);
        data.insert(u"nonce"_s, nonce);
    }
    record(state, events::make(state.run.id, events::resumed, {}, data));
}

} // namespace twinlake
