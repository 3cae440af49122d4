// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about a workspace's tags: the flat ones and the bindings of keys to values
// (contracts/terraform-cloud-api.md 2.2).
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfworkspacesettings.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

json listIn(const json &body)
{
    const auto data = body.find("data");
    return data != body.end() && data->is_array() ? *data : json::array();
}

SimResponse bindings(const TerraformWorld &world, const TfCall &call, bool effective)
{
    const TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    std::vector<json> found;
    for (const auto &[key, value] : workspace->tags)
        found.push_back(tagBindingDocument(world, *workspace, key, effective));
    return tfPage(call, found);
}

SimResponse bind(TerraformWorld &world, const TfCall &call)
{
    TfWorkspace *workspace = call.who.admin ? world.workspace(call.id()) : nullptr;
    if (!workspace)
        return tfNotFound();
    std::vector<json> found;
    for (const json &one : listIn(call.body)) {
        const json attributes = one.is_object() ? objectOf(one, "attributes") : json::object();
        const QString key = textOf(attributes, "key");
        if (key.isEmpty())
            return tfError(tfInvalidAttribute(u"Key can't be blank"_s));
        workspace->tags[key] = textOf(attributes, "value");
        found.push_back(tagBindingDocument(world, *workspace, key, false));
    }
    workspace->updatedAt = world.now();
    return tfApplied(tfPage(call, found));
}

SimResponse tags(const TerraformWorld &world, const TfCall &call)
{
    const TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    std::vector<json> found;
    for (const auto &[key, value] : workspace->tags) {
        if (value.isEmpty())
            found.push_back({{"id", utf8(world.draw().terraformId(u"tag-"_s, key, 0))},
                             {"type", "tags"},
                             {"attributes", {{"name", utf8(key)}, {"instance-count", 1}}}});
    }
    return tfPage(call, found);
}

SimResponse organizationTags(const TerraformWorld &world, const TfCall &call)
{
    if (call.id() != world.fleet().organization)
        return tfNotFound();
    std::map<QString, int> counts;
    for (const TfWorkspace &workspace : world.workspaces()) {
        for (const auto &[key, value] : workspace.tags)
            counts[key] += workspace.deleted || !value.isEmpty() ? 0 : 1;
    }
    std::vector<json> found;
    for (const auto &[key, count] : counts) {
        if (count > 0)
            found.push_back({{"id", utf8(world.draw().terraformId(u"tag-"_s, key, 0))},
                             {"type", "tags"},
                             {"attributes", {{"name", utf8(key)}, {"instance-count", count}}}});
    }
    return tfPage(call, found);
}

SimResponse changeTags(TerraformWorld &world, const TfCall &call)
{
    TfWorkspace *workspace = call.who.admin ? world.workspace(call.id()) : nullptr;
    if (!workspace)
        return tfNotFound();
    for (const json &one : listIn(call.body)) {
        const json member = one.is_object() ? one : json::object();
        QString name = textOf(objectOf(member, "attributes"), "name");
        const QString id = textOf(member, "id");
        for (const auto &[key, value] : workspace->tags) {
            if (name.isEmpty() && world.draw().terraformId(u"tag-"_s, key, 0) == id)
                name = key;
        }
        if (call.request.method == "DELETE"_ba)
            workspace->tags.erase(name);
        else if (!name.isEmpty())
            workspace->tags[name] = QString();
    }
    workspace->updatedAt = world.now();
    return tfAccepted(204);
}

} // namespace

void addTagCalls(TfRouter &router, TerraformWorld &world)
{
    router.add("GET"_ba, u"workspaces/:id/tag-bindings"_s, [&](TfCall &call) { return bindings(world, call, false); });
    router.add("PATCH"_ba, u"workspaces/:id/tag-bindings"_s, [&](TfCall &call) { return bind(world, call); });
    router.add("GET"_ba, u"workspaces/:id/effective-tag-bindings"_s,
               [&](TfCall &call) { return bindings(world, call, true); });
    router.add("GET"_ba, u"organizations/:org/tags"_s, [&](TfCall &call) { return organizationTags(world, call); });
    router.add("GET"_ba, u"workspaces/:id/relationships/tags"_s, [&](TfCall &call) { return tags(world, call); });
    for (const QByteArray &method : {"POST"_ba, "DELETE"_ba})
        router.add(method, u"workspaces/:id/relationships/tags"_s,
                   [&](TfCall &call) { return changeTags(world, call); });
}

} // namespace twinlake::simulator
