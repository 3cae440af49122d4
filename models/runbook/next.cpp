// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which phase is due in each lane, and what it asks for.
#include "models/runbook/next.h"

#include "models/runbook/dryrun.h"
#include "models/runbook/events.h"
#include "models/runbook/phasedecision.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isOver(const StepProgress *progress)
{
    return progress && (progress->status == StepStatus::Done || progress->status == StepStatus::Skipped);
}

bool isPassedOver(const RunState &state, const Phase &phase)
{
    return phase.applies && !phase.applies(state);
}

/// A phase that this incident does not go through cannot be waited for.
bool isPassedOver(const Recipe &recipe, const RunState &state, const QString &key)
{
    for (const Step &step : recipe.steps) {
        for (const Lane &lane : step.lanes) {
            for (const Phase &phase : lane) {
                if (phase.key == key)
                    return isPassedOver(state, phase);
            }
        }
    }
    return false;
}

bool needMet(const Recipe &recipe, const RunState &state, const QString &need)
{
    return isOver(state.step(StepId{need})) || state.phase(need).doneAt.has_value()
        || isOver(state.step(StepId{need.section(u'/', 0, 0)})) || isPassedOver(recipe, state, need);
}

bool mayStart(const Recipe &recipe, const RunState &state, const Step &step)
{
    return std::all_of(step.needs.begin(), step.needs.end(),
                       [&](const QString &need) { return needMet(recipe, state, need); });
}

/// The first phase of a lane that is not done; nullptr when the lane is.
const Phase *duePhase(const RunState &state, const Lane &lane)
{
    const auto found = std::find_if(lane.begin(), lane.end(), [&](const Phase &phase) {
        return !state.phase(phase.key).doneAt && !isPassedOver(state, phase);
    });
    return found == lane.end() ? nullptr : &*found;
}

Instant startOf(const RunState &state, const StepProgress &progress, const Lane &lane, const Phase &due)
{
    Instant start = progress.startedAt.value_or(state.openedAt);
    for (const Phase &phase : lane) {
        if (phase.key == due.key)
            break;
        if (const auto doneAt = state.phase(phase.key).doneAt)
            start = std::max(start, *doneAt);
    }
    for (const std::optional<Instant> &again : {progress.retriedAt, state.resumedAt})
        start = again ? std::max(start, *again) : start; // a budget does not run while nobody drives
    return start;
}

QList<Command> workOn(const Recipe &recipe, const RunState &state, const World &world, const Instant &now,
                      const Step &step, const StepProgress &progress)
{
    QList<Command> commands;
    bool allDone = true;
    bool speaks = true; // one lane's sentence is the step's
    for (const Lane &lane : step.lanes) {
        const Phase *phase = duePhase(state, lane);
        if (!phase)
            continue;
        allDone = false;
        const StepContext context{recipe.estate, recipe.group(), state,  world,
                                  now,           step,           *phase, startOf(state, progress, lane, *phase)};
        commands += state.dryRun ? decideDry(context, speaks) : decide(context, speaks);
        speaks = false;
    }
    if (allDone)
        commands.append(Record{events::make(state.id, events::stepDone, step.id, {})});
    return commands;
}

Command closing(const RunState &state)
{
    if (state.dryRun)
        return closeDryRun(state);
    const bool skipped = std::any_of(state.steps.begin(), state.steps.end(),
                                     [](const StepProgress &step) { return step.status == StepStatus::Skipped; });
    const bool repair = isRepair(state.recipe);
    const bool proven = (repair || state.caughtUp == CaughtUp::Proven) && !skipped;
    const QString sentence = proven && repair ? Words::tr("The repair is done.")
        : proven                              ? Words::tr("All steps are done and the data is proven whole.")
                                              : Words::tr("All steps are done, but not everything is proven.");
    return Record{events::make(state.id, events::incidentClosed, {},
                               {{u"result"_s, proven ? u"passed"_s : u"inconclusive"_s}, {u"sentence"_s, sentence}})};
}

} // namespace

namespace {

/// Instead of everything else: the way out, then the end.
QList<Command> leave(const Recipe &recipe, const RunState &state, const World &world, const Instant &now)
{
    const StepProgress *progress = state.step(recipe.abort.id);
    if (!progress || progress->status == StepStatus::Failed)
        return {};
    if (!isOver(progress))
        return workOn(recipe, state, world, now, recipe.abort, *progress);
    return {Record{
        events::make(state.id, events::incidentClosed, {},
                     {{u"result"_s, u"interrupted"_s}, {u"sentence"_s, state.notes["safe_sentence"_L1].toString()}})}};
}

} // namespace

QList<Command> next(const Recipe &recipe, const RunState &state, const World &world, const Instant &now)
{
    if (state.closedAt || state.paused)
        return {};
    if (state.aborting)
        return leave(recipe, state, world, now);
    QList<Command> commands;
    bool allOver = true;
    for (const Step &step : recipe.steps) {
        const StepProgress *progress = state.step(step.id);
        if (!progress || isOver(progress))
            continue;
        allOver = false;
        if (progress->status == StepStatus::Failed)
            continue;
        if (progress->status == StepStatus::ToCome) {
            if (mayStart(recipe, state, step))
                commands.append(Record{events::make(state.id, events::stepStarted, step.id, {})});
            continue;
        }
        commands += workOn(recipe, state, world, now, step, *progress);
    }
    if (allOver)
        commands.append(closing(state));
    return commands;
}

} // namespace twinlake
