// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about policies and policy sets: what a run's policy checks are made of (contracts/terraform-cloud-api.md
// section 6).
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfshelfdocuments.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QString policies = u"policies"_s;
const QString sets = u"policy-sets"_s;
const QStringList levels = {u"advisory"_s, u"soft-mandatory"_s, u"hard-mandatory"_s};

// Old clients say enforce: [{path, mode}], newer ones enforcement-level.
TfResult<> takeEnforcement(TfShelfItem &policy, const TfCall &call)
{
    const json &attributes = call.attributes();
    QString level = textOf(attributes, "enforcement-level");
    if (const auto enforce = attributes.find("enforce");
        enforce != attributes.end() && enforce->is_array() && !enforce->empty() && enforce->front().is_object())
        level = textOf(enforce->front(), "mode");
    if (level.isEmpty())
        level = textOf(policy.attributes, "enforcement-level", u"advisory"_s);
    if (!levels.contains(level))
        return tl::unexpected(tfInvalidAttribute(u"Enforcement level is not included in the list"_s));
    const std::string name = textOf(policy.attributes, "name").toStdString();
    policy.attributes["enforcement-level"] = level.toStdString();
    policy.attributes["enforce"] = json::array({{{"path", name + ".sentinel"}, {"mode", level.toStdString()}}});
    return {};
}

SimResponse createPolicy(TerraformWorld &world, const TfCall &call)
{
    if (const TfResult<> named = needsText(call, "name", u"Name"_s); !named)
        return tfError(named.error());
    if (textOf(call.attributes(), "kind", u"sentinel"_s) != u"sentinel"_s)
        return tfError(tfInvalidAttribute(u"Kind is not supported: the simulator has Sentinel policies only"_s));
    const QString organization = world.fleet().organization;
    if (world.shelf().isTaken(policies, organization, textOf(call.attributes(), "name").toStdString()))
        return tfError(tfInvalidAttribute(u"Name has already been taken"_s));
    TfShelfItem &policy = world.shelf().add(policies, u"pol-"_s, organization, world.now());
    policy.links[u"organization"_s] = {organization};
    policy.attributes = {{"kind", "sentinel"}, {"description", nullptr}, {"policy-set-count", 0}};
    takeAttributes(policy, call, {"name", "description"});
    if (const TfResult<> taken = takeEnforcement(policy, call); !taken) {
        world.shelf().remove(policies, policy.id);
        return tfError(taken.error());
    }
    return tfApplied(tfData(shelfDocument(policy), 201));
}

SimResponse updatePolicy(TerraformWorld &world, const TfCall &call)
{
    TfShelfItem *policy = world.shelf().find(policies, call.id());
    if (!policy)
        return tfNotFound();
    if (const TfResult<> taken = takeEnforcement(*policy, call); !taken)
        return tfError(taken.error());
    takeAttributes(*policy, call, {"description"});
    policy->updatedAt = world.now();
    return tfApplied(tfData(shelfDocument(*policy)));
}

SimResponse uploadPolicy(TerraformWorld &world, const TfCall &call)
{
    TfShelfItem *policy = world.shelf().find(policies, call.id());
    if (!policy)
        return tfNotFound();
    policy->content = call.request.body;
    SimResponse response;
    response.contentType.clear();
    return tfApplied(response);
}

void countMembers(TfShelfItem &set)
{
    set.attributes["policy-count"] = set.links[u"policies"_s].size();
    set.attributes["workspace-count"] = set.links[u"workspaces"_s].size();
    set.attributes["project-count"] = set.links[u"projects"_s].size();
}

SimResponse createSet(TerraformWorld &world, const TfCall &call)
{
    if (const TfResult<> named = needsText(call, "name", u"Name"_s); !named)
        return tfError(named.error());
    const QString organization = world.fleet().organization;
    if (world.shelf().isTaken(sets, organization, textOf(call.attributes(), "name").toStdString()))
        return tfError(tfInvalidAttribute(u"Name has already been taken"_s));
    TfShelfItem &set = world.shelf().add(sets, u"polset-"_s, organization, world.now());
    set.attributes = {{"description", nullptr}, {"global", false},       {"kind", "sentinel"},
                      {"overridable", nullptr}, {"vcs-repo", nullptr},   {"policies-path", nullptr},
                      {"versioned", false},     {"agent-enabled", false}};
    takeAttributes(set, call, {"name", "description", "global", "overridable"});
    set.links[u"organization"_s] = {organization};
    for (const char *relation : {"policies", "workspaces", "projects", "workspace-exclusions"})
        set.links[QString::fromLatin1(relation)] = call.relatedMany(relation);
    countMembers(set);
    return tfApplied(tfData(shelfDocument(set), 201));
}

