// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the world reacts to writes.
#include "tests/app/runner/fakeworld.h"

#include "models/runbook/mutationcodec.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

Estate fakeEstate()
{
    Estate estate;
    estate.name = u"acme"_s;
    estate.regions.primary = {u"us-east-1"_s, QUrl(u"https://a.example.com"_s), {}, WarehouseId{u"wh-a"_s}};
    estate.regions.secondary = {u"us-west-2"_s, QUrl(u"https://b.example.com"_s), {}, WarehouseId{u"wh-b"_s}};
    estate.terraform.coordinationWorkspace = u"dr-coordination"_s;
    estate.witnesses = {QUrl(u"https://witness.example.com"_s)};
    EstatePipeline pipeline;
    pipeline.name = u"orders"_s;
    pipeline.pipelineIds = {PipelineId{u"pipe-primary"_s}, PipelineId{u"pipe-secondary"_s}};
    pipeline.jobIds = {JobId{101}, JobId{202}};
    pipeline.goldTables = {{{u"main.gold.orders"_s, u"main.gold.orders"_s}, u"event_timestamp"_s, 2min}};
    pipeline.bronzeTables = {u"main.bronze.orders"_s};
    pipeline.landingZones = {u"s3://a/orders/"_s, u"s3://b/orders/"_s};
    FailoverGroup group;
    group.name = u"orders"_s;
    group.pipelines = {pipeline};
    group.activation = {{u"dlt-a"_s, u"active_region"_s}, {u"dlt-b"_s, u"active_region"_s}};
    EstateConsumers consumers;
    consumers.variable = {u"consumers"_s, u"serving_region"_s};
    consumers.values = {u"us-east-1"_s, u"us-west-2"_s};
    consumers.canary = EstateCanary{QUrl(u"https://canary.example.com"_s), u"/region"_s, {}};
    group.consumers = consumers;
    estate.groups = {group};
    return estate;
}

FakeWorld::FakeWorld(FakeClock &theClock)
    : clock(theClock)
{
    regions.primary = {false, true, true, true, 3, UpdateState::Running, 30s, {}};
    for (const QString &name : {u"dlt-a"_s, u"dlt-b"_s, u"consumers"_s, u"dr-coordination"_s}) {
        TerraformWorkspace workspace;
        workspace.id = WorkspaceId{u"ws-"_s + name};
        workspace.name = name;
        workspace.executionMode = u"remote"_s;
        workspace.canQueueRun = workspace.canUpdateVariable = workspace.canQueueApply = true;
        workspaces.insert(name, workspace);
    }
    variables = {{u"dlt-a"_s, u"true"_s}, {u"dlt-b"_s, u"false"_s}, {u"consumers"_s, u"us-east-1"_s}};
}

Pipeline FakeWorld::pipeline(Region region) const
{
    const FakeRegion &state = regions[region];
    Pipeline pipeline;
    pipeline.id = PipelineId{u"pipe-"_s + regionKey(region)};
    pipeline.name = u"orders"_s;
    pipeline.continuous = state.continuous;
    pipeline.lastModified = state.settings;
    pipeline.state = PipelineState::Idle;
    for (int i = state.updateCount; i > 0; --i) {
        Update update;
        update.id = UpdateId{u"update-%1"_s.arg(i)};
        update.state = i == state.updateCount ? state.update : UpdateState::Completed;
        update.stateWord = wireWord(update.state);
        pipeline.latestUpdates.append(update);
    }
    return pipeline;
}

Job FakeWorld::job(Region region) const
{
    Job job;
    job.id = JobId{region == Region::Primary ? 101 : 202};
    job.name = u"Job for orders"_s;
    job.schedule = JobSchedule{u"0 0 1 * * ?"_s, u"America/New_York"_s, regions[region].jobPaused};
    job.pipelines = {PipelineId{u"pipe-"_s + regionKey(region)}};
    return job;
}

