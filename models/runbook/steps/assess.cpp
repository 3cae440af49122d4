// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U2 assess and U3 go: the target's role, its feed and the guarded preview on one page, then a person's word.
#include "models/rules/croncollision.h"
#include "models/rules/planguard.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

FactRequest readTarget(const StepContext &c)
{
    FactRequest request = facts({FactKind::Pipelines, FactKind::Jobs}, {c.to()});
    const TerraformRunId preview = previewRun(c);
    if (glassIsWhole(c.state) && !c.world.plans.value(preview).value) {
        request.runs.insert(preview); // after a restart the plan has to be read again
        request.plans.insert(preview);
    }
    return request;
}

std::optional<PlanDiff> previewPlan(const StepContext &c)
{
    return c.world.plans.value(previewRun(c)).value;
}

Evidence roleRow(const StepContext &c, const RoleVerdict &role)
{
    const EvidenceVerdict verdict = role.role == Role::Unknown ? EvidenceVerdict::CannotKnow
        : role.role == Role::Disarmed                          ? EvidenceVerdict::Bad
                                                               : EvidenceVerdict::Good;
    return row(Words::tr("Role of %1").arg(c.label(c.to())), verdict, roleWord(role.role),
               role.repair.isEmpty() ? role.sentence : role.sentence + u' ' + role.repair,
               role.readAt.value_or(Instant()));
}

Evidence guardRow(const GuardVerdict &guard, const Instant &now)
{
    const bool fine = guard.kind != GuardVerdict::Kind::Blocked;
    return row(Words::tr("Plan of the switch"), fine ? EvidenceVerdict::Good : EvidenceVerdict::Bad,
               fine ? Words::tr("GUARDED") : Words::tr("BLOCKED"), guard.sentence, now);
}

Evidence feedRow(const StepContext &c)
{
    const auto newest = newestLanding(c, c.to());
    const QString question = Words::tr("Feed of %1").arg(c.label(c.to()));
    if (!newest)
        return row(question, EvidenceVerdict::CannotKnow, Words::tr("CANNOT KNOW"),
                   Words::tr("The landing zone has not been listed yet."));
    const Duration age = between(*newest, c.now);
    const bool alive = age <= 15min;
    return row(question, alive ? EvidenceVerdict::Good : EvidenceVerdict::Bad,
               alive ? Words::tr("ALIVE") : Words::tr("SILENT"),
               Words::tr("The newest file is %1 old.").arg(humanDuration(age)), c.now);
}

Evidence lastUpdateRow(const StepContext &c)
{
    QStringList failed;
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        const auto live = livePipeline(c, c.to(), pipeline);
        if (live && !live->latestUpdates.isEmpty() && live->latestUpdates.first().state == UpdateState::Failed)
            failed.append(pipeline.name);
    }
    const QString question = Words::tr("Last updates");
    if (failed.isEmpty())
        return row(question, EvidenceVerdict::Good, Words::tr("FINE"), {}, c.now);
    return row(question, EvidenceVerdict::Bad, Words::tr("FAILED"),
               Words::tr("The last update of %1 failed; the apply may error right after its change.")
                   .arg(failed.join(u", "_s)),
               c.now);
}

/// The target's schedules that would fire into the switch.
QList<Evidence> collisionRows(const StepContext &c)
{
    QList<Evidence> rows;
    for (const JobId &id : c.group.jobs(c.to())) {
        const Observed<Job> job = c.world.facts.regions[c.to()].jobs.value(id);
        if (!job.isLive() || !job.value->schedule)
            continue;
        const auto soon = cronCollision(*job.value->schedule, c.now);
        if (soon)
            rows.append(row(Words::tr("Schedule of job %1").arg(id.value), EvidenceVerdict::Bad, Words::tr("COLLIDES"),
                            Words::tr("It fires in %1. Switching now cancels that update or has it refused, at the "
                                      "cost of about one cluster start.")
                                .arg(humanDuration(*soon)),
                            c.now));
    }
    return rows;
}

Verdict assessed(const StepContext &c)
{
    const auto plan = previewPlan(c);
    const RoleVerdict role = judgeRole(c.world.facts.regions[c.to()], c.now, roleLimit);
    QList<Evidence> rows{roleRow(c, role), lastUpdateRow(c), feedRow(c)};
    rows += collisionRows(c);
    if (!plan && glassIsWhole(c.state))
        return notYet(Words::tr("Reading the preview."), rows);
    if (plan) {
        const GuardVerdict guard = judgePlan(*plan, expectedFlip(c.group, c.to(), true));
        rows.append(guardRow(guard, c.now));
        if (guard.kind == GuardVerdict::Kind::Blocked && glassIsWhole(c.state)) {
            Verdict verdict = failed(guard.sentence, rows);
            verdict.anew = previewPhaseKeys(c.state.recipe); // the plan stays what it is
            return verdict;
        }
    }
    if (role.role == Role::Unknown)
        return blocked(Words::tr("The role of %1 is unknown. %2").arg(c.label(c.to()), role.sentence), rows);
    return yes(role.sentence, rows);
}

Verdict stillSound(const StepContext &c)
{
    return assessed(c);
}

std::optional<GateAsk> askToGo(const StepContext &c)
{
    GateAsk ask;
    const bool whole = glassIsWhole(c.state);
    ask.plan = whole ? previewPlan(c) : std::nullopt;
    if (whole && !ask.plan)
        return std::nullopt;
    if (ask.plan) {
        ask.guard = judgePlan(*ask.plan, expectedFlip(c.group, c.to(), true));
        ask.run = previewRun(c);
    }
    ask.headline = whole ? Words::tr("Go is advised. Nothing blocks.")
                         : Words::tr("Go is advised, without Terraform. Nothing else blocks.");
    const bool planned = c.state.recipe == RecipeKind::Switchover;
    ask.explanation = planned
        ? Words::tr("%1 will process continuously beside %2, at the cost of both, until the soak is "
                    "over. Consumers stay where they are until both are level.")
              .arg(c.label(c.to()), c.label(c.from()))
        : Words::tr("%1 will process continuously. Consumers stay where they are until the data is proven "
                    "whole.")
              .arg(c.label(c.to()));
    ask.primaryLabel = Words::tr("Go");
    ask.checks = assessed(c).evidence;
    return ask;
}

} // namespace

Step assess(const Labels &labels)
{
    const Phase target{u"assess/target"_s, readTarget, assessed};
    return {StepId{u"assess"_s},
            Words::tr("Assess %1").arg(labels.to),
            {u"declare"_s, u"warm/preview-plan"_s},
            10min,
            {{target}}};
}

Step go(const Labels &)
{
    Phase approve{u"go/approve"_s, readTarget, approved, stillSound, askToGo};
    approve.secondPerson = true;
    return {StepId{u"go"_s}, Words::tr("Go or no-go"), {u"assess"_s}, 10min, {{approve}}};
}

Step heat(const Labels &labels)
{
    const Phase target{u"heat/target"_s, readTarget, assessed};
    Phase approve{u"heat/approve"_s, readTarget, approved, stillSound, askToGo};
    approve.secondPerson = true;
    return {StepId{u"heat"_s}, Words::tr("Heat %1").arg(labels.to), {u"ready"_s}, 10min, {{target, approve}}};
}

} // namespace twinlake::steps
