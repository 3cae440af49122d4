// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about variable sets (contracts/terraform-cloud-api.md 3.2).
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfshelfdocuments.h"
#include "app/simulator/terraform/tfvariablebodies.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

json documentOf(const TerraformWorld &world, const TfVarSet &set)
{
    return variableSetDocument(set, world.fleet().organization);
}

SimResponse show(const TerraformWorld &world, const TfCall &call, const TfVarSet &set, int status = 200)
{
    json document = {{"data", documentOf(world, set)}};
    const QStringList asked = call.includes();
    if (asked.contains(u"vars"_s)) {
        for (const TfVariable &variable : set.variables)
            document["included"].push_back(variableSetVariableDocument(set, variable));
    }
    if (asked.contains(u"workspaces"_s)) {
        for (const QString &id : set.workspaces) {
            if (const TfWorkspace *workspace = world.workspace(id))
                document["included"].push_back(workspaceDocument(world, *workspace, call.who));
        }
    }
    return tfDocument(document, status);
}

SimResponse list(const TerraformWorld &world, const TfCall &call, const std::vector<const TfVarSet *> &sets)
{
    const QString part = call.queryValue(u"q"_s);
    std::vector<json> found;
    for (const TfVarSet *set : sets) {
        if (set->name.contains(part, Qt::CaseInsensitive))
            found.push_back(documentOf(world, *set));
    }
    return tfPage(call, found);
}

std::vector<const TfVarSet *> allOf(const TerraformWorld &world)
{
    std::vector<const TfVarSet *> all;
    for (const TfVarSet &set : world.varSets().all())
        all.push_back(&set);
    return all;
}

void takeSettings(TfVarSet &set, const TfCall &call)
{
    const json &attributes = call.attributes();
    set.name = textOf(attributes, "name", set.name);
    set.description = textOf(attributes, "description", set.description);
    set.global = flagOf(attributes, "global", set.global);
    set.priority = flagOf(attributes, "priority", set.priority);
    const json relations = objectOf(objectOf(call.body, "data"), "relationships");
    if (relations.contains("workspaces"))
        set.workspaces = call.relatedMany("workspaces");
    if (relations.contains("projects"))
        set.projects = call.relatedMany("projects");
}

SimResponse createVarset(TerraformWorld &world, const TfCall &call)
{
    if (const TfResult<> named = needsText(call, "name", u"Name"_s); !named)
        return tfError(named.error());
    const QString name = textOf(call.attributes(), "name");
    for (const TfVarSet &set : world.varSets().all()) {
        if (set.name == name)
            return tfError(tfInvalidAttribute(u"Name has already been taken"_s));
    }
    TfVarSet set;
    set.id = world.newVarSetId();
    const QString parent = call.related("parent");
    set.project = parent.startsWith(u"prj-"_s) ? parent : QString();
    takeSettings(set, call);
    set.updatedAt = world.now();
    world.varSets().all().push_back(set);
    TfVarSet &made = world.varSets().all().back();
    const json vars = objectOf(objectOf(objectOf(call.body, "data"), "relationships"), "vars").value("data", json());
    for (const json &one : vars.is_array() ? vars : json::array()) {
        if (one.is_object() && one.contains("attributes"))
            world.addVariable(made, variableFrom(objectOf(one, "attributes"), {}));
    }
    return tfApplied(show(world, call, made, 201));
}

SimResponse addVariable(TerraformWorld &world, const TfCall &call, TfVarSet &set)
{
    const TfVariable wanted = variableFrom(call.attributes(), {});
    TfResult<> admitted = admitVariable(wanted);
    if (!admitted)
        return tfError(admitted.error());
    const TfResult<QString> made = world.addVariable(set, wanted);
    return made ? tfApplied(tfData(variableSetVariableDocument(set, *variableIn(set.variables, *made)), 201))
                : tfError(made.error());
}

SimResponse changeVariable(TerraformWorld &world, const TfCall &call, TfVarSet &set)
{
    TfVariable *variable = variableIn(set.variables, call.id(1));
    if (!variable)
        return tfNotFound();
    if (call.request.method == "GET"_ba)
        return tfData(variableSetVariableDocument(set, *variable));
    if (call.request.method == "DELETE"_ba) {
        set.variables.removeIf([&](const TfVariable &one) { return one.id == call.id(1); });
        return tfAccepted(204);
    }
    if (const TfResult<> admitted = changeVariableBy(call.attributes(), *variable); !admitted)
        return tfError(admitted.error());
    world.touchVariable(*variable);
    return tfApplied(tfData(variableSetVariableDocument(set, *variable)));
}

