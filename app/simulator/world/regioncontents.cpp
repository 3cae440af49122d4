// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What clients add to a region and take away from it again.
#include "app/simulator/world/jsonfields.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simpipeline.h"
#include "app/simulator/world/simwarehouse.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t submittedKept = 200;

QString slugOf(const QString &name)
{
    QString slug;
    for (const QChar letter : name.left(100).toLower())
        slug += letter.isLetterOrNumber() && letter.unicode() < 128 ? letter : QChar(u'_');
    return slug.isEmpty() ? u"pipeline"_s : slug;
}

// The source of a new pipeline has emitted for ten minutes when the pipeline appears.
FleetPipeline describedBy(const nlohmann::json &spec, const WorldContext &context, const QString &id)
{
    FleetPipeline made;
    const QString slug = slugOf(textOf(spec, "name"));
    const QString catalog = textOf(spec, "catalog").isEmpty() ? u"main"_s : textOf(spec, "catalog");
    QString schema = textOf(spec, "schema");
    if (schema.isEmpty())
        schema = textOf(spec, "target").isEmpty() ? u"default"_s : textOf(spec, "target");
    made.name = textOf(spec, "name");
    made.ids[context.region].value = id;
    made.goldTable = catalog + u'.' + schema + u'.' + slug;
    made.bronzeTable = made.goldTable + u"_bronze"_s;
    made.landingZone[context.region] =
        u"s3://acme-landing-%1/%2-%3/"_s.arg(context.fleet.labels[context.region], slug, id.left(8));
    made.filePeriod = 10s;
    made.eventsPerFile = 12;
    made.lateness = 2min;
    made.origin = std::chrono::floor<std::chrono::minutes>(context.now()) - 10min;
    return made;
}

template <typename Things, typename Id>
auto taken(Things &things, const Id &id)
{
    typename Things::value_type found;
    const auto place = std::find_if(things.begin(), things.end(), [&](const auto &thing) { return thing->id() == id; });
    if (place != things.end()) {
        found = std::move(*place);
        things.erase(place);
    }
    return found;
}

} // namespace

SimPipeline *RegionWorld::taskPipeline(const QString &id)
{
    return pipeline(PipelineId{id});
}

bool RegionWorld::hasNotebook(const QString &path) const
{
    const WorkspaceObject *const found = m_workspace.find(SimWorkspace::normalized(path));
    return found && found->kind == WorkspaceObject::Kind::Notebook;
}

void RegionWorld::watch(SimPipeline &pipeline)
{
    pipeline.watch([this, &pipeline](UpdateState state) {
        for (const auto *jobs : {&m_jobs, &m_submitted}) {
            for (const auto &job : *jobs)
                job->updateSettled(pipeline, state);
        }
    });
}

void RegionWorld::openPermissions()
{
    const auto open = [this](const QString &segment, const QString &id, const AclEntry &owner) {
        m_access.create(segment, id, owner);
        m_access.merge(segment, id, {{AclEntry::Kind::Group, u"users"_s, u"CAN_VIEW"_s}});
    };
    for (const auto &pipeline : m_pipelines)
        open(u"pipelines"_s, pipeline->id(), {AclEntry::Kind::ServicePrincipal, pipeline->creator(), {}});
    for (const auto &job : m_jobs)
        open(u"jobs"_s, QString::number(job->id()), {AclEntry::Kind::ServicePrincipal, job->identity().creator, {}});
    for (const auto &warehouse : m_warehouses) {
        open(u"warehouses"_s, warehouse->id(), {AclEntry::Kind::User, warehouse->creator(), {}});
        m_access.merge(u"warehouses"_s, warehouse->id(), {{AclEntry::Kind::Group, u"users"_s, u"CAN_USE"_s}});
    }
    for (const WorkspaceObject *const notebook : m_workspace.children(u"/Shared/dlt"_s))
        m_access.merge(u"notebooks"_s, QString::number(notebook->id),
                       {{AclEntry::Kind::Group, u"users"_s, u"CAN_READ"_s}});
}

const std::vector<SimPipeline *> &RegionWorld::pipelinesById() const
{
    if (m_pipelinesById.size() == m_pipelines.size())
        return m_pipelinesById;
    m_pipelinesById.clear();
    for (const auto &pipeline : m_pipelines)
        m_pipelinesById.push_back(pipeline.get());
    std::sort(m_pipelinesById.begin(), m_pipelinesById.end(),
              [](const SimPipeline *a, const SimPipeline *b) { return a->id() < b->id(); });
    return m_pipelinesById;
}

