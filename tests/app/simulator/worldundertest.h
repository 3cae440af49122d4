// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A region in a test: its world, a stepped clock and, through WorldFace, requests as a client would send them.
#pragma once

#include "app/simulator/databricks/databricksface.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simjob.h"
#include "app/simulator/world/simpipeline.h"
#include "app/simulator/world/simwarehouse.h"

#include <memory>

namespace twinlake::simulator {

inline QByteArray dumped(const nlohmann::json &json)
{
    return QByteArray::fromStdString(json.dump());
}

/// Empty if it is not there.
inline QString textAt(const nlohmann::json &json, const char *key)
{
    return QString::fromStdString(json.value(key, ""));
}

struct WorldUnderTest {
    explicit WorldUnderTest(Region region, std::uint64_t seed = 7)
        : fleet(defaultFleet(seed))
        , scheduler(fleet.start)
        , draw(seed)
        , world(region, fleet, scheduler, draw, spans)
    {
    }

    void pass(SimDuration time) { scheduler.advanceTo(scheduler.now() + time); }
    SimPipeline &orders() { return *world.pipelines().front(); }
    SimJob &ordersJob() { return *world.jobs().front(); }
    SimWarehouse &warehouse() { return *world.warehouses().front(); }
    /// True once it holds, looking every second for at most `limit`.
    bool passUntil(const std::function<bool()> &holds, SimDuration limit)
    {
        for (const SimTime end = scheduler.now() + limit; !holds() && scheduler.now() < end;)
            pass(std::chrono::seconds(1));
        return holds();
    }
    nlohmann::json ordersSpec(bool continuous)
    {
        nlohmann::json spec = orders().document()["spec"];
        spec["continuous"] = continuous;
        return spec;
    }

    Fleet fleet;
    Scheduler scheduler;
    Draw draw;
    SpanLog spans;
    RegionWorld world;
};

struct WorldFace : WorldUnderTest {
    explicit WorldFace(Region region, std::uint64_t seed = 7)
        : WorldUnderTest(region, seed)
        , tokens{{{"good", {QStringLiteral("operator@acme.example"), QStringLiteral("42"), {}}}},
                 workspaceIdFor(draw, region)}
        , face(world, fleet, tokens)
    {
    }

    SimRequest request(const QByteArray &method, const QString &target, const QByteArray &body = {}) const
    {
        SimRequest made;
        made.method = method;
        made.path = target.section(QLatin1Char('?'), 0, 0);
        made.query = QUrlQuery(target.section(QLatin1Char('?'), 1));
        made.headers.append(qMakePair(QByteArray("authorization"), QByteArray("Bearer good")));
        made.body = body;
        made.host = QStringLiteral("127.0.0.1:1");
        return made;
    }
    /// Sends and lets virtual time pass until the answer is there, at most a minute.
    SimResponse send(const SimRequest &asked)
    {
        const auto answer = std::make_shared<std::optional<SimResponse>>();
        face.handle(asked, [answer](SimResponse response) { *answer = std::move(response); });
        for (int second = 0; !*answer && second < 60; ++second)
            pass(std::chrono::seconds(1));
        return answer->value_or(SimResponse{});
    }
    SimResponse send(const QByteArray &method, const QString &target, const QByteArray &body = {})
    {
        return send(request(method, target, body));
    }
    nlohmann::json json(const QByteArray &method, const QString &target, const QByteArray &body = {})
    {
        return nlohmann::json::parse(send(method, target, body).body, nullptr, false);
    }
    nlohmann::json query(const QString &sql)
    {
        const nlohmann::json body{{"statement", sql.toStdString()},
                                  {"warehouse_id", warehouse().id().toStdString()},
                                  {"wait_timeout", "50s"}};
        return json("POST", QStringLiteral("/api/2.0/sql/statements"), QByteArray::fromStdString(body.dump()));
    }

    TokenBook tokens;
    DatabricksFace face;
};

} // namespace twinlake::simulator
