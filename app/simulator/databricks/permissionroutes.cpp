// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Permissions of pipelines, jobs, warehouses, notebooks, files and directories (contracts/databricks-api.md 3.6).
#include "app/simulator/databricks/access.h"
#include "app/simulator/databricks/aclbody.h"
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simpipeline.h"
#include "app/simulator/world/simwarehouse.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

bool exists(RegionWorld &world, const QString &segment, const QString &id)
{
    bool number = false;
    const qlonglong value = id.toLongLong(&number);
    if (segment == u"pipelines")
        return world.pipeline(PipelineId{id});
    if (segment == u"warehouses")
        return world.warehouse(WarehouseId{id});
    if (segment == u"jobs")
        return number && world.job(JobId{value});
    const WorkspaceObject *const object = number ? world.workspace().find(std::int64_t(value)) : nullptr;
    if (!object)
        return false;
    switch (object->kind) {
    case WorkspaceObject::Kind::Directory:
        return segment == u"directories";
    case WorkspaceObject::Kind::Notebook:
        return segment == u"notebooks";
    case WorkspaceObject::Kind::File:
        break;
    }
    return segment == u"files";
}

nlohmann::json shownEntry(const AclEntry &entry)
{
    return {{aclField(entry.kind), entry.name.toStdString()},
            {"display_name", entry.name.toStdString()},
            {"all_permissions",
             nlohmann::json::array({{{"permission_level", entry.level.toStdString()}, {"inherited", false}}})}};
}

// Admins manage everything, by inheritance from the root of its kind.
SimResponse shown(const RegionWorld &world, const AclType &type, const QString &id)
{
    nlohmann::json list = nlohmann::json::array();
    nlohmann::json admins{{"permission_level", "CAN_MANAGE"},
                          {"inherited", true},
                          {"inherited_from_object", nlohmann::json::array({type.root.toStdString()})}};
    nlohmann::json all = nlohmann::json::array({std::move(admins)});
    for (const AclEntry &entry : world.access().entries(type.segment, id)) {
        if (entry.kind == AclEntry::Kind::Group && entry.name == u"admins")
            all.push_back({{"permission_level", entry.level.toStdString()}, {"inherited", false}});
        else
            list.push_back(shownEntry(entry));
    }
    list.push_back({{"group_name", "admins"}, {"display_name", "admins"}, {"all_permissions", std::move(all)}});
    return jsonReply({{"object_id", (type.root + id).toStdString()},
                      {"object_type", type.objectType.toStdString()},
                      {"access_control_list", std::move(list)}});
}

SimResponse levels(const AclType &type)
{
    nlohmann::json all = nlohmann::json::array();
    for (qsizetype at = 0; at < type.levels.size(); ++at)
        all.push_back({{"permission_level", type.levels.at(at).toStdString()},
                       {"description", type.descriptions.at(at).toStdString()}});
    return jsonReply({{"permission_levels", std::move(all)}});
}

SimResponse change(RegionWorld &world, const AclType &type, const QString &id, const Call &call, bool replaces)
{
    const auto entries = aclFrom(call.body, type.segment);
    if (!entries)
        return entries.error();
    if (replaces)
        world.access().replace(type.segment, id, *entries);
    else
        world.access().merge(type.segment, id, *entries);
    SimResponse response = shown(world, type, id);
    response.applied = true;
    return response;
}

/// `work(type, id, call)` on the object that the path names; the type's segment is the last but one capture.
template <typename Work>
Router::Handler onObject(RegionWorld &world, bool manages, const QString &fixedSegment, Work work)
{
    return [&world, manages, fixedSegment, work](const Call &call) {
        const QString segment = fixedSegment.isEmpty() ? call.captures.first() : fixedSegment;
        const QString &id = call.captures.last();
        const AclType *const type = aclType(segment);
        if (!type)
            return invalidParameter(u"'%1' has no permissions here."_s.arg(segment.left(100)));
        const QString level = manages ? u"CAN_MANAGE"_s : type->levels.first();
        if (auto refused = refusedAccess(world.access(), call, segment, id, level))
            return *refused;
        if (!exists(world, segment, id))
            return refusal(404, "RESOURCE_DOES_NOT_EXIST", u"%1 %2 does not exist."_s.arg(type->noun, id.left(100)));
        return work(*type, id, call);
    };
}

void addObject(Router &router, RegionWorld &world, const QString &pattern, const QString &segment)
{
    router.add("GET"_ba, pattern,
               onObject(world, false, segment, [&world](const AclType &type, const QString &id, const Call &) {
                   return shown(world, type, id);
               }));
    router.add("GET"_ba, pattern + u"/permissionLevels"_s,
               onObject(world, false, segment,
                        [](const AclType &type, const QString &, const Call &) { return levels(type); }));
    for (const bool replaces : {true, false}) {
        router.add(replaces ? "PUT"_ba : "PATCH"_ba, pattern,
                   onObject(world, true, segment,
                            [&world, replaces](const AclType &type, const QString &id, const Call &call) {
                                return change(world, type, id, call, replaces);
                            }));
    }
}

} // namespace

void addPermissionRoutes(Router &router, RegionWorld &world)
{
    addObject(router, world, u"/api/2.0/permissions/*/*"_s, {});
    addObject(router, world, u"/api/2.0/permissions/sql/warehouses/*"_s, u"warehouses"_s);
}

} // namespace twinlake::simulator