SimPipeline &RegionWorld::createPipeline(const nlohmann::json &spec, const AclEntry &creator)
{
    const QString id = m_context.draw.uuid(m_context.entity(u"created/pipeline"_s), ++m_created);
    auto described = std::make_unique<FleetPipeline>(describedBy(spec, m_context, id));
    m_pipelines.push_back(std::make_unique<SimPipeline>(m_context, std::move(described), spec, creator.name));
    SimPipeline &made = *m_pipelines.back();
    watch(made);
    m_access.create(u"pipelines"_s, id, creator);
    ++m_tablesVersion;
    m_pipelinesById.clear();
    made.openCreated();
    return made;
}

bool RegionWorld::deletePipeline(const PipelineId &id)
{
    const auto gone = taken(m_pipelines, id.value);
    if (!gone)
        return false;
    ++m_tablesVersion;
    m_pipelinesById.clear();
    m_access.forget(u"pipelines"_s, id.value);
    gone->shutDown();
    return true;
}

SimJob &RegionWorld::createJob(const nlohmann::json &settings, const AclEntry &creator)
{
    const std::int64_t id = m_context.draw.number(m_context.entity(u"created/job"_s), ++m_created);
    const JobIdentity identity{id, u"created/"_s + QString::number(id), creator.name, m_context.serverNow()};
    JobTargets &targets = *this;
    m_jobs.push_back(std::make_unique<SimJob>(m_context, identity, settings, targets));
    m_access.create(u"jobs"_s, QString::number(id), creator);
    m_jobs.back()->schedule();
    return *m_jobs.back();
}

bool RegionWorld::deleteJob(const JobId &id)
{
    const auto gone = taken(m_jobs, id.value);
    if (!gone)
        return false;
    m_access.forget(u"jobs"_s, QString::number(id.value));
    for (const SimJobRun &run : std::deque<SimJobRun>(gone->runs())) {
        if (run.active())
            gone->cancelRun(run.id);
    }
    return true;
}

const SimJobRun &RegionWorld::submitRun(const nlohmann::json &settings, const QString &idempotencyToken,
                                        const AclEntry &creator)
{
    if (const auto known = m_submitTokens.find(idempotencyToken); known != m_submitTokens.end()) {
        if (const auto same = run(known->second))
            return *same->run;
    }
    const std::int64_t id = m_context.draw.number(m_context.entity(u"created/job"_s), ++m_created);
    const JobIdentity identity{id, u"submitted/"_s + QString::number(id), creator.name, m_context.serverNow(), true};
    JobTargets &targets = *this;
    m_submitted.push_back(std::make_unique<SimJob>(m_context, identity, settings, targets));
    m_access.create(u"jobs"_s, QString::number(id), creator);
    const SimJobRun &made = m_submitted.back()->runNow({}, nlohmann::json::object());
    if (!idempotencyToken.isEmpty())
        m_submitTokens[idempotencyToken] = made.id;
    if (m_submitted.size() > submittedKept && m_submitted.front()->activeRuns() == 0) {
        m_access.forget(u"jobs"_s, QString::number(m_submitted.front()->id()));
        m_submitted.erase(m_submitted.begin());
        std::erase_if(m_submitTokens, [this](const auto &token) { return !run(token.second); });
    }
    return made;
}

std::optional<RegionWorld::FoundRun> RegionWorld::run(std::int64_t runId) const
{
    for (const auto *jobs : {&m_jobs, &m_submitted}) {
        for (const auto &job : *jobs) {
            if (const SimJobRun *const found = job->run(runId))
                return FoundRun{job.get(), found};
        }
    }
    return std::nullopt;
}

SimWarehouse &RegionWorld::createWarehouse(const nlohmann::json &settings, const AclEntry &creator)
{
    const WarehouseId id{m_context.draw.hex(m_context.entity(u"created/warehouse"_s), ++m_created, 16)};
    m_warehouses.push_back(std::make_unique<SimWarehouse>(m_context, id, settings, creator.name));
    m_access.create(u"warehouses"_s, id.value, creator);
    return *m_warehouses.back();
}

bool RegionWorld::deleteWarehouse(const WarehouseId &id)
{
    const auto gone = taken(m_warehouses, id.value);
    if (!gone)
        return false;
    m_access.forget(u"warehouses"_s, id.value);
    gone->shutDown();
    return true;
}

} // namespace twinlake::simulator