Instant FakeWorld::watermark(Region region) const
{
    const bool isRunning = regions[region].update == UpdateState::Running;
    return later(clock.now(), isRunning ? -Duration(30s) : -regions[region].behind);
}

bool FakeWorld::isAlive(Region region) const
{
    const FakeRegion &state = regions[region];
    if (state.dark)
        return false;
    return (state.continuous && state.update == UpdateState::Running) || !state.jobPaused;
}

PlanDiff FakeWorld::plan(const FakeRun &run) const
{
    PlanDiff plan;
    plan.formatVersion = u"1.2"_s;
    const QString name = workspaceName(run.run.workspace);
    const auto change = [&](const QString &type, const QString &id, const QString &path, const QString &before,
                            const QString &after) {
        ResourceChange resource;
        resource.address = u"module.dlt."_s + type + u".dlt_pipeline"_s;
        resource.mode = u"managed"_s;
        resource.type = type;
        resource.actions = QStringList{u"update"_s};
        resource.resourceId = id;
        resource.attributes = {{path, before, after, false, false}};
        if (run.surprises)
            resource.attributes.append({u"cluster[0].num_workers"_s, u"2"_s, u"4"_s, false, false});
        if (before != after)
            plan.changes.append(resource);
    };
    if (name == "consumers"_L1) {
        const auto word = [](bool secondary) { return secondary ? u"\"us-west-2\""_s : u"\"us-east-1\""_s; };
        change(u"terraform_data"_s, u"pointer"_s, u"input"_s, word(serving == Region::Secondary), word(run.becomes));
        return plan;
    }
    const Region region = name == "dlt-a"_L1 ? Region::Primary : Region::Secondary;
    const auto flag = [](bool on) { return on ? u"true"_s : u"false"_s; };
    const auto pause = [](bool on) { return on ? u"\"PAUSED\""_s : u"\"UNPAUSED\""_s; };
    change(u"databricks_pipeline"_s, u"pipe-"_s + regionKey(region), u"continuous"_s, flag(regions[region].continuous),
           flag(run.becomes));
    change(u"databricks_job"_s, QString::number(job(region).id.value), u"schedule[0].pause_status"_s,
           pause(regions[region].jobPaused), pause(run.becomes));
    return plan;
}

void FakeWorld::advanceRun(FakeRun &run)
{
    if (run.run.status == "pending"_L1) {
        run.run.status = u"planning"_s;
    } else if (run.run.status == "planning"_L1) {
        const bool nothing = plan(run).changes.isEmpty();
        run.run.plan = PlanId{u"plan-"_s + run.run.id.value};
        run.run.status = run.run.planOnly || nothing ? u"planned_and_finished"_s : u"planned"_s;
        run.run.isConfirmable = run.run.canApply = run.run.status == "planned"_L1;
    } else if (run.run.status == "applying"_L1) {
        applied(run);
        run.run.status = u"applied"_s;
    }
}

void FakeWorld::applied(const FakeRun &run)
{
    const QString name = workspaceName(run.run.workspace);
    if (name == "consumers"_L1) {
        serving = run.becomes ? Region::Secondary : Region::Primary;
        return;
    }
    FakeRegion &region = regions[name == "dlt-a"_L1 ? Region::Primary : Region::Secondary];
    if (run.becomes && !region.continuous) // what a plan leaves alone goes on running
        ++region.updateCount;
    region.continuous = run.becomes;
    region.jobPaused = run.becomes;
    region.update = run.becomes ? UpdateState::Running : UpdateState::Canceled;
}

QString FakeWorld::workspaceName(const WorkspaceId &id) const
{
    return id.value.mid(3);
}

