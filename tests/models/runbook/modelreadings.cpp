// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each question of a FactRequest is answered with. A dark region answers nothing; one lost probe is silence here.
#include "tests/models/runbook/modelscene.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Error noAnswer{Error::Kind::Timeout, u"no answer within 20 s"_s, 0, {}, {}};

void probed(Reachability &reach, bool answers, const Instant &now)
{
    reach.lastProbeAt = now;
    ++reach.probes;
    if (answers) {
        reach.reach = Reach::Reachable;
        reach.lastAnswerAt = now;
        reach.silentSince.reset();
    } else {
        reach.reach = Reach::NoAnswer;
        reach.silentSince = reach.silentSince.value_or(now);
        ++reach.lost;
    }
}

template <typename T>
void note(Observed<T> &observed, bool answers, T value, const Instant &now)
{
    if (answers)
        observed.succeeded(std::move(value), now);
    else
        observed.failed(noAnswer, now);
}

class Reading {
public:
    Reading(World &world, Scene &scene, const Estate &estate)
        : m_world(world)
        , m_scene(scene)
        , m_estate(estate)
        , m_group(estate.groups.constFirst())
        , m_now(scene.clock.now())
    {
    }

    void facts(const FactRequest &request)
    {
        for (const Region region : request.regions)
            readRegion(region, request);
        readTerraform(request.facts);
        if (request.facts.contains(FactKind::Reach) || request.facts.intersects(wholeTerraform()))
            probed(m_world.facts.terraform.reach, terraformAnswers(), m_now);
        if (request.facts.contains(FactKind::Canary))
            readCanary();
        if (request.facts.contains(FactKind::Witnesses)) {
            for (const QUrl &url : m_estate.witnesses)
                probed(m_world.witnesses[url.toString()], true, m_now);
        }
        noteServed();
        m_world.rememberReach();
    }
    void runs(const FactRequest &request)
    {
        QSet<TerraformRunId> ids = request.runs;
        ids.unite(request.plans);
        for (const TerraformRunId &id : std::as_const(ids)) {
            if (!id.isEmpty() && m_scene.world.runs.contains(id))
                readRun(id, request.plans.contains(id));
        }
        for (const QString &name : request.unfinishedIn)
            note(m_world.unfinished[name], terraformAnswers(),
                 runsWhere(name,
                           [](const TerraformRun &run) {
                               const RunPhase phase = run.phase();
                               return !run.planOnly && phase != RunPhase::FinishedOk
                                   && phase != RunPhase::FinishedFailed;
                           }),
                 m_now);
        for (const auto &[name, nonce] : request.runsByNonce)
            note(m_world.found[{name, nonce}], terraformAnswers(),
                 runsWhere(name, [&text = nonce](const TerraformRun &run) { return run.message.contains(text); }),
                 m_now);
    }
    void jobRuns(const FactRequest &request)
    {
        for (const auto &[region, id] : request.jobRuns) {
            JobRun run;
            run.id = id;
            run.lifeCycleState = u"TERMINATED"_s;
            run.resultState = u"SUCCESS"_s;
            note(m_world.jobRuns[id], !isDark(region), run, m_now);
        }
        for (const auto &[region, job] : request.runsOfJobs) {
            QList<JobRun> all;
            const JobRunId test = m_scene.world.regions[region].testRun;
            if (!test.isEmpty())
                all.append({test, job, u"TERMINATED"_s, u"SUCCESS"_s, u"ONE_TIME"_s, m_now, m_now});
            note(m_world.latestRuns[{region, job}], !isDark(region), all, m_now);
        }
    }
    void counts(const CountRequest &request)
    {
        for (const Region region : request.regions) {
            const QString table = m_group.pipelines.constFirst().goldTables.constFirst().names[region];
            CatchUpEvidence evidence;
            evidence.table = table;
            evidence.rowsUpToT0 = 4200;
            evidence.unreadFiles = 0;
            evidence.newestDiscovered = m_scene.world.watermark(region);
            evidence.serverNow = m_now;
            note(m_world.counted[region][table], !isDark(region), evidence, m_now);
            const auto watermark = m_world.facts.regions[region].watermarks.value(table);
            if (request.asCatchUp && !isDark(region) && watermark.isLive()) {
                m_world.catchUp[region][table].append({*watermark.value, evidence});
                while (m_world.catchUp[region][table].size() > 20)
                    m_world.catchUp[region][table].removeFirst();
            }
        }
    }

private:
    bool terraformAnswers() const { return !m_scene.world.terraformDark; }
    bool isDark(Region region) const { return m_scene.world.regions[region].dark; }

