// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One story: us-east-1 goes dark at T0, orders moves to us-west-2.
#include "tests/support/sampleruns.h"

namespace twinlake::samples {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

struct StepText {
    QString id;
    QString title;
    bool gate;
    Duration budget;
};

const QList<StepText> &failoverSteps()
{
    static const QList<StepText> steps{{u"declare"_s, u"Declare the outage"_s, true, 190s},
                                       {u"warm"_s, u"Warm us-west-2"_s, false, 105s},
                                       {u"assess"_s, u"Assess us-west-2"_s, false, 8s},
                                       {u"go"_s, u"Go or no-go"_s, true, 150s},
                                       {u"activate"_s, u"Activate us-west-2"_s, true, 55s},
                                       {u"running"_s, u"Wait for RUNNING"_s, false, 170s},
                                       {u"quiet"_s, u"Quiet the job"_s, false, 5s},
                                       {u"catch-up"_s, u"Catch up to T0"_s, false, 430s},
                                       {u"last-look"_s, u"Last look at us-east-1"_s, false, 30s},
                                       {u"repoint"_s, u"Repoint consumers"_s, true, 160s},
                                       {u"serve"_s, u"Serve and commit"_s, false, 900s},
                                       {u"hold"_s, u"Hold, no standby"_s, false, 0s}};
    return steps;
}

OpenGate gateAt(const QString &step, const QString &primary, const Instant &openedAt)
{
    OpenGate gate;
    gate.id = step + u"/gate"_s;
    gate.step = StepId{step};
    gate.primaryLabel = primary;
    gate.openedAt = openedAt;
    return gate;
}

Evidence good(const QString &question, const QString &word, const QString &detail)
{
    return {question, EvidenceVerdict::Good, word, detail, later(t0(), 11min + 58s)};
}

ResourceChange change(const QString &address, const QStringList &actions, QList<AttributeChange> attributes)
{
    ResourceChange one;
    one.address = address;
    one.mode = u"managed"_s;
    one.actions = actions;
    one.attributes = std::move(attributes);
    return one;
}

} // namespace

Instant t0()
{
    return *fromIso(u"2026-11-22T02:58:00Z"_s);
}

Estate estate()
{
    Estate estate;
    estate.name = u"acme-lakehouse"_s;
    estate.regions.primary.label = u"us-east-1"_s;
    estate.regions.secondary.label = u"us-west-2"_s;
    FailoverGroup group;
    group.name = u"orders"_s;
    group.rto = 30min;
    group.rpo = 15min;
    EstatePipeline pipeline;
    pipeline.name = u"orders"_s;
    for (const QString &table : {u"main.gold.orders"_s, u"main.gold.order_returns"_s}) {
        EstateTable one;
        one.names = {table, table};
        pipeline.goldTables.append(one);
    }
    group.pipelines = {pipeline};
    estate.groups = {group};
    group.name = u"payments"_s;
    estate.groups.append(group);
    return estate;
}

EstateSnapshot snapshot(const Instant &at)
{
    GroupFacts facts;
    facts.group = u"orders"_s;
    CanaryAnswer canary{u"us-east-1"_s, Region::Primary, t0()};
    facts.canary.succeeded(canary, at);
    facts.regions.primary.reach = {Reach::NoAnswer, 12, 9, {}, t0(), at, t0(), u"timed out"_s};
    facts.regions.secondary.reach = {Reach::Reachable, 12, 0, Duration(141ms), at, at, {}, u"141 ms"_s};
    facts.regions.primary.watermarks[u"main.gold.orders"_s].succeeded({u"main.gold.orders"_s, t0(), t0()}, t0());
    EstateSnapshot snapshot;
    snapshot.at = at;
    snapshot.groups = {facts};
    return snapshot;
}

RunState failoverAt(const QString &current, StepStatus status)
{
    RunState run;
    run.id = IncidentId{u"INC-0031"_s};
    run.group = u"orders"_s;
    run.driver = u"on-call-1"_s;
    run.openedAt = later(t0(), 5min + 46s);
    run.clocks.t0 = t0();
    run.clocks.detectedAt = later(t0(), 5min + 46s);
    run.clocks.dataAtRisk = 18s;
    run.lastSequence = 41;
    Instant at = run.openedAt;
    bool before = true;
    for (const StepText &text : failoverSteps()) {
        StepProgress step;
        step.id = StepId{text.id};
        step.title = text.title;
        step.hasGate = text.gate;
        step.maySkip = QStringList{u"running"_s, u"quiet"_s, u"catch-up"_s, u"serve"_s}.contains(step.id.value);
        step.budget = text.budget;
        if (text.id == current) {
            before = false;
            step.status = status;
            step.startedAt = at;
        } else if (before) {
            step.status = StepStatus::Done;
            step.startedAt = at;
            at = later(at, text.budget * 8 / 10);
            step.endedAt = at;
        }
        run.steps.append(step);
    }
    return run;
}

