// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pipeline's history before the world opens, its state and its settings.
#include "app/simulator/world/simpipeline.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString owner = u"7c9e6679-7425-40de-944b-e07fc1f90ae7"_s; // a service principal's application id

nlohmann::json firstSpec(const WorldContext &context, const FleetPipeline &pipeline)
{
    const std::string name = pipeline.name.toStdString();
    nlohmann::json spec{
        {"id", pipeline.ids[context.region].value.toStdString()},
        {"name", name},
        {"storage", "s3://acme-dlt-" + context.fleet.labels[context.region].toStdString() + '/' + name},
        {"target", "gold"},
        {"channel", "CURRENT"},
        {"edition", "ADVANCED"},
        {"photon", true},
        {"libraries", nlohmann::json::array({{{"notebook", {{"path", "/Shared/dlt/" + name}}}}})},
        {"clusters",
         nlohmann::json::array(
             {{{"label", "default"}, {"autoscale", {{"min_workers", 1}, {"max_workers", 4}, {"mode", "ENHANCED"}}}}})},
        {"configuration", {{"pipelines.trigger.interval", "5 seconds"}}}};
    if (context.region == Region::Primary)
        spec["continuous"] = true;
    return spec;
}

} // namespace

SimPipeline::SimPipeline(const WorldContext &context, const FleetPipeline &pipeline)
    : m_context(context)
    , m_fleet(pipeline)
    , m_key(pipeline.name)
    , m_creator(owner)
    , m_data(context, pipeline)
    , m_events(context, pipeline)
    , m_spec(firstSpec(context, pipeline))
    , m_lastModified(epochMillis(context.fleet.start - 120h))
{
}

SimPipeline::SimPipeline(const WorldContext &context, std::unique_ptr<FleetPipeline> own, const nlohmann::json &spec,
                         const QString &creator)
    : m_context(context)
    , m_own(std::move(own))
    , m_fleet(*m_own)
    , m_key(id())
    , m_creator(creator)
    , m_data(context, m_fleet)
    , m_events(context, m_fleet)
    , m_lastModified(epochMillis(context.now()))
{
    adopt(spec);
    m_data.setStalled(context.conditions.computeOut || context.conditions.storageOut);
    if (context.conditions.storageOut)
        m_data.zone().holdFrom(context.now());
}

SimPipeline::~SimPipeline()
{
    for (const auto &timer : {m_stageTimer, m_batchTimer, m_retryTimer}) {
        if (timer)
            m_context.scheduler.cancel(*timer);
    }
}

void SimPipeline::openCreated()
{
    recordAction("CREATE", u"User created the pipeline."_s, m_creator);
    if (continuous())
        create(u"API_CALL"_s, nlohmann::json::object());
}

void SimPipeline::openContinuous()
{
    const SimTime start = m_context.fleet.start;
    UpdateRecord running = makeRecord(u"API_CALL"_s, start - 72h - m_context.drawn(12h, u"opened/"_s + m_key, 0));
    running.state = UpdateState::Running;
    recordState(running, running.createdAt + 4min);
    m_updates.push_front(std::move(running));
    const SimTime lastBatch = start - m_context.fleet.timings.trigger;
    m_data.recall(m_data.zone().filesAt(lastBatch), lastBatch);
    m_data.startFlow(lastBatch, std::nullopt);
}

void SimPipeline::openTriggered(const std::vector<SimTime> &fires)
{
    for (const SimTime fire : fires) {
        UpdateRecord past = makeRecord(u"JOB_TASK"_s, fire + 1s);
        past.filesAtCreation = m_data.zone().filesAt(past.createdAt);
        recordState(past, past.createdAt);
        const bool failed = m_fleet.secondaryFailed && fire == fires.back();
        past.state = failed ? UpdateState::Failed : UpdateState::Completed;
        const SimTime ended = std::min(past.createdAt + 12min, m_context.fleet.start - 30s);
        recordState(past, ended);
        if (!failed) // its rows stayed behind
            m_data.recall(past.filesAtCreation, ended);
        m_updates.push_front(std::move(past));
    }
}

QString SimPipeline::name() const
{
    const auto found = m_spec.find("name");
    return found != m_spec.end() && found->is_string() ? QString::fromStdString(found->get<std::string>())
                                                       : m_fleet.name;
}

