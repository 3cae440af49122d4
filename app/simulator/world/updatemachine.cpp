// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pipeline's update through its states (contracts/databricks-api.md 8.2), and its spans.
#include "app/simulator/world/simpipeline.h"

#include <array>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t updatesKept = 100; // of each pipeline; older ones are 404
constexpr auto recoveryPause = 10s;

constexpr std::array flowStart{std::pair("PLANNING", "is PLANNING."), std::pair("STARTING", "is STARTING."),
                               std::pair("RUNNING", "is RUNNING.")};

bool asked(const UpdateRecord &update, const char *flag)
{
    const auto found = update.request.find(flag);
    return found != update.request.end() && *found == true;
}

} // namespace

std::optional<QString> SimPipeline::start(const QString &cause, const nlohmann::json &request)
{
    if (activeUpdate() || recovering())
        return std::nullopt;
    return create(cause, request).id;
}

void SimPipeline::stop()
{
    if (recovering()) {
        m_retry.reset();
        for (const Watcher &watcher : m_watchers)
            watcher(UpdateState::Canceled);
        return;
    }
    if (activeUpdate())
        beginStopping(u"USER_ACTION"_s, false);
}

UpdateRecord SimPipeline::makeRecord(const QString &cause, SimTime at)
{
    UpdateRecord record;
    record.id = m_context.draw.uuid(m_context.entity(u"update/"_s + m_key), ++m_ordinal);
    record.cause = cause;
    record.createdAt = at;
    if (!m_sharedSpec)
        m_sharedSpec = std::make_shared<const nlohmann::json>(m_spec);
    record.config = m_sharedSpec;
    record.continuous = continuous();
    return record;
}

UpdateRecord &SimPipeline::create(const QString &cause, const nlohmann::json &request)
{
    UpdateRecord record = makeRecord(cause, m_context.serverNow());
    record.request = request;
    record.filesAtCreation = m_data.zone().filesAt(m_context.now());
    m_updates.push_front(std::move(record));
    if (m_updates.size() > updatesKept)
        m_updates.pop_back();
    UpdateRecord &update = m_updates.front();
    m_restart = false;
    m_deploying = cause == "SETTINGS_CHANGE"_L1 || m_updates.size() == 1;
    m_cause.clear();
    m_startSpan = m_context.spans.begin(u"update_start"_s, m_context.entity(m_fleet.name), m_context.now());
    m_events.append({{},
                     m_context.serverNow(),
                     u"create_update"_s,
                     u"INFO"_s,
                     u"Update %1 started by %2."_s.arg(update.id.left(6), cause),
                     update.id,
                     {{"cause", cause.toStdString()}, {"full_refresh", asked(update, "full_refresh")}}});
    enter(UpdateState::Created);
    return update;
}

void SimPipeline::enter(UpdateState state)
{
    UpdateRecord &update = m_updates.front();
    update.state = state;
    recordState(update, m_context.serverNow());
    const FleetTimings &timings = m_context.fleet.timings;
    switch (state) {
    case UpdateState::Created:
        enterLater(1s, u"created"_s, UpdateState::WaitingForResources);
        break;
    case UpdateState::WaitingForResources:
        enterLater(scaled(timings.clusterStart, m_context.conditions.clusterFactor), u"cluster"_s,
                   UpdateState::Initializing);
        break;
    case UpdateState::Initializing:
        if (const auto unknown = unknownTable(update))
            return fail(u"The update names the table '%1', which the pipeline does not define."_s.arg(*unknown));
        enterLater(timings.initializing, u"initializing"_s,
                   asked(update, "validate_only") ? UpdateState::Completed
                       : resets(update)           ? UpdateState::Resetting
                                                  : UpdateState::SettingUpTables);
        break;
    case UpdateState::Resetting:
        m_data.reset();
        enterLater(timings.initializing, u"resetting"_s, UpdateState::SettingUpTables);
        break;
    case UpdateState::SettingUpTables:
        recordGraph();
        enterLater(timings.settingUpTables, u"tables"_s, UpdateState::Running);
        break;
    case UpdateState::Running:
        beginRunning();
        break;
    default:
        break;
    }
}

