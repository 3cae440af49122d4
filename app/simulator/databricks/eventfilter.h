// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// EventFilter: the SQL-like filter of GET .../events (contracts/databricks-api.md 3.4).
#pragma once

#include "app/simulator/world/pipelineevents.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace twinlake::simulator {

class EventFilter {
public:
    /// AND-joined `field op 'value'` and `field in ('a','b')`; fields id, level, timestamp, update_id, event_type.
    /// Empty: the filter is not one of these.
    static std::optional<EventFilter> parse(const QString &text);

    bool accepts(const PipelineEvent &event) const;

private:
    struct Clause {
        QString field;
        QString operation; ///< "=", "!=", "<", "<=", ">", ">=" or "in"
        QStringList values;
    };
    static bool holds(const Clause &clause, const PipelineEvent &event);

    std::vector<Clause> m_clauses;
};

} // namespace twinlake::simulator