SimResponse listVariables(const TfCall &call, const TfVarSet &set)
{
    std::vector<json> found;
    for (const TfVariable &variable : set.variables)
        found.push_back(variableSetVariableDocument(set, variable));
    return tfPage(call, found);
}

using SetHandler = std::function<SimResponse(TfCall &, TfVarSet &)>;

void addOfSet(TfRouter &router, TerraformWorld &world, const QByteArray &method, const QString &path, bool writes,
              SetHandler handler)
{
    router.add(method, u"varsets/:id"_s + path, [&world, writes, handler = std::move(handler)](TfCall &call) {
        TfVarSet *set = writes && !call.who.admin ? nullptr : world.varSets().find(call.id());
        return set ? handler(call, *set) : tfNotFound();
    });
}

void addMemberCalls(TfRouter &router, TerraformWorld &world)
{
    for (const auto &[relation, member] :
         {std::pair(u"workspaces"_s, &TfVarSet::workspaces), std::pair(u"projects"_s, &TfVarSet::projects)}) {
        for (const QByteArray &method : {"POST"_ba, "DELETE"_ba}) {
            addOfSet(router, world, method, u"/relationships/"_s + relation, true,
                     [member = member](TfCall &call, TfVarSet &set) {
                         changeLinks(set.*member, call);
                         return tfAccepted(204);
                     });
        }
    }
}

} // namespace

void addVarSetCalls(TfRouter &router, TerraformWorld &world)
{
    const auto ours = [&world](const TfCall &call) { return call.id() == world.fleet().organization; };
    router.add("GET"_ba, u"organizations/:org/varsets"_s,
               [&world, ours](TfCall &call) { return ours(call) ? list(world, call, allOf(world)) : tfNotFound(); });
    router.add("POST"_ba, u"organizations/:org/varsets"_s, [&world, ours](TfCall &call) {
        return ours(call) && call.who.admin ? createVarset(world, call) : tfNotFound();
    });
    router.add("GET"_ba, u"workspaces/:id/varsets"_s, [&world](TfCall &call) {
        const TfWorkspace *workspace = world.workspace(call.id());
        return workspace ? list(world, call, world.varSets().reaching(*workspace)) : tfNotFound();
    });
    router.add("GET"_ba, u"projects/:id/varsets"_s, [&world](TfCall &call) {
        if (!world.shelf().find(u"projects"_s, call.id()))
            return tfNotFound();
        std::vector<const TfVarSet *> found;
        for (const TfVarSet *set : allOf(world)) {
            if (set->project == call.id() || set->projects.contains(call.id()))
                found.push_back(set);
        }
        return list(world, call, found);
    });
    addOfSet(router, world, "GET"_ba, {}, false,
             [&world](TfCall &call, TfVarSet &set) { return show(world, call, set); });
    addOfSet(router, world, "PATCH"_ba, {}, true, [&world](TfCall &call, TfVarSet &set) {
        takeSettings(set, call);
        set.updatedAt = world.now();
        return tfApplied(show(world, call, set));
    });
    addOfSet(router, world, "DELETE"_ba, {}, true, [&world](TfCall &call, TfVarSet &) {
        world.varSets().remove(call.id());
        return tfAccepted(204);
    });
    addOfSet(router, world, "GET"_ba, u"/relationships/vars"_s, false,
             [](TfCall &call, TfVarSet &set) { return listVariables(call, set); });
    addOfSet(router, world, "POST"_ba, u"/relationships/vars"_s, true,
             [&world](TfCall &call, TfVarSet &set) { return addVariable(world, call, set); });
    for (const QByteArray &method : {"GET"_ba, "PATCH"_ba, "DELETE"_ba}) {
        addOfSet(router, world, method, u"/relationships/vars/:var"_s, method != "GET"_ba,
                 [&world](TfCall &call, TfVarSet &set) { return changeVariable(world, call, set); });
    }
    addMemberCalls(router, world);
}

} // namespace twinlake::simulator