// Without compute an update waits where it is; conditionsChanged sends it on.
void SimPipeline::enterLater(SimDuration median, const QString &stage, UpdateState next)
{
    if (m_context.conditions.computeOut)
        return;
    const SimDuration wait = m_context.drawn(median, stage + u'/' + m_key, m_ordinal);
    m_stageTimer = m_context.scheduler.after(wait, [this, next] {
        m_stageTimer.reset();
        if (isFinal(next))
            finish(next, false);
        else
            enter(next);
    });
}

void SimPipeline::beginRunning()
{
    const UpdateRecord &update = m_updates.front();
    m_data.startFlow(m_context.now(), update.continuous ? std::nullopt : std::optional(update.filesAtCreation));
    if (m_startSpan)
        m_context.spans.end(*m_startSpan, m_context.now());
    m_startSpan.reset();
    m_rowsAtStart = m_data.rows();
    for (const auto &[status, message] : flowStart)
        recordFlow(status, QLatin1StringView(message));
    openCatchUp();
    armBatch();
}

void SimPipeline::beginStopping(const QString &cancellationCause, bool restart)
{
    m_restart = restart;
    UpdateRecord &update = m_updates.front();
    if (update.state == UpdateState::Stopping)
        return;
    data().stopFlow();
    closeSpans();
    if (m_stageTimer)
        m_context.scheduler.cancel(*m_stageTimer);
    if (update.state == UpdateState::Running)
        recordFlowEnd(UpdateState::Canceled);
    update.state = UpdateState::Stopping;
    recordState(update, m_context.serverNow(), cancellationCause);
    const SimDuration wait = m_context.drawn(m_context.fleet.timings.stopping, u"stopping/"_s + m_key, m_ordinal);
    m_stageTimer = m_context.scheduler.after(wait, [this] {
        m_stageTimer.reset();
        finish(UpdateState::Canceled, false);
    });
}

void SimPipeline::finish(UpdateState state, bool retry)
{
    data().stopFlow();
    closeSpans();
    UpdateRecord &update = m_updates.front();
    if (update.state == UpdateState::Running)
        recordFlowEnd(state);
    update.state = state;
    recordState(update, m_context.serverNow());
    if (state == UpdateState::Failed && m_cause.isEmpty())
        m_cause = u"Update %1 FAILED."_s.arg(update.id.left(6));
    if (retry) {
        m_retry = update.request;
        retryLater();
        return;
    }
    if (m_restart)
        create(u"SETTINGS_CHANGE"_s, {});
    for (const Watcher &watcher : m_watchers)
        watcher(state);
}

void SimPipeline::retryLater()
{
    const std::uint64_t failed = m_ordinal;
    m_retryTimer = m_context.scheduler.after(recoveryPause, [this, failed] {
        m_retryTimer.reset();
        if (!m_retry || m_ordinal != failed)
            return;
        const nlohmann::json request = *m_retry;
        m_retry.reset();
        create(u"RETRY_ON_FAILURE"_s, request);
    });
}

void SimPipeline::conditionsChanged(const RegionConditions &before)
{
    const RegionConditions &now = m_context.conditions;
    m_data.settle(m_context.now());
    m_data.setStalled(now.computeOut || now.storageOut);
    followFeeder();

    const UpdateRecord *active = activeUpdate();
    if (now.computeOut == before.computeOut || !active || active->state == UpdateState::Stopping)
        return;
    if (now.computeOut) {
        if (m_stageTimer)
            m_context.scheduler.cancel(*m_stageTimer);
        m_stageTimer.reset();
    } else if (active->state == UpdateState::Running || active->state == UpdateState::SettingUpTables) {
        finish(UpdateState::Failed, true);
    } else {
        enter(UpdateState::WaitingForResources);
    }
}

void SimPipeline::recordState(const UpdateRecord &update, SimTime at, const QString &cancellationCause)
{
    const QString word = wireWord(update.state);
    nlohmann::json details{{"state", word.toStdString()}};
    if (!cancellationCause.isEmpty())
        details["cancellation_cause"] = cancellationCause.toStdString();
    m_events.append({{},
                     at,
                     u"update_progress"_s,
                     update.state == UpdateState::Failed ? u"ERROR"_s : u"INFO"_s,
                     u"Update %1 is %2."_s.arg(update.id.left(6), word),
                     update.id,
                     std::move(details)});
}

} // namespace twinlake::simulator