bool SimPipeline::continuous() const
{
    const auto found = m_spec.find("continuous");
    return found != m_spec.end() && found->is_boolean() && found->get<bool>();
}

const UpdateRecord *SimPipeline::activeUpdate() const
{
    return !m_updates.empty() && isActive(m_updates.front().state) ? &m_updates.front() : nullptr;
}

const UpdateRecord *SimPipeline::update(const QString &id) const
{
    const auto found = std::find_if(m_updates.begin(), m_updates.end(),
                                    [&id](const UpdateRecord &candidate) { return candidate.id == id; });
    return found == m_updates.end() ? nullptr : &*found;
}

PipelineData &SimPipeline::data()
{
    m_data.settle(m_context.now());
    return m_data;
}

PipelineState SimPipeline::state() const
{
    if (recovering())
        return PipelineState::Recovering;
    const UpdateRecord *active = activeUpdate();
    if (!active) {
        const bool failed = !m_updates.empty() && m_updates.front().state == UpdateState::Failed;
        return failed ? PipelineState::Failed : PipelineState::Idle;
    }
    switch (active->state) {
    case UpdateState::Stopping:
        return PipelineState::Stopping;
    case UpdateState::Resetting:
        return PipelineState::Resetting;
    case UpdateState::SettingUpTables:
    case UpdateState::Running:
        return PipelineState::Running;
    case UpdateState::Created:
        return m_deploying ? PipelineState::Deploying : PipelineState::Starting;
    default:
        return PipelineState::Starting;
    }
}

QString SimPipeline::runAs() const
{
    const auto given = m_besideSpec.find("run_as");
    if (given == m_besideSpec.end() || !given->is_object())
        return m_creator;
    for (const char *const kind : {"service_principal_name", "user_name"}) {
        if (const auto name = given->find(kind); name != given->end() && name->is_string())
            return QString::fromStdString(name->get<std::string>());
    }
    return m_creator;
}

// What the client sent, unchanged, and what the server adds to it.
void SimPipeline::adopt(const nlohmann::json &spec)
{
    nlohmann::json adopted = spec.is_object() ? spec : nlohmann::json::object();
    m_besideSpec = nlohmann::json::object();
    for (const char *const beside : {"run_as", "parameters"}) {
        if (const auto found = adopted.find(beside); found != adopted.end() && !found->is_null())
            m_besideSpec[beside] = *found;
    }
    for (const char *const notASetting : {"pipeline_id", "expected_last_modified", "run_as", "parameters",
                                          "allow_duplicate_names", "dry_run", "access_control_list"})
        adopted.erase(notASetting);
    adopted["id"] = id().toStdString();
    if (!adopted.contains("name"))
        adopted["name"] = m_fleet.name.toStdString();
    if (const auto flag = adopted.find("continuous"); flag != adopted.end() && *flag != true)
        adopted.erase(flag);
    if (!adopted.contains("storage") && !adopted.contains("catalog")) {
        const auto old = m_spec.find("storage");
        adopted["storage"] = old != m_spec.end() ? *old : nlohmann::json("dbfs:/pipelines/" + id().toStdString());
    }
    m_spec = std::move(adopted);
    m_sharedSpec.reset();
    ++m_edits;
}

void SimPipeline::recordAction(const char *action, const QString &message, const QString &user)
{
    m_events.append({{},
                     m_context.serverNow(),
                     u"user_action"_s,
                     u"INFO"_s,
                     message,
                     {},
                     {{"action", action}, {"user_name", (user.isEmpty() ? m_creator : user).toStdString()}}});
}

void SimPipeline::edit(const nlohmann::json &spec, const QString &editor)
{
    adopt(spec);
    m_lastModified = std::max(epochMillis(m_context.serverNow()), m_lastModified + 1);
    recordAction("EDIT", u"User edited the pipeline settings."_s, editor);

    const UpdateRecord *active = activeUpdate();
    if (continuous()) {
        m_retry.reset();
        if (active)
            beginStopping(u"SETTINGS_CHANGE"_s, true);
        else
            create(u"SETTINGS_CHANGE"_s, {});
    } else if (recovering() && !m_updates.empty() && m_updates.front().continuous) {
        m_retry.reset();
    } else if (active && (active->continuous || m_restart)) {
        beginStopping(u"SETTINGS_CHANGE"_s, false);
    }
}

} // namespace twinlake::simulator
