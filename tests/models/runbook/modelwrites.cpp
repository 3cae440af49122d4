// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// I1 never zero, I2 one pointer, I3 no time travel, I4 exactly once, I8 one driver.
#include "tests/models/runbook/modelwrites.h"

#include "models/runbook/invariants.h"
#include "models/runbook/mutationcodec.h"
#include "models/runbook/steps/glass.h"
#include "tests/models/runbook/modelconsole.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Outcome conflict{Outcome::Kind::Refused, 409, u"conflict"_s, {}};

const TerraformWorkspace &coordination(const Scene &scene)
{
    static const TerraformWorkspace none;
    const auto found = scene.world.workspaces.constFind(u"dr-coordination"_s);
    return found == scene.world.workspaces.constEnd() ? none : *found;
}

TerraformWorkspace workspaceOf(const Scene &scene, const WorkspaceId &id)
{
    return scene.world.workspaces.value(id.value.mid(3));
}

std::optional<Region> regionOf(const Mutation &mutation)
{
    if (const auto *warehouse = std::get_if<StartWarehouse>(&mutation))
        return warehouse->region;
    if (const auto *update = std::get_if<StartUpdate>(&mutation))
        return update->region;
    if (const auto *pause = std::get_if<SetJobPause>(&mutation))
        return pause->region;
    if (const auto *run = std::get_if<RunJobNow>(&mutation))
        return run->region;
    if (const auto *flag = std::get_if<SetContinuous>(&mutation))
        return flag->region;
    return std::nullopt;
}

/// Why the services do not let it through; empty if they do.
std::optional<Outcome> natural(const Scene &scene, const QMap<QString, int> &accepted, const Mutation &mutation)
{
    const auto region = regionOf(mutation);
    if (region ? scene.world.regions[*region].dark : scene.world.terraformDark)
        return Outcome{Outcome::Kind::Unknown, 0, u"no answer"_s, {}};
    if (const auto *lock = std::get_if<LockWorkspace>(&mutation); lock && workspaceOf(scene, lock->workspace).locked)
        return conflict;
    if (const auto *unlock = std::get_if<UnlockWorkspace>(&mutation);
        unlock && !workspaceOf(scene, unlock->workspace).locked)
        return conflict;
    if (const auto *run = std::get_if<ApplyRun>(&mutation); run && !scene.world.runs.value(run->run).run.isConfirmable)
        return conflict;
    if (const auto *update = std::get_if<StartUpdate>(&mutation);
        update && scene.world.regions[update->region].update == UpdateState::Running)
        return conflict;
    if (const auto *flag = std::get_if<SetContinuous>(&mutation);
        flag && scene.world.regions[flag->region].settings != flag->lastModified)
        return conflict;
    if (const auto *test = std::get_if<RunJobNow>(&mutation); test && accepted.contains(test->idempotencyToken))
        return Outcome{Outcome::Kind::Done, 200, {}, QString::number(scene.world.regions[*region].testRun.value)};
    return std::nullopt;
}

/// What may be done once in an incident; empty for what does no harm when it is done again.
QString onceOnly(const Mutation &mutation)
{
    if (const auto *apply = std::get_if<ApplyRun>(&mutation))
        return u"apply of "_s + apply->run.value;
    if (const auto *variable = std::get_if<SetVariable>(&mutation))
        return u"%1 in %2"_s.arg(variable->value, variable->workspace.value);
    if (const auto *test = std::get_if<RunJobNow>(&mutation))
        return u"test run of %1"_s.arg(test->job.value);
    return {};
}

/// "Twinlake INC-1 activate" of "Twinlake INC-1 activate twinlake/0123".
QString purposeOf(const QString &message)
{
    return message.section(" twinlake/"_L1, 0, 0);
}

/// A run to the same end that was neither discarded nor broken.
bool hasSuchARun(const Scene &scene, const Mutation &mutation)
{
    const auto *wanted = std::get_if<CreateRun>(&mutation);
    return wanted && !wanted->planOnly
        && std::any_of(scene.world.runs.begin(), scene.world.runs.end(), [&](const FakeRun &one) {
               return one.run.workspace == wanted->workspace && !one.run.planOnly
                   && purposeOf(one.run.message) == purposeOf(wanted->message)
                   && one.run.phase() != RunPhase::FinishedFailed;
           });
}

