// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A simulation whose regions and rows are looked at from outside.
#pragma once

#include "tests/app/simulator/simulationbench.h"

#include <QDateTime>

namespace twinlake::simulator {

inline qint64 millis(const json &iso)
{
    return iso.is_string()
        ? QDateTime::fromString(QString::fromStdString(iso.get<std::string>()), Qt::ISODateWithMs).toMSecsSinceEpoch()
        : 0;
}

struct WorldFaultsBench : SimulationBench {
    json pipeline(const std::string &region, const std::string &name = "orders")
    {
        return named(state()["regions"][region]["pipelines"], name);
    }
    qint64 now() { return millis(state()["virtual_time"]); }
    /// Seconds from the pipeline's newest row to now.
    double lag(const std::string &region)
    {
        const json all = state();
        const json one = named(all["regions"][region]["pipelines"], "orders");
        return static_cast<double>(millis(all["virtual_time"]) - millis(one["watermark"])) / 1000.0;
    }
    json rest(const QString &region)
    {
        const QString id = QString::fromStdString(pipeline(region.toStdString())["pipeline_id"].get<std::string>());
        return call(region, "GET"_ba, u"/api/2.0/pipelines/"_s + id).body;
    }
    qint64 count(const QString &region, const std::string &where)
    {
        const json row = query(region, "SELECT count(*) FROM main.gold.orders WHERE " + where);
        return row.is_array() ? std::stoll(row[0].get<std::string>()) : -1;
    }
    json warehouse(const QString &region)
    {
        return call(region, "GET"_ba,
                    u"/api/2.0/sql/warehouses/"_s
                        + QString::fromStdString(
                            state()["regions"][region.toStdString()]["warehouses"][0]["id"].get<std::string>()))
            .body;
    }
    std::string iso(qint64 ms)
    {
        return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
    }
    std::string between(qint64 from, qint64 to)
    {
        return "event_timestamp >= TIMESTAMP '" + iso(from) + "' AND event_timestamp < TIMESTAMP '" + iso(to) + "'";
    }
};

} // namespace twinlake::simulator
