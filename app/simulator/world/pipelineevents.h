// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PipelineEventLog: the newest events of one pipeline as GET .../events shows them (contracts/databricks-api.md 3.4).
#pragma once

#include "app/simulator/world/worldcontext.h"

#include <nlohmann/json.hpp>

#include <deque>

namespace twinlake::simulator {

struct PipelineEvent {
    QString id;
    SimTime at;
    QString type; ///< update_progress, create_update, user_action, ...
    QString level = QStringLiteral("INFO");
    QString message;
    QString updateId; ///< empty if it belongs to none
    nlohmann::json details; ///< the object under details.<type>
    std::int64_t sequence = 0;
    QString flow{}; ///< the flow or dataset it is about
    nlohmann::json error{}; ///< fatal, exceptions; null if there is none
};

class PipelineEventLog {
public:
    PipelineEventLog(const WorldContext &context, const FleetPipeline &pipeline);

    /// Fills in id and sequence.
    void append(PipelineEvent event);
    /// Oldest first; older ones are forgotten.
    const std::deque<PipelineEvent> &all() const { return m_events; }
    nlohmann::json document(const PipelineEvent &event) const;

private:
    nlohmann::json documentOf(const PipelineEvent &event, nlohmann::json origin) const;

    const WorldContext &m_context;
    const FleetPipeline &m_pipeline;
    std::deque<PipelineEvent> m_events;
    std::int64_t m_last = 0;
};

} // namespace twinlake::simulator
