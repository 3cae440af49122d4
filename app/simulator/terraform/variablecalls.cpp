// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about workspace variables (contracts/terraform-cloud-api.md 3.1). No conditional write exists: version-id is
// for reading back.
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/terraformface.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

TfVariable *variableOf(TfWorkspace *workspace, const QString &id)
{
    if (!workspace)
        return nullptr;
    const auto found = std::find_if(workspace->variables.begin(), workspace->variables.end(),
                                    [&](const TfVariable &one) { return one.id == id; });
    return found == workspace->variables.end() ? nullptr : &*found;
}

SimResponse list(const TfWorkspace *workspace, bool withInheritance)
{
    if (!workspace)
        return tfNotFound();
    json data = json::array();
    for (const TfVariable &variable : workspace->variables) {
        json one = variableDocument(*workspace, variable);
        if (withInheritance) { // no variable sets here, so nothing overwrites anything
            one["relationships"]["overwriter"] = {{"data", nullptr}};
            one["relationships"]["overwritten"] = {{"data", json::array()}};
        }
        data.push_back(one);
    }
    return tfData(data);
}

SimResponse show(const TerraformWorld &, TfWorkspace *workspace, const QString &id)
{
    const TfVariable *variable = variableOf(workspace, id);
    return variable ? tfData(variableDocument(*workspace, *variable)) : tfNotFound();
}

SimResponse create(TerraformWorld &world, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    const json &attributes = call.attributes();
    TfVariable variable;
    variable.key = textOf(attributes, "key");
    variable.value = textOf(attributes, "value");
    variable.category = textOf(attributes, "category");
    variable.description = textOf(attributes, "description");
    variable.hcl = flagOf(attributes, "hcl", false);
    variable.sensitive = flagOf(attributes, "sensitive", false);
    if (variable.key.isEmpty())
        return tfError(422, u"invalid attribute"_s, u"Key can't be blank"_s);
    if (variable.category != u"terraform"_s && variable.category != u"env"_s)
        return tfError(422, u"invalid attribute"_s, u"Category is not included in the list"_s);
    const TfResult<QString> added = world.addVariable(*workspace, variable);
    if (!added)
        return tfError(added.error());
    return tfApplied(tfData(variableDocument(*workspace, *variableOf(workspace, *added)), 201));
}

SimResponse update(TerraformWorld &world, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    TfVariable *variable = variableOf(workspace, call.id(1));
    if (!variable)
        return tfNotFound();
    const json &attributes = call.attributes();
    const bool onlyValue =
        !attributes.contains("key") && !attributes.contains("hcl") && !attributes.contains("category");
    if (variable->sensitive && !onlyValue)
        return tfError(422, u"invalid attribute"_s, u"Only the value of a sensitive variable can be changed"_s);
    variable->key = textOf(attributes, "key", variable->key);
    variable->value = textOf(attributes, "value", variable->value);
    variable->category = textOf(attributes, "category", variable->category);
    variable->description = textOf(attributes, "description", variable->description);
    variable->hcl = flagOf(attributes, "hcl", variable->hcl);
    variable->sensitive = flagOf(attributes, "sensitive", variable->sensitive);
    world.touchVariable(*workspace, *variable);
    return tfApplied(tfData(variableDocument(*workspace, *variable)));
}

SimResponse remove(TerraformWorld &world, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    return workspace && world.removeVariable(*workspace, call.id(1)) ? tfAccepted(204) : tfNotFound();
}

} // namespace

void addVariableCalls(TfRouter &router, TerraformWorld &world)
{
    router.add("GET"_ba, u"workspaces/:id/vars"_s,
               [&world](TfCall &call) { return list(world.workspace(call.id()), false); });
    router.add("GET"_ba, u"workspaces/:id/all-vars"_s,
               [&world](TfCall &call) { return list(world.workspace(call.id()), true); });
    router.add("GET"_ba, u"workspaces/:id/vars/:var"_s,
               [&world](TfCall &call) { return show(world, world.workspace(call.id()), call.id(1)); });
    router.add("POST"_ba, u"workspaces/:id/vars"_s, [&world](TfCall &call) { return create(world, call); });
    router.add("PATCH"_ba, u"workspaces/:id/vars/:var"_s, [&world](TfCall &call) { return update(world, call); });
    router.add("DELETE"_ba, u"workspaces/:id/vars/:var"_s, [&world](TfCall &call) { return remove(world, call); });
}

} // namespace twinlake::simulator
