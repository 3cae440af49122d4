// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about workspace variables (contracts/terraform-cloud-api.md 3.1). No conditional write exists: version-id is
// for reading back.
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfvariablebodies.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

SimResponse list(const TfWorkspace *workspace)
{
    if (!workspace)
        return tfNotFound();
    std::vector<json> data;
    for (const TfVariable &variable : workspace->variables)
        data.push_back(variableDocument(*workspace, variable));
    return tfWholeList(data);
}

// Own and inherited ones; the losers name the winner, the winner its losers.
SimResponse listAll(const TerraformWorld &world, const TfWorkspace *workspace)
{
    if (!workspace)
        return tfNotFound();
    std::vector<json> data;
    std::size_t winner = 0;
    for (const TfCandidate &one : world.varSets().candidates(*workspace)) {
        json document = one.set ? variableSetVariableDocument(*one.set, *one.variable)
                                : variableDocument(*workspace, *one.variable);
        document["relationships"]["overwriter"] = relationTo({}, {});
        document["relationships"]["overwritten"] = {{"data", json::array()}};
        const auto same = [&](const char *name) {
            return data.at(winner)["attributes"][name] == document["attributes"][name];
        };
        if (!data.empty() && same("key") && same("category")) {
            json &first = data.at(winner);
            document["relationships"]["overwriter"] = {{"data", {{"id", first["id"]}, {"type", "vars"}}}};
            first["relationships"]["overwritten"]["data"].push_back({{"id", document["id"]}, {"type", "vars"}});
        } else {
            winner = data.size();
        }
        data.push_back(document);
    }
    return tfWholeList(data);
}

SimResponse createVariable(TerraformWorld &world, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    const TfVariable wanted = variableFrom(call.attributes(), {});
    if (const TfResult<> admitted = admitVariable(wanted); !admitted)
        return tfError(admitted.error());
    const TfResult<QString> added = world.addVariable(*workspace, wanted);
    if (!added)
        return tfError(added.error());
    return tfApplied(tfData(variableDocument(*workspace, *variableIn(workspace->variables, *added)), 201));
}

SimResponse updateVariable(TerraformWorld &world, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    TfVariable *variable = workspace ? variableIn(workspace->variables, call.id(1)) : nullptr;
    if (!variable)
        return tfNotFound();
    if (const TfResult<> changed = changeVariableBy(call.attributes(), *variable); !changed)
        return tfError(changed.error());
    world.touchVariable(*workspace, *variable);
    return tfApplied(tfData(variableDocument(*workspace, *variable)));
}

// All or nothing: the changes are made on a copy first.
SimResponse updateMany(TerraformWorld &world, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    const auto data = call.body.find("data");
    if (!workspace)
        return tfNotFound();
    if (data == call.body.end() || !data->is_array())
        return tfError(400, u"bad request"_s, u"data must be a list of vars"_s);
    QList<TfVariable> changed = workspace->variables;
    QStringList ids;
    for (const json &one : *data) {
        TfVariable *variable = one.is_object() ? variableIn(changed, textOf(one, "id")) : nullptr;
        if (!variable)
            return tfError(tfInvalidAttribute(u"A variable of that id does not exist"_s));
        if (const TfResult<> fits = changeVariableBy(objectOf(one, "attributes"), *variable); !fits)
            return tfError(fits.error());
        ids << variable->id;
    }
    workspace->variables = changed;
    for (const QString &id : std::as_const(ids))
        world.touchVariable(*workspace, *variableIn(workspace->variables, id));
    return tfAccepted(204);
}

} // namespace

void addVariableCalls(TfRouter &router, TerraformWorld &world)
{
    router.add("GET"_ba, u"workspaces/:id/vars"_s, [&world](TfCall &call) { return list(world.workspace(call.id())); });
    router.add("GET"_ba, u"workspaces/:id/all-vars"_s,
               [&world](TfCall &call) { return listAll(world, world.workspace(call.id())); });
    router.add("GET"_ba, u"workspaces/:id/vars/:var"_s, [&world](TfCall &call) {
        TfWorkspace *workspace = world.workspace(call.id());
        const TfVariable *variable = workspace ? variableIn(workspace->variables, call.id(1)) : nullptr;
        return variable ? tfData(variableDocument(*workspace, *variable)) : tfNotFound();
    });
    router.add("POST"_ba, u"workspaces/:id/vars"_s, [&world](TfCall &call) { return createVariable(world, call); });
    router.add("PATCH"_ba, u"workspaces/:id/vars/:var"_s,
               [&world](TfCall &call) { return updateVariable(world, call); });
    router.add("PATCH"_ba, u"workspaces/:id/relationships/vars"_s,
               [&world](TfCall &call) { return updateMany(world, call); });
    router.add("DELETE"_ba, u"workspaces/:id/vars/:var"_s, [&world](TfCall &call) {
        TfWorkspace *workspace = world.workspace(call.id());
        return workspace && world.removeVariable(*workspace, call.id(1)) ? tfAccepted(204) : tfNotFound();
    });
}

} // namespace twinlake::simulator