SimResponse updateSet(TerraformWorld &world, const TfCall &call)
{
    TfShelfItem *set = world.shelf().find(sets, call.id());
    if (!set)
        return tfNotFound();
    takeAttributes(*set, call, {"name", "description", "global", "overridable"});
    set->updatedAt = world.now();
    return tfApplied(tfData(shelfDocument(*set)));
}

SimResponse changeMembers(TerraformWorld &world, const TfCall &call, const QString &relation)
{
    TfShelfItem *set = world.shelf().find(sets, call.id());
    if (!set)
        return tfNotFound();
    changeLinks(set->links[relation], call);
    countMembers(*set);
    return tfAccepted(204);
}

SimResponse list(const TerraformWorld &world, const TfCall &call, const QString &type)
{
    std::vector<json> found;
    const QString part = call.queryValue(u"search[name]"_s);
    for (const TfShelfItem *item : world.shelf().all(type)) {
        if (textOf(item->attributes, "name").contains(part, Qt::CaseInsensitive))
            found.push_back(shelfDocument(*item));
    }
    return tfPage(call, found);
}

TfRouter::Handler forAdmins(TerraformWorld &world, SimResponse (*handler)(TerraformWorld &, const TfCall &))
{
    return [&world, handler](TfCall &call) { return call.who.admin ? handler(world, call) : tfNotFound(); };
}

void addShared(TfRouter &router, TerraformWorld &world, const QString &type)
{
    const QString organization = world.fleet().organization;
    router.add("GET"_ba, u"organizations/:org/"_s + type, [&world, organization, type](TfCall &call) {
        return call.id() == organization ? list(world, call, type) : tfNotFound();
    });
    router.add("GET"_ba, type + u"/:id"_s, [&world, type](TfCall &call) {
        const TfShelfItem *item = world.shelf().find(type, call.id());
        return item ? tfData(shelfDocument(*item)) : tfNotFound();
    });
    router.add("DELETE"_ba, type + u"/:id"_s, [&world, type](TfCall &call) {
        return call.who.admin && world.shelf().remove(type, call.id()) ? tfAccepted(204) : tfNotFound();
    });
}

} // namespace

void addPolicyCalls(TfRouter &router, TerraformWorld &world)
{
    addShared(router, world, policies);
    addShared(router, world, sets);
    const QString organization = world.fleet().organization;
    router.add("POST"_ba, u"organizations/:org/policies"_s, [&world, organization](TfCall &call) {
        return call.id() == organization && call.who.admin ? createPolicy(world, call) : tfNotFound();
    });
    router.add("PATCH"_ba, u"policies/:id"_s, forAdmins(world, updatePolicy));
    router.add("PUT"_ba, u"policies/:id/upload"_s, forAdmins(world, uploadPolicy));
    router.add("GET"_ba, u"policies/:id/download"_s, [&world](TfCall &call) {
        const TfShelfItem *policy = world.shelf().find(policies, call.id());
        return policy && !policy->content.isEmpty() ? tfText(policy->content) : tfNotFound();
    });
    router.add("POST"_ba, u"organizations/:org/policy-sets"_s, [&world, organization](TfCall &call) {
        return call.id() == organization && call.who.admin ? createSet(world, call) : tfNotFound();
    });
    router.add("PATCH"_ba, u"policy-sets/:id"_s, forAdmins(world, updateSet));
    for (const QString &relation : {policies, u"workspaces"_s, u"projects"_s, u"workspace-exclusions"_s}) {
        for (const QByteArray &method : {"POST"_ba, "DELETE"_ba}) {
            router.add(method, u"policy-sets/:id/relationships/"_s + relation, [&world, relation](TfCall &call) {
                return call.who.admin ? changeMembers(world, call, relation) : tfNotFound();
            });
        }
    }
}

} // namespace twinlake::simulator