RunState declareGate()
{
    RunState run = failoverAt(u"declare"_s, StepStatus::YourTurn);
    OpenGate gate = gateAt(u"declare"_s, u"Confirm T0 02:58:00Z"_s, later(t0(), 6min));
    gate.headline = u"us-east-1 has not answered for 5 min 46 s. Is it gone?"_s;
    gate.explanation = u"T0 is proposed from the last advance of its gold watermark, read at 02:58:31Z."_s;
    gate.checks = {{u"us-east-1 workspace"_s, EvidenceVerdict::Bad, u"NO ANSWER"_s, u"timed out"_s, later(t0(), 6min)},
                   good(u"us-west-2 workspace"_s, u"ANSWERS"_s, u"141 ms"_s),
                   good(u"Terraform"_s, u"ANSWERS"_s, u"88 ms"_s)};
    run.gate = gate;
    return run;
}

RunState goGate()
{
    RunState run = failoverAt(u"go"_s, StepStatus::YourTurn);
    OpenGate gate = gateAt(u"go"_s, u"Go"_s, later(t0(), 10min));
    gate.headline = u"Go is advised. Nothing blocks."_s;
    gate.explanation = u"Serving by 03:19 to 03:23Z, 5 to 9 min inside the objective."_s;
    gate.checks = {good(u"us-west-2 role"_s, u"STANDBY ARMED"_s, u"last update COMPLETED"_s),
                   good(u"Feed to us-west-2"_s, u"ALIVE"_s, u"newest file 03:08:02Z"_s),
                   good(u"Terraform preview"_s, u"ALLOWED"_s, u"3 updates, nothing else"_s)};
    run.gate = gate;
    run.steps[3].evidence = {{u"us-east-1 workspace"_s, EvidenceVerdict::Bad, u"NO ANSWER"_s, u"9 min 34 s"_s, t0()},
                             good(u"us-west-2 workspace"_s, u"ANSWERS"_s, u"141 ms"_s),
                             {u"us-east-1 role"_s, EvidenceVerdict::CannotKnow, u"UNKNOWN"_s, u"was ACTIVE"_s, t0()}};
    return run;
}

RunState activateGate()
{
    RunState run = failoverAt(u"activate"_s, StepStatus::YourTurn);
    OpenGate gate = gateAt(u"activate"_s, u"Activate us-west-2"_s, later(t0(), 12min));
    gate.kind = GateKind::TypedRegion;
    gate.typedWord = u"us-west-2"_s;
    gate.headline = u"Activate us-west-2"_s;
    gate.explanation = u"Applies the plan below: the pipeline becomes continuous, its job is paused. Consumers do not "
                       "move yet."_s;
    const QString pipeline = u"module.orders.databricks_pipeline.dlt_pipeline"_s;
    const QString job = u"module.orders.databricks_job.dlt_pipeline"_s;
    PlanDiff plan;
    plan.changes = {change(pipeline, {u"update"_s}, {{u"continuous"_s, u"false"_s, u"true"_s, false, false}}),
                    change(job, {u"update"_s},
                           {{u"schedule[0].pause_status"_s, u"\"UNPAUSED\""_s, u"\"PAUSED\""_s, false, false}})};
    gate.plan = plan;
    GuardVerdict verdict;
    verdict.kind = GuardVerdict::Kind::Allowed;
    verdict.sentence = u"2 updates, each on the list. 0 creates, 0 replaces, 0 destroys."_s;
    verdict.findings = {{pipeline, u"continuous"_s, u"false"_s, u"true"_s, true, u"expected"_s},
                        {job, u"schedule[0].pause_status"_s, u"\"UNPAUSED\""_s, u"\"PAUSED\""_s, true, u"expected"_s}};
    gate.guard = verdict;
    gate.run = TerraformRunId{u"run-Kq7vZ2mT"_s};
    gate.checks = {good(u"Plan hash equals approved"_s, u"7c41e09b"_s, {}), good(u"No foreign run"_s, u"NONE"_s, {}),
                   good(u"us-west-2 role"_s, u"STANDBY ARMED"_s, {})};
    run.gate = gate;
    run.steps[4].calls = {{{u"POST"_s, u"/runs/run-Kq7vZ2mT/actions/apply"_s, u"terraform"_s}, u"write"_s},
                          {{u"GET"_s, u"/runs/run-Kq7vZ2mT"_s, u"terraform"_s}, u"each 2 s"_s},
                          {{u"GET"_s, u"/pipelines/6d1c"_s, u"secondary"_s}, u"each 2 s"_s}};
    return run;
}

