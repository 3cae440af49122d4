// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SimWarehouse: a SQL warehouse: stopped, starting, running, and stopping by itself when no statement came for a while.
#pragma once

#include "app/simulator/world/worldcontext.h"
#include "models/domain/databricks.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <vector>

namespace twinlake::simulator {

class SimWarehouse {
public:
    /// `keptAwake`: dashboards ask it all day, so it starts again by itself and never stops by idling.
    SimWarehouse(const WorldContext &context, const WarehouseId &id, bool keptAwake);
    /// One that a client has made; it starts at once.
    SimWarehouse(const WorldContext &context, const WarehouseId &id, const nlohmann::json &settings,
                 const QString &creator);
    ~SimWarehouse();
    SimWarehouse(const SimWarehouse &) = delete;
    SimWarehouse &operator=(const SimWarehouse &) = delete;

    const QString &id() const { return m_id.value; }
    QString name() const;
    const QString &creator() const { return m_creator; }
    WarehouseState state() const { return m_state; }
    nlohmann::json document() const; ///< GET /api/2.0/sql/warehouses/{id}

    /// Changes the given settings; a new size restarts nothing here.
    void edit(const nlohmann::json &settings);
    void start();
    void stop();
    /// Calls back once it is RUNNING, now if it is; starts it if need be.
    void whenRunning(std::function<void()> then);
    /// A statement was asked: the idle time counts from now.
    void touch();
    /// Whoever waits for it is told; afterwards it may be destroyed.
    void shutDown();
    void conditionsChanged(const RegionConditions &before);

private:
    void beginStart();
    void armAutoStop();
    void tellWaiting();

    const WorldContext &m_context;
    WarehouseId m_id;
    bool m_keptAwake;
    QString m_creator;
    nlohmann::json m_settings;
    WarehouseState m_state;
    std::uint64_t m_starts = 0;
    std::vector<std::function<void()>> m_waiting;
    std::optional<Scheduler::TimerId> m_timer; ///< of a start, or of the auto-stop
    std::optional<SpanLog::Handle> m_span;
    bool m_lost = false; ///< its compute went away while it ran
};

} // namespace twinlake::simulator
