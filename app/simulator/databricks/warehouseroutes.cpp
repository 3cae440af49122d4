// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SQL warehouses: list, get, create, edit, delete, start, stop (contracts/databricks-api.md 5.2).
#include "app/simulator/databricks/access.h"
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simwarehouse.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList sizes{u"2X-Small"_s, u"X-Small"_s,  u"Small"_s,    u"Medium"_s,   u"Large"_s,
                        u"X-Large"_s,  u"2X-Large"_s, u"3X-Large"_s, u"4X-Large"_s, u"5X-Large"_s};
const QStringList types{u"TYPE_UNSPECIFIED"_s, u"CLASSIC"_s, u"PRO"_s, u"REALTIME"_s, u"REYDEN"_s};

SimResponse warehouseMissing(const QString &id)
{
    return refusal(404, "RESOURCE_DOES_NOT_EXIST", u"SQL warehouse %1 does not exist."_s.arg(id.left(100)));
}

std::optional<SimResponse> badSettings(BodyReader &reader)
{
    const QString size = reader.text("cluster_size");
    const QString type = reader.text("warehouse_type");
    const auto stop = reader.number("auto_stop_mins");
    const auto least = reader.number("min_num_clusters");
    const auto most = reader.number("max_num_clusters");
    for (const char *const flag : {"enable_serverless_compute", "enable_photon"})
        reader.flag(flag);
    for (const char *const object : {"channel", "tags"})
        reader.object(object);
    for (const char *const text : {"name", "spot_instance_policy", "creator_name", "instance_profile_arn"})
        reader.text(text);
    if (reader.complaint())
        return reader.complaint();
    if (!size.isEmpty() && !sizes.contains(size))
        return invalidParameter(u"'%1' is not a supported cluster size."_s.arg(size.left(100)));
    if (!type.isEmpty() && !types.contains(type))
        return invalidParameter(u"'%1' is not a warehouse type."_s.arg(type.left(100)));
    if (stop && *stop != 0 && (*stop < 10 || *stop > 100'000))
        return invalidParameter(u"auto_stop_mins must be 0 or at least 10."_s);
    const std::int64_t low = least.value_or(1);
    if (low < 1 || low > 30 || most.value_or(low) < low || most.value_or(low) > 40)
        return invalidParameter(u"min_num_clusters and max_num_clusters must be a range from 1 on."_s);
    return std::nullopt;
}

nlohmann::json settingsFrom(const nlohmann::json &body)
{
    nlohmann::json settings = nlohmann::json::object();
    for (const char *const key :
         {"name", "cluster_size", "min_num_clusters", "max_num_clusters", "auto_stop_mins", "enable_serverless_compute",
          "enable_photon", "warehouse_type", "spot_instance_policy", "channel", "tags", "instance_profile_arn"}) {
        const auto found = body.find(key);
        if (found != body.end() && !found->is_null())
            settings[key] = *found;
    }
    return settings;
}

bool warehouseNameIsTaken(const RegionWorld &world, const QString &name, const QString &exceptId)
{
    return std::any_of(world.warehouses().begin(), world.warehouses().end(),
                       [&](const auto &warehouse) { return warehouse->id() != exceptId && warehouse->name() == name; });
}

SimResponse createWarehouse(RegionWorld &world, const Call &call)
{
    BodyReader reader(call.body);
    if (auto bad = badSettings(reader))
        return *bad;
    const QString name = reader.text("name");
    if (name.isEmpty() || name.size() > 100)
        return invalidParameter(u"The warehouse needs a name of at most 100 characters."_s);
    if (warehouseNameIsTaken(world, name, {}))
        return refusal(409, "RESOURCE_CONFLICT", u"A SQL warehouse with name `%1` already exists"_s.arg(name));
    const SimWarehouse &made = world.createWarehouse(settingsFrom(call.body), creatorOf(call));
    SimResponse response = jsonReply({{"id", made.id().toStdString()}});
    response.applied = true;
    return response;
}

SimResponse editWarehouse(const RegionWorld &world, SimWarehouse &warehouse, const Call &call)
{
    BodyReader reader(call.body);
    if (auto bad = badSettings(reader))
        return *bad;
    const QString name = reader.text("name");
    if (!name.isEmpty() && warehouseNameIsTaken(world, name, warehouse.id()))
        return refusal(409, "RESOURCE_CONFLICT",
                       u"A SQL warehouse with name `%1` already exists"_s.arg(name.left(100)));
    warehouse.edit(settingsFrom(call.body));
    return doneReply(true);
}

SimResponse listWarehouses(const RegionWorld &world, const Call &call)
{
    const auto size = call.queryNumber(u"page_size"_s, 1'000, 1, 1'000);
    const auto page = pageOf(call.query(u"page_token"_s), static_cast<std::size_t>(size.value_or(1)));
    if (!size || !page)
        return invalidParameter(u"page_size must be between 1 and 1000, page_token one of ours."_s);
    std::vector<const SimWarehouse *> visible;
    for (const auto &warehouse : world.warehouses()) {
        if (world.access().allows(askerOf(call), u"warehouses"_s, warehouse->id(), u"CAN_VIEW"_s))
            visible.push_back(warehouse.get());
    }
    nlohmann::json body{{"warehouses", nlohmann::json::array()}};
    for (std::size_t at = page->from; at < page->end(visible.size()); ++at)
        body["warehouses"].push_back(visible[at]->document());
    page->addTokens(body, visible.size());
    return jsonReply(body);
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

template <typename Work>
Router::Handler onWarehouse(RegionWorld &world, const QString &level, Work work)
{
    return [&world, level, work](const Call &call) {
        const QString &id = call.captures.first();
        if (auto refused = refusedAccess(world.access(), call, u"warehouses"_s, id, level))
            return *refused;
        SimWarehouse *const warehouse = world.warehouse(WarehouseId{id});
        return warehouse ? work(*warehouse, call) : warehouseMissing(id);
    };
}

} // namespace

void addWarehouseRoutes(Router &router, RegionWorld &world)
{
    const QString root = u"/api/2.0/sql/warehouses"_s;
    const QString one = root + u"/*"_s;
    router.add("GET"_ba, root, [&world](const Call &call) { return listWarehouses(world, call); });
    router.add("POST"_ba, root, [&world](const Call &call) { return createWarehouse(world, call); });
    router.add("GET"_ba, one, onWarehouse(world, u"CAN_VIEW"_s, [](const SimWarehouse &warehouse, const Call &) {
                   return jsonReply(warehouse.document());
               }));
    router.add("POST"_ba, one + u"/edit"_s,
               onWarehouse(world, u"CAN_MANAGE"_s, [&world](SimWarehouse &warehouse, const Call &call) {
                   return editWarehouse(world, warehouse, call);
               }));
    router.add("DELETE"_ba, one,
               onWarehouse(world, u"CAN_MANAGE"_s, [&world](const SimWarehouse &warehouse, const Call &) {
                   return doneReply(world.deleteWarehouse(WarehouseId{warehouse.id()}));
               }));
    for (const bool running : {true, false}) {
        const QString level = running ? u"CAN_USE"_s : u"CAN_MONITOR"_s;
        router.add("POST"_ba, one + (running ? u"/start"_s : u"/stop"_s),
                   onWarehouse(world, level, [running](SimWarehouse &warehouse, const Call &) {
                       return setRunning(warehouse, running);
                   }));
    }
}

} // namespace twinlake::simulator
