// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What can happen where. An adversity comes before the reading that a write needs, never between the two: nothing can
// guard against that.
#include "tests/models/runbook/modelmoves.h"

#include "models/runbook/events.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int longestStanding = 70; // rounds of waiting without any change: hours of the clock

const TerraformRunId foreignRun{u"run-foreign"_s};
const QList<Resume> ways{Resume::Same, Resume::Copied, Resume::None};

QString wordOf(Resume how)
{
    return how == Resume::Same ? u"same"_s : how == Resume::Copied ? u"copied"_s : u"none"_s;
}

void lockBy(FakeWorld &world, const QString &reason)
{
    TerraformWorkspace &lock = world.workspaces[u"dr-coordination"_s];
    lock.locked = !reason.isEmpty();
    lock.lockedReason = reason;
}

void addForeignRun(FakeWorld &world, const QString &workspace)
{
    FakeRun foreign;
    foreign.run.id = foreignRun;
    foreign.run.workspace = WorkspaceId{u"ws-"_s + workspace};
    foreign.run.status = u"policy_checked"_s;
    world.runs.insert(foreign.run.id, foreign);
}

struct Strike {
    QString name;
    void (*happens)(ModelState &);
};

const QList<Strike> &allStrikes()
{
    static const QList<Strike> list{
        {u"the target goes dark"_s, [](ModelState &s) { s.scene.world.regions[s.run.to].dark = true; }},
        {u"the source changes between light and dark"_s,
         [](ModelState &s) { s.scene.world.regions[s.run.from].dark = !s.scene.world.regions[s.run.from].dark; }},
        {u"the target's update fails"_s,
         [](ModelState &s) { s.scene.world.regions[s.run.to].update = UpdateState::Failed; }},
        {u"a stranger takes the lock"_s, [](ModelState &s) { lockBy(s.scene.world, u"stranger"_s); }},
        {u"the lock is forced open"_s, [](ModelState &s) { lockBy(s.scene.world, {}); }},
        {u"a stranger's run in the target"_s, [](ModelState &s) { addForeignRun(s.scene.world, u"dlt-b"_s); }},
        {u"a stranger's run at the pointer"_s, [](ModelState &s) { addForeignRun(s.scene.world, u"consumers"_s); }},
        {u"Terraform falls silent"_s, [](ModelState &s) { s.scene.world.terraformDark = true; }},
        {u"Terraform's queue stands still"_s, [](ModelState &s) { s.scene.world.queueStands = true; }},
        {u"plans hold a surprise"_s, [](ModelState &s) { s.scene.world.surprisePlans = true; }},
        {u"the next apply breaks midway"_s, [](ModelState &s) { s.scene.appliesMidway = true; }},
    };
    return list;
}

std::function<ModelState()> known(const ModelState &state)
{
    return [where = std::make_shared<const ModelState>(state)] { return *where; };
}

/// Regions come back, strangers go, pipelines that are continuous restart by themselves.
void heal(Scene &scene)
{
    FakeWorld &world = scene.world;
    for (const Region region : bothRegions) {
        world.regions[region].dark = false;
        if (world.regions[region].continuous)
            world.regions[region].update = UpdateState::Running;
    }
    if (world.workspaces[u"dr-coordination"_s].lockedReason == "stranger"_L1)
        lockBy(world, {});
    if (world.runs.contains(foreignRun))
        world.runs[foreignRun].run.status = u"discarded"_s;
    world.surprisePlans = world.terraformDark = world.queueStands = false;
    scene.appliesMidway = false;
}

} // namespace

ModelMoves::ModelMoves(RecipeKind kind, int mostAdversities)
    : m_console(kind)
    , m_mostAdversities(mostAdversities)
{
}

/// Goes on until something is written down that matters, a choice is due, or nothing comes any more.
ModelMoves::Stands ModelMoves::settle(ModelState &state) const
{
    const QByteArray before = state.signature();
    for (int unchanged = 0; unchanged < longestStanding;) {
        const Stands stands = m_console.round(state);
        if (stands == Stands::AtSend || stands == Stands::AtGate || stands == Stands::Over || stands == Stands::Still)
            return stands;
        if (stands == Stands::Recorded && state.signature() != before)
            return stands;
        if (stands == Stands::Waits) {
            m_console.wait(state, unchanged);
            ++unchanged;
        }
    }
    return Stands::Still;
}

QList<Move> ModelMoves::from(const ModelState &state) const
{
    QList<Move> moves;
    if (state.run.closedAt)
        return moves;
    const auto here = std::make_shared<const ModelState>(state);
    ModelState settled = state;
    const Stands stands = settle(settled);
    crashes(moves, here);
    if (stands == Stands::AtSend)
        atSend(moves, settled);
    else if (stands == Stands::AtGate)
        atGate(moves, settled);
    else if (stands == Stands::Still)
        standing(moves, settled);
    else
        moves.append({u"time"_s, known(settled)});
    if (stands == Stands::AtSend || stands == Stands::AtGate)
        strikes(moves, here);
    return moves;
}

