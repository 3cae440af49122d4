// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a pipeline looks like from outside: its documents.
#include "app/simulator/world/simpipeline.h"

#include <algorithm>

namespace twinlake::simulator {

namespace {

constexpr std::size_t latestUpdatesShown = 5;

// Bytes that are not UTF-8 become replacement characters.
std::string writtenOut(const nlohmann::json &document)
{
    return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

nlohmann::json SimPipeline::stateInfo() const
{
    nlohmann::json latest = nlohmann::json::array();
    for (std::size_t index = 0; index < std::min(m_updates.size(), latestUpdatesShown); ++index) {
        const UpdateRecord &update = m_updates[index];
        latest.push_back({{"update_id", update.id.toStdString()},
                          {"state", wireWord(update.state).toStdString()},
                          {"creation_time", isoMillis(update.createdAt).toStdString()}});
    }
    nlohmann::json info{{"pipeline_id", id().toStdString()},
                        {"name", name().toStdString()},
                        {"state", wireWord(state()).toStdString()},
                        {"creator_user_name", m_creator.toStdString()},
                        {"run_as_user_name", runAs().toStdString()}};
    if (!m_updates.empty()) {
        const auto judged = std::find_if(m_updates.begin(), m_updates.end(), [](const UpdateRecord &update) {
            return isFinal(update.state) || update.state == UpdateState::Running;
        });
        const bool failed = judged != m_updates.end() && judged->state == UpdateState::Failed;
        info["health"] = failed ? "UNHEALTHY" : "HEALTHY";
        info["latest_updates"] = std::move(latest);
    }
    if (const UpdateRecord *active = activeUpdate(); active && active->state != UpdateState::Created)
        info["cluster_id"] = "1122-002000-" + active->id.left(8).toStdString();
    return info;
}

nlohmann::json SimPipeline::document() const
{
    nlohmann::json document = stateInfo();
    document["spec"] = m_spec;
    document["last_modified"] = m_lastModified;
    document["effective_publishing_mode"] =
        m_spec.contains("schema") ? "DEFAULT_PUBLISHING_MODE" : "LEGACY_PUBLISHING_MODE";
    if (!m_cause.isEmpty())
        document["cause"] = m_cause.toStdString();
    document.update(m_besideSpec);
    return document;
}

PipelineLook SimPipeline::look() const
{
    return {m_ordinal,    m_edits, m_lastModified, m_updates.empty() ? UpdateState::Created : m_updates.front().state,
            recovering(), m_cause};
}

const std::string &SimPipeline::documentText() const
{
    return m_documentText.of(look(), [this] { return writtenOut(document()); });
}

const std::string &SimPipeline::stateInfoText() const
{
    return m_stateInfoText.of(look(), [this] { return writtenOut(stateInfo()); });
}

nlohmann::json SimPipeline::updateDocument(const UpdateRecord &update) const
{
    nlohmann::json document = update.request.is_object() ? update.request : nlohmann::json::object();
    document["pipeline_id"] = id().toStdString();
    document["update_id"] = update.id.toStdString();
    document["cause"] = update.cause.toStdString();
    document["state"] = wireWord(update.state).toStdString();
    document["config"] = *update.config;
    document["creation_time"] = epochMillis(update.createdAt);
    document["mode"] = update.continuous ? "CONTINUOUS" : "DEFAULT";
    if (!document.contains("full_refresh"))
        document["full_refresh"] = false;
    return document;
}

} // namespace twinlake::simulator
