// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SQL warehouses: list, get, start, stop (contracts/databricks-api.md 5.2).
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simwarehouse.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

SimResponse warehouseMissing(const QString &id)
{
    return refusal(404, "RESOURCE_DOES_NOT_EXIST", u"SQL warehouse %1 does not exist."_s.arg(id.left(100)));
}

SimResponse setRunning(SimWarehouse &warehouse, bool running)
{
    const WarehouseState before = warehouse.state();
    if (running)
        warehouse.start();
    else
        warehouse.stop();
    return doneReply(warehouse.state() != before);
}

} // namespace

void addWarehouseRoutes(Router &router, RegionWorld &world)
{
    const QString root = u"/api/2.0/sql/warehouses"_s;
    router.add("GET"_ba, root, [&world](const Call &) {
        nlohmann::json all = nlohmann::json::array();
        for (const auto &warehouse : world.warehouses())
            all.push_back(warehouse->document());
        return jsonReply({{"warehouses", std::move(all)}});
    });
    router.add("GET"_ba, root + u"/*"_s, [&world](const Call &call) {
        const SimWarehouse *const warehouse = world.warehouse(WarehouseId{call.captures.first()});
        return warehouse ? jsonReply(warehouse->document()) : warehouseMissing(call.captures.first());
    });
    for (const bool running : {true, false}) {
        router.add("POST"_ba, root + (running ? u"/*/start"_s : u"/*/stop"_s), [&world, running](const Call &call) {
            SimWarehouse *const warehouse = world.warehouse(WarehouseId{call.captures.first()});
            return warehouse ? setRunning(*warehouse, running) : warehouseMissing(call.captures.first());
        });
    }
}

} // namespace twinlake::simulator
