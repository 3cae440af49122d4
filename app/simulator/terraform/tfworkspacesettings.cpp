// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfworkspacesettings.h"

#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfshelf.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QStringList flags = {u"auto-apply-run-trigger"_s, u"queue-all-runs"_s,
                           u"speculative-enabled"_s,    u"allow-destroy-plan"_s,
                           u"file-triggers-enabled"_s,  u"global-remote-state"_s,
                           u"assessments-enabled"_s,    u"structured-run-output-enabled"_s};
const QStringList texts = {u"working-directory"_s, u"source-name"_s, u"source-url"_s};

QString modeIn(const json &attributes, const QString &otherwise)
{
    if (attributes.contains("operations") && attributes["operations"].is_boolean()
        && !attributes.contains("execution-mode"))
        return attributes["operations"] == true ? u"remote"_s : u"local"_s;
    return textOf(attributes, "execution-mode", otherwise);
}

json listOf(const json &relation)
{
    const auto data = relation.find("data");
    return data != relation.end() && data->is_array() ? *data : json::array();
}

void takeTags(TfWorkspace &workspace, const TfCall &call)
{
    const json relations = objectOf(objectOf(call.body, "data"), "relationships");
    for (const char *relation : {"tags", "tag-bindings"}) {
        for (const json &one : listOf(objectOf(relations, relation))) {
            const json attributes = one.is_object() ? objectOf(one, "attributes") : json::object();
            const QString name = textOf(attributes, "name", textOf(attributes, "key"));
            if (!name.isEmpty())
                workspace.tags[name] = textOf(attributes, "value");
        }
    }
    for (const QString &name : textsOf(call.attributes(), "tag-names"))
        workspace.tags[name] = QString();
}

bool tagsFit(const TfWorkspace &workspace, const TfCall &call)
{
    const QStringList wanted = call.queryValue(u"search[tags]"_s).split(u',', Qt::SkipEmptyParts);
    const QStringList unwanted = call.queryValue(u"search[exclude-tags]"_s).split(u',', Qt::SkipEmptyParts);
    const auto has = [&workspace](const QString &tag) { return workspace.tags.contains(tag); };
    if (!std::all_of(wanted.cbegin(), wanted.cend(), has) || std::any_of(unwanted.cbegin(), unwanted.cend(), has))
        return false;
    for (int place = 0;; ++place) { // filter[tagged][0][key]=a&filter[tagged][0][value]=b, all of them
        const QString prefix = u"filter[tagged][%1]"_s.arg(place);
        const QString key = call.queryValue(prefix + u"[key]"_s);
        if (key.isEmpty())
            return true;
        const QString value = call.queryValue(prefix + u"[value]"_s);
        const auto found = workspace.tags.find(key);
        if (found == workspace.tags.end() || (!value.isEmpty() && found->second != value))
            return false;
    }
}

bool wildcardFits(const QString &name, const QString &pattern)
{
    const QString core = QString(pattern).remove(u'*');
    if (pattern.startsWith(u'*') && pattern.endsWith(u'*'))
        return name.contains(core);
    if (pattern.startsWith(u'*'))
        return name.endsWith(core);
    return pattern.endsWith(u'*') ? name.startsWith(core) : name == core;
}

bool fits(const TerraformWorld &world, const TfWorkspace &workspace, const TfCall &call)
{
    const QString status = call.queryValue(u"filter[current-run][status]"_s);
    const TfRun *current = workspace.currentRun.isEmpty() ? nullptr : world.run(workspace.currentRun);
    if (!status.isEmpty() && !(current && status.split(u',').contains(current->status)))
        return false;
    const QString project = call.queryValue(u"filter[project][id]"_s);
    if (!project.isEmpty() && project != workspace.project)
        return false;
    const QString pattern = call.queryValue(u"search[wildcard-name]"_s);
    if (!pattern.isEmpty() && !wildcardFits(workspace.name, pattern))
        return false;
    return workspace.name.contains(call.queryValue(u"search[name]"_s), Qt::CaseInsensitive) && tagsFit(workspace, call);
}

} // namespace

