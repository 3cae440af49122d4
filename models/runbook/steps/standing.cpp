// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lock first, for it proves the most; where it is free, the traces.
#include "models/runbook/steps/standing.h"

#include "models/runbook/causes.h"
#include "models/runbook/steps/abort.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/direction.h"
#include "models/runbook/steps/standingtraces.h"

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

constexpr Duration timeToEndIt = 60s; // nobody takes an incident over and ends it sooner

bool believesItHolds(const IntentRecord *lockWrite)
{
    return lockWrite && lockWrite->callName() == "lock_workspace"_L1 && lockWrite->isDone();
}

/// An earlier console asked for the lock and was lost before it knew the answer. No trace of the call is left, but so
/// much later that may be because somebody had the incident and ended it.
bool mayHaveHeld(const StepContext &c)
{
    const QString &workspace = c.world.facts.terraform.coordination.value->id.value;
    const auto last = std::find_if(c.state.intents.rbegin(), c.state.intents.rend(), [&](const IntentRecord &intent) {
        return intent.callName() == "lock_workspace"_L1 && intent.call["workspace"_L1].toString() == workspace;
    });
    return last != c.state.intents.rend() && last->givenUp && last->epoch < c.state.epoch && c.state.resumedAt
        && between(last->at, *c.state.resumedAt) >= timeToEndIt;
}

/// A console that took over has just given the old lock back itself: until then nobody had ended the incident.
bool isInTakeOver(const StepContext &c, const IntentRecord *lockWrite)
{
    return lockWrite && lockWrite->callName() == "unlock_workspace"_L1 && lockWrite->epoch == c.state.epoch;
}

/// A free lock proves nothing: it may have been free all the time, or somebody has ended the incident since.
bool hasToBeProven(const StepContext &c)
{
    const auto &lock = c.world.facts.terraform.coordination;
    if (c.state.dryRun || !lock.isLive() || lock.value->locked)
        return false;
    const IntentRecord *last = lastLockWrite(c);
    return believesItHolds(last) || (c.state.epoch > 1 && !isInTakeOver(c, last));
}

bool isAllRead(const StepContext &c)
{
    const QList<QString> names = switchedWorkspaces(c);
    return std::all_of(names.begin(), names.end(), [&](const QString &name) {
        return c.world.found.value({name, runMark()}).isLive();
    });
}

/// Only a person knows what became of the lock.
Verdict askAboutLock(const QString &sentence)
{
    Verdict verdict = blocked(sentence);
    verdict.cause = causes::lockGone;
    verdict.rule = u"I8"_s;
    return verdict;
}

/// From the world alone; the journal's own last word may be hours old.
QString whoServesNow(const StepContext &c)
{
    const std::optional<Region> serving = servingRegion(c);
    return serving ? Words::tr("%1 serves now.").arg(c.label(*serving)) : Words::tr("Who serves now cannot be read.");
}

} // namespace

QString runMark()
{
    return u"Twinlake "_s;
}

FactRequest readsForStanding(const StepContext &c)
{
    if (!hasToBeProven(c))
        return {};
    FactRequest request = readWhoServes(c);
    for (const QString &workspace : switchedWorkspaces(c))
        request.runsByNonce.insert({workspace, runMark()});
    return request;
}

Standing standingOf(const StepContext &c)
{
    if (!hasToBeProven(c))
        return {};
    if (!isAllRead(c))
        return {Standing::Kind::NotRead, {}};
    if (const QString trace = traceOfOthers(c); !trace.isEmpty())
        return {Standing::Kind::EndedElsewhere, trace};
    const bool setAside = c.state.overridden.value(c.step.id.value).contains(u"I8"_s);
    if (c.state.aborting || setAside)
        return {};
    if (believesItHolds(lastLockWrite(c)))
        return {Standing::Kind::LockGone, {}};
    return mayHaveHeld(c) ? Standing{Standing::Kind::LockUnsure, {}} : Standing();
}

std::optional<Verdict> endedElsewhere(const StepContext &c)
{
    const Standing standing = standingOf(c);
    Verdict verdict;
    switch (standing.kind) {
    case Standing::Kind::Latest:
        return std::nullopt;
    case Standing::Kind::NotRead:
        return notYet(Words::tr("Looking whether another console has ended this incident."));
    case Standing::Kind::EndedElsewhere:
        verdict.kind = Verdict::Kind::Inconclusive;
        verdict.sentence = Words::tr("Another driver went on with this incident, or a later one came: %1 Nothing was "
                                     "written here. %2")
                               .arg(standing.trace, whoServesNow(c));
        verdict.cause = causes::endedElsewhere;
        return verdict;
    case Standing::Kind::LockGone:
        return askAboutLock(Words::tr(
            "I8: the coordination lock of this incident is gone, and nothing else shows that somebody went on "
            "with it. Nothing is written. If it was ended elsewhere, abort it here: only what it prepared "
            "itself is taken back. If somebody removed the lock by hand, set rule I8 aside to go on."));
    case Standing::Kind::LockUnsure:
        return askAboutLock(Words::tr(
            "I8: this incident asked for the coordination lock, was interrupted for a minute or more before it "
            "knew the answer, and the lock is free now. Another console may have ended the incident meanwhile. "
            "Nothing is written. If it was ended, abort it here: only what it prepared itself is taken back. "
            "If nobody went on with it, set rule I8 aside to go on."));
    }
    return std::nullopt;
}

} // namespace twinlake::steps