RunState blockedGate()
{
    RunState run = activateGate();
    run.steps[4].status = StepStatus::Blocked;
    OpenGate &gate = *run.gate;
    gate.headline = u"BLOCKED. This plan would replace dlt_pipeline and reprocess it from zero."_s;
    gate.explanation = u"Nothing was applied. us-west-2 is still STANDBY ARMED."_s;
    ResourceChange &pipeline = gate.plan->changes.first();
    const QString address = pipeline.address;
    pipeline.actions = QStringList{u"delete"_s, u"create"_s};
    pipeline.attributes.append({u"storage"_s, u"\"s3://b/dlt/orders\""_s, u"\"s3://b/dlt/orders-v2\""_s, false, false});
    gate.plan->changes.append(change(u"module.orders.databricks_schema.orders_v2"_s, {u"create"_s}, {}));
    gate.guard->kind = GuardVerdict::Kind::Blocked;
    gate.guard->sentence = u"3 changes, 2 not allowed."_s;
    gate.guard->findings.prepend({address, u"storage"_s, {}, {}, false, u"forces replacement: checkpoints are lost"_s});
    gate.guard->findings.prepend(
        {u"module.orders.databricks_schema.orders_v2"_s, {}, {}, {}, false, u"a create is not on the list"_s});
    return run;
}

RunState repointAt(StepStatus status, const QString &sentence, const QString &rule)
{
    RunState run = failoverAt(u"repoint"_s, status);
    for (StepProgress &step : run.steps) {
        if (step.id.value == "repoint"_L1) {
            step.sentence = sentence;
            step.rule = rule;
        }
    }
    return run;
}

RunState catchingUp()
{
    RunState run = failoverAt(u"catch-up"_s, StepStatus::Running);
    StepProgress &step = run.steps[7];
    const Instant start = *run.steps.at(5).endedAt;
    for (int poll = 0; poll <= 16; ++poll) {
        const Instant now = later(start, 15s * poll);
        const Instant watermark = later(t0(), -90min + 15s * 14 * poll);
        step.catchUpReadings.append({u"main.gold.orders"_s, watermark, now});
        step.catchUpReadings.append({u"main.gold.order_returns"_s, later(watermark, 20min), now});
    }
    step.evidence = {{u"Watermark has reached T0"_s, EvidenceVerdict::NotYet, u"NOT YET"_s, u"34 min missing"_s, start},
                     {u"Rows up to T0 unchanged for 2 polls"_s,
                      EvidenceVerdict::Waiting,
                      u"WAITING"_s,
                      u"starts when the watermark holds"_s,
                      {}},
                     good(u"No row dated in the future"_s, u"PROVEN"_s, u"0 rows beyond now + 90 s"_s)};
    return run;
}

RunState failedStep()
{
    RunState run = failoverAt(u"running"_s, StepStatus::Failed);
    run.steps[5].endedAt = later(*run.steps[5].startedAt, 4min);
    run.steps[5].sentence = u"The update ended FAILED: no instances of the requested type. Try again, or wait."_s;
    return run;
}

RunState outcomeUnknown()
{
    RunState run = failoverAt(u"activate"_s, StepStatus::OutcomeUnknown);
    run.steps[4].sentence = u"The apply was sent and its answer was lost. The run is being looked up; nothing is sent "
                            "again."_s;
    return run;
}

RunState passed()
{
    RunState run = failoverAt(u"none"_s, StepStatus::Done);
    run.result = RunResult::Passed;
    run.resultSentence = u"orders is served from us-west-2 since 03:24:02Z."_s;
    run.caughtUp = CaughtUp::Proven;
    run.servingProven = true;
    run.clocks.servingProvenAt = later(t0(), 26min + 2s);
    run.clocks.decision = 4min + 45s;
    run.closedAt = later(t0(), 41min);
    return run;
}

RunState failbackGate()
{
    RunState run = failoverAt(u"repoint"_s, StepStatus::YourTurn);
    run.id = IncidentId{u"INC-0032"_s};
    run.recipe = RecipeKind::Failback;
    run.from = Region::Secondary;
    run.to = Region::Primary;
    OpenGate gate = gateAt(u"repoint"_s, u"Repoint to us-east-1"_s, later(t0(), 24h));
    gate.kind = GateKind::TypedRegion;
    gate.typedWord = u"us-east-1"_s;
    run.gate = gate;
    return run;
}

} // namespace twinlake::samples
