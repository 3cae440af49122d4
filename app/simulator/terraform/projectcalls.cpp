// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about projects (contracts/terraform-cloud-api.md 2.1).
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfshelfdocuments.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QString type = u"projects"_s;

SimResponse listProjects(const TerraformWorld &world, const TfCall &call)
{
    const QStringList names = call.queryValue(u"filter[names]"_s).split(u',', Qt::SkipEmptyParts);
    const QString part = call.queryValue(u"q"_s);
    std::vector<json> found;
    for (const TfShelfItem *project : world.shelf().all(type)) {
        const QString name = textOf(project->attributes, "name");
        if ((names.isEmpty() || names.contains(name)) && name.contains(part, Qt::CaseInsensitive))
            found.push_back(shelfDocument(*project));
    }
    return tfPage(call, found);
}

SimResponse createProject(TerraformWorld &world, const TfCall &call)
{
    if (!call.who.admin)
        return tfNotFound();
    if (const TfResult<> named = needsText(call, "name", u"Name"_s); !named)
        return tfError(named.error());
    const QString organization = world.fleet().organization;
    if (world.shelf().isTaken(type, organization, textOf(call.attributes(), "name").toStdString()))
        return tfError(tfInvalidAttribute(u"Name has already been taken"_s));
    TfShelfItem &project = world.shelf().add(type, u"prj-"_s, organization, world.now());
    project.links[u"organization"_s] = {organization};
    takeAttributes(project, call, {"name", "description"});
    return tfApplied(tfData(shelfDocument(project), 201));
}

SimResponse updateProject(TerraformWorld &world, const TfCall &call)
{
    TfShelfItem *project = call.who.admin ? world.shelf().find(type, call.id()) : nullptr;
    if (!project)
        return tfNotFound();
    takeAttributes(*project, call, {"name", "description"});
    project->updatedAt = world.now();
    return tfApplied(tfData(shelfDocument(*project)));
}

SimResponse remove(TerraformWorld &world, const TfCall &call)
{
    if (!call.who.admin || !world.shelf().find(type, call.id()))
        return tfNotFound();
    for (const TfWorkspace &workspace : world.workspaces()) {
        if (!workspace.deleted && workspace.project == call.id())
            return tfError(tfInvalidAttribute(u"The project cannot be deleted because it has workspaces"_s));
    }
    world.shelf().remove(type, call.id());
    return tfAccepted(204);
}

} // namespace

void addProjectCalls(TfRouter &router, TerraformWorld &world)
{
    const auto ofOrganization = [&world](TfCall &call) { return call.id() == world.fleet().organization; };
    router.add("GET"_ba, u"organizations/:org/projects"_s, [&world, ofOrganization](TfCall &call) {
        return ofOrganization(call) ? listProjects(world, call) : tfNotFound();
    });
    router.add("POST"_ba, u"organizations/:org/projects"_s, [&world, ofOrganization](TfCall &call) {
        return ofOrganization(call) ? createProject(world, call) : tfNotFound();
    });
    router.add("GET"_ba, u"projects/:id"_s, [&world](TfCall &call) {
        const TfShelfItem *project = world.shelf().find(type, call.id());
        return project ? tfData(shelfDocument(*project)) : tfNotFound();
    });
    router.add("PATCH"_ba, u"projects/:id"_s, [&world](TfCall &call) { return updateProject(world, call); });
    router.add("DELETE"_ba, u"projects/:id"_s, [&world](TfCall &call) { return remove(world, call); });
}

} // namespace twinlake::simulator