void ModelMoves::crashes(QList<Move> &moves, const StatePtr &state) const
{
    if (!mayStrike(*state))
        return;
    for (const Resume how : ways) {
        if (!m_console.canResume(*state, how))
            continue;
        moves.append({u"crash, "_s + wordOf(how), [this, state, how] {
                          ModelState after = *state;
                          ++after.adversities;
                          m_console.resume(after, how);
                          return after;
                      }});
    }
}

void ModelMoves::atSend(QList<Move> &moves, const ModelState &state) const
{
    const std::optional<Send> send = m_console.wanted(state);
    if (!send)
        return;
    ModelState intended = state;
    m_console.intend(intended, *send);
    for (const Reply how : {Reply::Done, Reply::Refused, Reply::NotSent, Reply::LostButApplied, Reply::LostUnapplied}) {
        if (how != Reply::Done && !mayStrike(state))
            continue;
        ModelState after = intended;
        after.adversities += how == Reply::Done ? 0 : 1;
        m_console.reply(after, *send, how);
        moves.append({u"%1, reply %2"_s.arg(send->subject).arg(int(how)), known(after)});
    }
    if (!mayStrike(state))
        return;
    for (const bool applied : {false, true}) {
        for (const Resume how : ways) {
            ModelState after = intended;
            ++after.adversities;
            if (applied)
                m_console.apply(after, *send);
            if (!m_console.canResume(after, how))
                continue;
            m_console.resume(after, how);
            moves.append(
                {u"%1, console lost %2 (%3)"_s.arg(send->subject, applied ? u"after"_s : u"before"_s, wordOf(how)),
                 known(after)});
        }
    }
}

void ModelMoves::atGate(QList<Move> &moves, const ModelState &state) const
{
    for (const bool approved : {true, false}) {
        if (!approved && !mayStrike(state))
            continue;
        ModelState after = state;
        after.adversities += approved ? 0 : 1;
        after.scene.clock.advance(1min);
        m_console.answer(after, approved);
        moves.append({approved ? u"approved"_s : u"declined"_s, known(after)});
    }
}

/// Nothing happens by itself any more: the world heals, a person retries what stands, resumes, or gives up.
void ModelMoves::standing(QList<Move> &moves, const ModelState &state) const
{
    ModelState healed = state;
    heal(healed.scene);
    moves.append({u"the world heals"_s, known(healed)});
    ModelState discarded = healed;
    for (FakeRun &run : discarded.scene.world.runs) { // as the sentence about an unfinished run asks for
        if (run.run.isConfirmable) {
            run.run.status = u"discarded"_s;
            run.run.isConfirmable = false;
        }
    }
    moves.append({u"a person discards the runs"_s, known(discarded)});
    for (const StepProgress &step : state.run.steps) {
        const bool stands = step.status == StepStatus::Failed || step.status == StepStatus::Blocked
            || step.status == StepStatus::OutcomeUnknown;
        if (!stands)
            continue;
        ModelState after = healed;
        m_console.retry(after, step.id);
        moves.append({u"retry "_s + step.id.value, known(after)});
    }
    ModelState resumed = healed;
    m_console.resume(resumed, Resume::Same);
    moves.append({u"resumed"_s, known(resumed)});
    if (!state.run.aborting) {
        ModelState leaving = healed;
        m_console.abort(leaving);
        moves.append({u"abort"_s, known(leaving), Move::Leaves::ForANamedState});
    }
    ModelState given = state;
    m_console.record(given, events::make(given.run.id, events::incidentClosed, {}, {{u"result"_s, u"interrupted"_s}}));
    moves.append({u"given up"_s, known(given), Move::Leaves::AsItIs});
}

void ModelMoves::strikes(QList<Move> &moves, const StatePtr &state) const
{
    if (!mayStrike(*state))
        return;
    if (!state->run.aborting) {
        moves.append({u"abort in the middle"_s,
                      [this, state] {
                          ModelState after = *state;
                          ++after.adversities;
                          m_console.abort(after);
                          return after;
                      },
                      Move::Leaves::ForANamedState});
    }
    for (const Strike &strike : allStrikes()) {
        moves.append({strike.name, [state, happens = strike.happens] {
                          ModelState after = *state;
                          ++after.adversities;
                          happens(after);
                          after.scene.clock.advance(61s); // what was read before is too old for a write
                          return after;
                      }});
    }
}

} // namespace twinlake
