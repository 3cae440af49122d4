// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/pipelineevents.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t eventsKept = 250; // of each pipeline

} // namespace

PipelineEventLog::PipelineEventLog(const WorldContext &context, const FleetPipeline &pipeline)
    : m_context(context)
    , m_pipeline(pipeline)
{
}

void PipelineEventLog::append(PipelineEvent event)
{
    event.sequence = ++m_last;
    event.id = m_context.draw.uuid(m_context.entity(u"event/"_s + m_pipeline.ids[m_context.region].value),
                                   static_cast<std::uint64_t>(event.sequence));
    m_events.push_back(std::move(event));
    if (m_events.size() > eventsKept)
        m_events.pop_front();
}

nlohmann::json PipelineEventLog::document(const PipelineEvent &event) const
{
    nlohmann::json origin{{"cloud", "AWS"},
                          {"region", m_context.fleet.labels[m_context.region].toStdString()},
                          {"pipeline_id", m_pipeline.ids[m_context.region].value.toStdString()},
                          {"pipeline_name", m_pipeline.name.toStdString()},
                          {"pipeline_type", "WORKSPACE"}};
    if (!event.updateId.isEmpty())
        origin["update_id"] = event.updateId.toStdString();
    if (!event.flow.isEmpty()) {
        origin["flow_name"] = event.flow.toStdString();
        origin["dataset_name"] = event.flow.toStdString();
    }
    nlohmann::json document = documentOf(event, std::move(origin));
    if (!event.error.is_null())
        document["error"] = event.error;
    return document;
}

nlohmann::json PipelineEventLog::documentOf(const PipelineEvent &event, nlohmann::json origin) const
{
    return {{"id", event.id.toStdString()},
            {"sequence", {{"control_plane_seq_no", epochMillis(event.at) * 1000 + event.sequence % 1000}}},
            {"origin", std::move(origin)},
            {"timestamp", isoMillis(event.at).toStdString()},
            {"message", event.message.toStdString()},
            {"level", event.level.toStdString()},
            {"maturity_level", "STABLE"},
            {"event_type", event.type.toStdString()},
            {"details", {{event.type.toStdString(), event.details}}}};
}

} // namespace twinlake::simulator
