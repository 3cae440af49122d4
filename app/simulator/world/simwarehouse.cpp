// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/simwarehouse.h"

#include "app/simulator/world/jsonfields.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t autoStop = 10; // minutes, of the fleet's own warehouses
constexpr std::int64_t defaultAutoStop = 120;

nlohmann::json fleetSettings(const WorldContext &context)
{
    return {{"name", "twinlake-" + context.fleet.labels[context.region].toStdString()},
            {"cluster_size", "Small"},
            {"auto_stop_mins", autoStop},
            {"warehouse_type", "PRO"},
            {"enable_photon", true}};
}

void completeWarehouse(nlohmann::json &settings)
{
    for (const auto &[field, value] :
         std::initializer_list<std::pair<const char *, nlohmann::json>>{{"cluster_size", "X-Small"},
                                                                        {"min_num_clusters", 1},
                                                                        {"max_num_clusters", 1},
                                                                        {"auto_stop_mins", defaultAutoStop},
                                                                        {"enable_serverless_compute", false},
                                                                        {"enable_photon", true},
                                                                        {"warehouse_type", "PRO"},
                                                                        {"spot_instance_policy", "COST_OPTIMIZED"},
                                                                        {"channel", {{"name", "CHANNEL_NAME_CURRENT"}}},
                                                                        {"tags", nlohmann::json::object()}}) {
        if (!fieldOf(settings, field))
            settings[field] = value;
    }
}

} // namespace

SimWarehouse::SimWarehouse(const WorldContext &context, const WarehouseId &id, bool keptAwake)
    : m_context(context)
    , m_id(id)
    , m_keptAwake(keptAwake)
    , m_creator(u"admin@acme.example"_s)
    , m_settings(fleetSettings(context))
    , m_state(keptAwake ? WarehouseState::Running : WarehouseState::Stopped)
{
    completeWarehouse(m_settings);
}

SimWarehouse::SimWarehouse(const WorldContext &context, const WarehouseId &id, const nlohmann::json &settings,
                           const QString &creator)
    : m_context(context)
    , m_id(id)
    , m_keptAwake(false)
    , m_creator(creator)
    , m_settings(settings)
    , m_state(WarehouseState::Stopped)
{
    completeWarehouse(m_settings);
    beginStart();
}

SimWarehouse::~SimWarehouse()
{
    if (m_timer)
        m_context.scheduler.cancel(*m_timer);
}

QString SimWarehouse::name() const
{
    return textOf(m_settings, "name");
}

nlohmann::json SimWarehouse::document() const
{
    const bool running = m_state == WarehouseState::Running;
    const bool failed = m_context.conditions.computeOut && !running;
    const std::string id = m_id.value.toStdString();
    nlohmann::json document = m_settings;
    document.update(
        {{"id", id},
         {"state", wireWord(m_state).toStdString()},
         {"health", {{"status", failed ? "FAILED" : "HEALTHY"}}},
         {"num_clusters", running ? numberOf(m_settings, "min_num_clusters", 1) : 0},
         {"num_active_sessions", 0},
         {"creator_name", m_creator.toStdString()},
         {"jdbc_url",
          "jdbc:spark://127.0.0.1:443/default;transportMode=http;ssl=1;AuthMech=3;httpPath="
          "/sql/1.0/warehouses/"
              + id},
         {"odbc_params",
          {{"hostname", "127.0.0.1"}, {"path", "/sql/1.0/warehouses/" + id}, {"protocol", "https"}, {"port", 443}}}});
    return document;
}

void SimWarehouse::edit(const nlohmann::json &settings)
{
    m_settings.update(settings);
    completeWarehouse(m_settings);
    touch();
}

void SimWarehouse::shutDown()
{
    if (m_span)
        m_context.spans.end(*m_span, m_context.now());
    m_span.reset();
    m_state = WarehouseState::Deleted;
    tellWaiting();
}

void SimWarehouse::tellWaiting()
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &then : waiting)
        then();
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
        tellWaiting();
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
    const std::int64_t minutes = numberOf(m_settings, "auto_stop_mins", defaultAutoStop);
    if ((m_keptAwake && !m_context.conditions.warehouseCold) || minutes <= 0)
        return;
    m_timer = m_context.scheduler.after(std::chrono::minutes(minutes), [this] {
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