    void readRegion(Region region, const FactRequest &request)
    {
        RegionFacts &facts = m_world.facts.regions[region];
        const bool answers = !isDark(region);
        const EstatePipeline &pipeline = m_group.pipelines.constFirst();
        probed(facts.reach, answers, m_now);
        if (request.facts.contains(FactKind::Pipelines))
            note(facts.pipelines[pipeline.name], answers, m_scene.world.pipeline(region), m_now);
        if (request.facts.contains(FactKind::Jobs)) {
            note(facts.jobs[pipeline.jobIds[region]], answers, m_scene.world.job(region), m_now);
            note(facts.activeRuns[pipeline.jobIds[region]], answers, QList<JobRun>(), m_now);
        }
        if (request.facts.contains(FactKind::Warehouse) || request.facts.contains(FactKind::Watermarks)) {
            Warehouse warehouse;
            warehouse.state =
                m_scene.world.regions[region].warehouseRuns ? WarehouseState::Running : WarehouseState::Stopped;
            note(facts.warehouse, answers, warehouse, m_now);
        }
        if (request.facts.contains(FactKind::Watermarks)) {
            const QString table = pipeline.goldTables.constFirst().names[region];
            note(facts.watermarks[table], answers, TableWatermark{table, m_scene.world.watermark(region), m_now},
                 m_now);
        }
        if (request.facts.contains(FactKind::Landing))
            note(facts.landing[pipeline.name], answers,
                 LandingNewest{pipeline.landingZones[region], later(m_now, -Duration(20s)), 1}, m_now);
    }
    void readTerraform(const QSet<FactKind> &asked)
    {
        TerraformFacts &facts = m_world.facts.terraform;
        if (asked.contains(FactKind::PrimaryActivation))
            readWorkspace(facts.activation.primary, u"dlt-a"_s);
        if (asked.contains(FactKind::SecondaryActivation))
            readWorkspace(facts.activation.secondary, u"dlt-b"_s);
        if (asked.contains(FactKind::Consumers))
            readWorkspace(facts.consumers, u"consumers"_s);
        if (asked.contains(FactKind::Coordination))
            note(facts.coordination, terraformAnswers(), m_scene.world.workspaces[u"dr-coordination"_s], m_now);
    }
    void readWorkspace(WorkspaceFacts &facts, const QString &name)
    {
        note(facts.workspace, terraformAnswers(), m_scene.world.workspaces[name], m_now);
        TerraformVariable variable;
        variable.id = VariableId{u"var-"_s + name};
        variable.key = name == "consumers"_L1 ? u"serving_region"_s : u"active_region"_s;
        variable.value = m_scene.world.variables.value(name);
        note(facts.variable, terraformAnswers(), variable, m_now);
    }
    void readCanary()
    {
        const Region serving = m_scene.world.serving;
        CanaryAnswer answer;
        answer.region = serving;
        answer.regionValue = m_group.consumers->values[serving];
        note(m_world.facts.canary, !isDark(serving), answer, m_now);
    }
    void readRun(const TerraformRunId &id, bool withPlan)
    {
        const Observed<TerraformRun> known = m_world.runs.value(id);
        const RunPhase phase = known.value ? known.value->phase() : RunPhase::Working;
        const bool planKnown = !withPlan || m_world.plans.value(id).value;
        if (phase == RunPhase::FinishedFailed || (phase == RunPhase::FinishedOk && planKnown))
            return; // it never changes again
        if (!terraformAnswers()) {
            m_world.runs[id].failed(noAnswer, m_now);
            return;
        }
        m_scene.advanceRun(id);
        const FakeRun run = m_scene.world.runs[id];
        m_world.runs[id].succeeded(run.run, m_now);
        const bool planned = run.run.isConfirmable || run.run.phase() == RunPhase::FinishedOk;
        if (withPlan && planned && !m_world.plans.value(id).value)
            m_world.plans[id].succeeded(m_scene.world.plan(run), m_now);
    }
    template <typename Wanted>
    QList<TerraformRun> runsWhere(const QString &workspace, Wanted wanted) const
    {
        QList<TerraformRun> found;
        for (const FakeRun &one : std::as_const(m_scene.world.runs)) {
            if (one.run.workspace.value == u"ws-"_s + workspace && wanted(one.run))
                found.append(one.run);
        }
        return found;
    }
    void noteServed()
    {
        const Region serving = m_scene.world.serving;
        const QString table = m_group.pipelines.constFirst().goldTables.constFirst().names[serving];
        const auto watermark = m_world.facts.regions[serving].watermarks.value(table);
        auto &served = m_world.facts.servedUpTo;
        if (watermark.isLive() && m_world.facts.canary.isLive() && (!served || *watermark.value->watermark > *served))
            served = watermark.value->watermark;
    }

    World &m_world;
    Scene &m_scene;
    const Estate &m_estate;
    const FailoverGroup &m_group;
    Instant m_now;
};

} // namespace

void readScene(World &world, const QString &key, const FactRequest &request, Scene &scene, const Estate &estate)
{
    Poll poll;
    poll.startedAt = scene.clock.now();
    poll.request = request;
    poll.count = world.polls.value(key).count + 1;
    scene.clock.advance(20ms);
    scene.advanceApplies();
    Reading(world, scene, estate).runs(request);
    scene.clock.advance(20ms);
    Reading reading(world, scene, estate);
    reading.facts(request);
    reading.jobRuns(request);
    if (request.counts)
        reading.counts(*request.counts);
    scene.noteServed();
    poll.endedAt = scene.clock.now();
    world.polls.insert(key, poll);
}

} // namespace twinlake
