// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/simwarehouse.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::minutes autoStop{10};

} // namespace

SimWarehouse::SimWarehouse(const WorldContext &context, const WarehouseId &id, bool keptAwake)
    : m_context(context)
    , m_id(id)
    , m_keptAwake(keptAwake)
    , m_state(keptAwake ? WarehouseState::Running : WarehouseState::Stopped)
{
}

nlohmann::json SimWarehouse::document() const
{
    const bool running = m_state == WarehouseState::Running;
    const std::string id = m_id.value.toStdString();
    return {{"id", id},
            {"name", "twinlake-" + m_context.fleet.labels[m_context.region].toStdString()},
            {"state", wireWord(m_state).toStdString()},
            {"health", {{"status", m_context.conditions.computeOut && !running ? "FAILED" : "HEALTHY"}}},
            {"cluster_size", "Small"},
            {"min_num_clusters", 1},
            {"max_num_clusters", 1},
            {"num_clusters", running ? 1 : 0},
            {"num_active_sessions", 0},
            {"auto_stop_mins", autoStop.count()},
            {"enable_serverless_compute", false},
            {"enable_photon", true},
            {"warehouse_type", "PRO"},
            {"spot_instance_policy", "COST_OPTIMIZED"},
            {"creator_name", "admin@acme.example"},
            {"odbc_params", {{"path", "/sql/1.0/warehouses/" + id}, {"protocol", "https"}, {"port", 443}}}};
}

void SimWarehouse::start()
{
    if (m_state == WarehouseState::Stopped)
        beginStart();
}

// The service stops a warehouse in a moment; there is nothing to wait for.
void SimWarehouse::stop()
{
    if (m_timer)
        m_context.scheduler.cancel(*m_timer);
    m_timer.reset();
    if (m_span)
        m_context.spans.end(*m_span, m_context.now());
    m_span.reset();
    m_state = WarehouseState::Stopped;
    if (!m_waiting.empty()) // what still waits for it wakes it again
        beginStart();
}

void SimWarehouse::beginStart()
{
    m_state = WarehouseState::Starting;
    if (!m_span)
        m_span = m_context.spans.begin(u"warehouse_start"_s, m_context.entity(m_id.value), m_context.now());
    if (m_context.conditions.computeOut)
        return;
    const SimDuration median = scaled(m_context.fleet.timings.warehouseStart, m_context.conditions.warehouseFactor);
    const SimDuration wait = m_context.drawn(median, u"warehouse/"_s + m_id.value, ++m_starts);
    m_timer = m_context.scheduler.after(wait, [this] {
        m_timer.reset();
        m_state = WarehouseState::Running;
        m_context.spans.end(*m_span, m_context.now());
        m_span.reset();
        touch();
        const auto waiting = std::exchange(m_waiting, {});
        for (const auto &then : waiting)
            then();
    });
}

void SimWarehouse::whenRunning(std::function<void()> then)
{
    if (m_state == WarehouseState::Running) {
        then();
        return;
    }
    m_waiting.push_back(std::move(then));
    start();
}

void SimWarehouse::touch()
{
    if (m_state == WarehouseState::Running)
        armAutoStop();
}

void SimWarehouse::armAutoStop()
{
    if (m_timer)
        m_context.scheduler.cancel(*m_timer);
    m_timer.reset();
    if (m_keptAwake && !m_context.conditions.warehouseCold)
        return;
    m_timer = m_context.scheduler.after(autoStop, [this] {
        m_timer.reset();
        stop();
    });
}

void SimWarehouse::conditionsChanged(const RegionConditions &before)
{
    const bool cold = m_context.conditions.warehouseCold;
    if (cold != before.warehouseCold && cold && m_state == WarehouseState::Running)
        stop();
    else if (cold != before.warehouseCold && !cold && m_keptAwake && m_state == WarehouseState::Stopped)
        beginStart();
    const bool out = m_context.conditions.computeOut;
    if (out == before.computeOut)
        return;
    if (out) {
        if (m_timer)
            m_context.scheduler.cancel(*m_timer);
        m_timer.reset();
        m_lost = m_state == WarehouseState::Running;
        return;
    }
    // What ran has lost its compute; it comes back by itself only if somebody keeps asking it.
    if (m_state == WarehouseState::Starting)
        beginStart();
    else if (std::exchange(m_lost, false) && m_state == WarehouseState::Running) {
        m_state = WarehouseState::Stopped;
        if (m_keptAwake)
            beginStart();
    }
}

} // namespace twinlake::simulator