bool isAboutCoordination(const Scene &scene, const Mutation &mutation)
{
    const auto *lock = std::get_if<LockWorkspace>(&mutation);
    const auto *unlock = std::get_if<UnlockWorkspace>(&mutation);
    const WorkspaceId id = coordination(scene).id;
    return (lock && lock->workspace == id) || (unlock && unlock->workspace == id);
}

QString neverZero(const Scene &scene, const Mutation &mutation)
{
    if (!scene.somebodyIsAlive())
        return {}; // it only forbids making things worse
    bool stays = true;
    if (const auto *apply = std::get_if<ApplyRun>(&mutation)) {
        stays = scene.staysAliveThroughApply(apply->run);
    } else {
        Scene after(scene);
        QMap<QString, int> ignored;
        static_cast<void>(writeTo(after, ignored, mutation));
        stays = after.somebodyIsAlive();
    }
    return stays ? QString() : u"I1: nobody processes after %1"_s.arg(subjectOf(mutation));
}

/// Heat, prove, move, soak: only then is the old side cooled down.
QString coolingOrder(const ModelState &state, const Mutation &mutation)
{
    const auto *apply = std::get_if<ApplyRun>(&mutation);
    const Scene &scene = state.scene;
    if (!apply)
        return {};
    const FakeRun run = scene.world.runs.value(apply->run);
    const QString serving = scene.world.serving == Region::Primary ? u"ws-dlt-a"_s : u"ws-dlt-b"_s;
    const bool cools = !run.becomes && run.run.workspace.value == serving;
    return cools ? u"order: the region that serves is cooled down"_s : QString();
}

QString pointerRules(const ModelState &state, const Send &send)
{
    const auto *apply = std::get_if<ApplyRun>(&send.mutation);
    const Scene &scene = state.scene;
    if (!apply || scene.world.runs.value(apply->run).run.workspace.value != "ws-consumers"_L1)
        return {};
    if (send.phase != "repoint/apply"_L1 || !state.run.phase(send.phase).approved)
        return u"I2: the pointer is moved by %1, unapproved"_s.arg(send.phase);
    const Instant target = scene.world.watermark(state.run.to);
    if (scene.world.regions[state.run.to].dark || target < later(scene.served, -Duration(2min)))
        return u"I3: consumers would go back by %1 s"_s.arg(between(target, scene.served).count() / 1000);
    return {};
}

} // namespace

Outcome writeTo(Scene &scene, QMap<QString, int> &accepted, const Mutation &mutation)
{
    if (const auto refusal = natural(scene, accepted, mutation))
        return *refusal;
    if (const QString what = onceOnly(mutation); !what.isEmpty())
        ++accepted[what];
    if (const auto *test = std::get_if<RunJobNow>(&mutation))
        ++accepted[test->idempotencyToken];
    return scene.world.write(mutation);
}

QStringList objectionsTo(const ModelState &state, const Send &send)
{
    QStringList all;
    if (natural(state.scene, state.accepted, send.mutation))
        return all;
    const TerraformWorkspace &lock = coordination(state.scene);
    const Scene &scene = state.scene;
    const bool cannotLock = (steps::glassIsBroken(state.run) && scene.world.terraformDark)
        || wasJustSilent(state.run, state.seen.facts.terraform, scene.clock.now());
    const bool driver = cannotLock || lock.lockedReason.contains(state.run.nonce);
    if (!driver && !isAboutCoordination(state.scene, send.mutation))
        all.append(u"I8: %1 without the lock"_s.arg(send.subject));
    const QString what = onceOnly(send.mutation);
    const bool maySetAnew = std::holds_alternative<SetVariable>(send.mutation) // nothing tells that it was set before
        && state.run.notes["reconstructed"_L1].toBool();
    if (!what.isEmpty() && !maySetAnew && state.accepted.value(what) > 0)
        all.append(u"I4: a second %1"_s.arg(what));
    if (hasSuchARun(state.scene, send.mutation))
        all.append(u"I4: a second run, %1"_s.arg(send.subject));
    for (const QString &one :
         {neverZero(state.scene, send.mutation), coolingOrder(state, send.mutation), pointerRules(state, send)}) {
        if (!one.isEmpty())
            all.append(one);
    }
    return all;
}

} // namespace twinlake