TfResult<> admitWorkspaceSettings(const TerraformWorld &world, const TfCall &call)
{
    static const QStringList modes = {u"remote"_s, u"local"_s, u"agent"_s};
    const json &attributes = call.attributes();
    if (!modes.contains(modeIn(attributes, u"remote"_s)))
        return tl::unexpected(tfInvalidAttribute(u"Execution mode is not included in the list"_s));
    if (modeIn(attributes, u"remote"_s) == u"agent"_s)
        return tl::unexpected(tfInvalidAttribute(u"Agent pool can't be blank: the simulator has no agents"_s));
    if (attributes.contains("vcs-repo") && !attributes["vcs-repo"].is_null())
        return tl::unexpected(tfInvalidAttribute(u"Vcs repo is not supported: the simulator has no OAuth client"_s));
    const QString project = call.related("project");
    if (!project.isEmpty() && !world.shelf().find(u"projects"_s, project))
        return tl::unexpected(tfNotFoundHere());
    return {};
}

void takeWorkspaceSettings(const TerraformWorld &, TfWorkspace &workspace, const TfCall &call)
{
    const json &attributes = call.attributes();
    workspace.executionMode = modeIn(attributes, workspace.executionMode);
    workspace.autoApply = flagOf(attributes, "auto-apply", workspace.autoApply);
    workspace.description = textOf(attributes, "description", workspace.description);
    workspace.terraformVersion = textOf(attributes, "terraform-version", workspace.terraformVersion);
    for (const QString &name : flags) {
        const std::string key = utf8(name);
        if (attributes.contains(key) && attributes[key].is_boolean())
            workspace.flags[name] = attributes[key].get<bool>();
    }
    for (const QString &name : texts) {
        const std::string key = utf8(name);
        if (attributes.contains(key))
            workspace.texts[name] = textOf(attributes, key.c_str());
    }
    if (const QString project = call.related("project"); !project.isEmpty())
        workspace.project = project;
    takeTags(workspace, call);
}

std::vector<const TfWorkspace *> workspacesAskedFor(const TerraformWorld &world, const TfCall &call)
{
    std::vector<const TfWorkspace *> found;
    for (const TfWorkspace &workspace : world.workspaces()) {
        if (!workspace.deleted && fits(world, workspace, call))
            found.push_back(&workspace);
    }
    const QString sort = call.queryValue(u"sort"_s);
    const QString key = sort.startsWith(u'-') ? sort.mid(1) : sort;
    const auto runCreated = [&world](const TfWorkspace *one) {
        const TfRun *run = one->currentRun.isEmpty() ? nullptr : world.run(one->currentRun);
        return run ? run->createdAt : SimTime();
    };
    std::sort(found.begin(), found.end(), [&](const auto *a, const auto *b) {
        if (key == u"current-run.created-at"_s && runCreated(a) != runCreated(b))
            return runCreated(a) < runCreated(b);
        if (key == u"latest-change-at"_s && a->updatedAt != b->updatedAt)
            return a->updatedAt < b->updatedAt;
        return a->name < b->name;
    });
    if (sort.startsWith(u'-'))
        std::reverse(found.begin(), found.end());
    return found;
}

json tagBindingDocument(const TerraformWorld &world, const TfWorkspace &workspace, const QString &key, bool effective)
{
    const QString prefix = effective ? u"etb-"_s : u"tb-"_s;
    return {{"id", utf8(world.draw().terraformId(prefix, workspace.id + u'/' + key, 0))},
            {"type", effective ? "effective-tag-bindings" : "tag-bindings"},
            {"attributes", {{"key", utf8(key)}, {"value", utf8(workspace.tags.at(key))}}}};
}

json workspaceOutputDocument(const TfStateOutput &output)
{
    json document = outputDocument(output, false);
    const json type = document["attributes"]["type"];
    document["type"] = "workspace-outputs";
    document["attributes"]["output-type"] = type;
    document.erase("links");
    return document;
}

} // namespace twinlake::simulator