void FakeWorld::failOver(const QString &flag)
{
    serving = Region::Secondary;
    regions.secondary.continuous = regions.secondary.jobPaused = true;
    regions.secondary.update = UpdateState::Running;
    variables[u"dlt-b"_s] = flag;
    variables[u"consumers"_s] = u"us-west-2"_s;
    workspaces[u"dlt-b"_s].locked = true;
    workspaces[u"dlt-b"_s].lockedReason = u"{\"mark\":\"twinlake-hold\"}"_s;
}

Outcome FakeWorld::write(const Mutation &mutation)
{
    bool takesEffect = true;
    const auto other = interfere ? interfere(mutation, takesEffect) : std::nullopt;
    QString created;
    if (!other || takesEffect) {
        writes.append(subjectOf(mutation));
        created = perform(mutation);
    }
    return other ? *other : Outcome{Outcome::Kind::Done, 200, {}, created};
}

QString FakeWorld::perform(const Mutation &mutation)
{
    if (const auto *start = std::get_if<StartWarehouse>(&mutation)) {
        regions[start->region].warehouseRuns = true;
    } else if (const auto *update = std::get_if<StartUpdate>(&mutation)) {
        FakeRegion &region = regions[update->region];
        region.update = UpdateState::Running;
        return u"update-%1"_s.arg(++region.updateCount);
    } else if (const auto *pause = std::get_if<SetJobPause>(&mutation)) {
        regions[pause->region].jobPaused = pause->paused;
    } else if (const auto *flag = std::get_if<SetContinuous>(&mutation)) {
        FakeRegion &region = regions[flag->region];
        region.continuous = flag->continuous;
        region.settings += 1;
        region.updateCount += flag->continuous ? 1 : 0;
        region.update = flag->continuous ? UpdateState::Running : UpdateState::Canceled;
    } else if (const auto *test = std::get_if<RunJobNow>(&mutation)) {
        FakeRegion &region = regions[test->region];
        ++region.updateCount;
        region.update = UpdateState::Completed;
        region.testRun = JobRunId{9007199254740993};
        return QString::number(region.testRun.value);
    } else {
        return performTerraform(mutation);
    }
    return {};
}

QString FakeWorld::performTerraform(const Mutation &mutation)
{
    if (const auto *variable = std::get_if<SetVariable>(&mutation)) {
        variables[workspaceName(variable->workspace)] = variable->value;
    } else if (const auto *create = std::get_if<CreateRun>(&mutation)) {
        FakeRun run;
        const QString name = workspaceName(create->workspace);
        const QString value = create->variables.isEmpty() ? variables[name] : create->variables.first().second;
        run.run.id = TerraformRunId{u"run-%1"_s.arg(runs.size() + 1)};
        run.run.workspace = create->workspace;
        run.run.status = u"pending"_s;
        run.run.isDiscardable = true;
        run.run.message = create->message;
        run.run.planOnly = create->planOnly;
        run.run.createdAt = clock.now();
        run.surprises = surprisePlans;
        run.becomes = value == "true"_L1 || value == "us-west-2"_L1;
        runs.insert(run.run.id, run);
        return run.run.id.value;
    } else if (const auto *apply = std::get_if<ApplyRun>(&mutation)) {
        runs[apply->run].run.status = u"applying"_s;
        runs[apply->run].run.isConfirmable = false;
    } else if (const auto *discard = std::get_if<DiscardRun>(&mutation)) {
        runs[discard->run].run.status = u"discarded"_s;
        runs[discard->run].run.isDiscardable = runs[discard->run].run.isConfirmable = false;
    } else if (const auto *lock = std::get_if<LockWorkspace>(&mutation)) {
        workspaces[workspaceName(lock->workspace)].locked = true;
        workspaces[workspaceName(lock->workspace)].lockedReason = lock->reason;
    } else if (const auto *unlock = std::get_if<UnlockWorkspace>(&mutation)) {
        workspaces[workspaceName(unlock->workspace)].locked = false;
        workspaces[workspaceName(unlock->workspace)].lockedReason.clear();
    }
    return {};
}

} // namespace twinlake
