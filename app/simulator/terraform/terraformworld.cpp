// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/terraformworld.h"

#include "app/simulator/terraform/tfshelf.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

TerraformWorld::TerraformWorld(const Fleet &fleet, Scheduler &scheduler, const Draw &draw, SpanLog &spans,
                               PerRegion<RegionAccess *> regions, Repoint repoint)
    : m_fleet(fleet)
    , m_scheduler(scheduler)
    , m_draw(draw)
    , m_spans(spans)
    , m_regions(regions)
    , m_repoint(std::move(repoint))
    , m_planner(fleet, regions)
    , m_states(draw)
    , m_configurations(draw)
    , m_shelf(std::make_unique<TfShelf>(draw))
{
    TfShelfItem &project =
        m_shelf->add(u"projects"_s, u"prj-"_s, fleet.organization, fleet.start - std::chrono::hours(24 * 400));
    project.attributes["name"] = "Default Project";
    m_defaultProject = project.id;
    addWorkspaces();
    // The state that the last apply before our time left behind: read once the other half of the world stands.
    m_scheduler.after(SimDuration(0), [this] { seedStates(); });
}

TerraformWorld::~TerraformWorld() = default;

void TerraformWorld::seedStates()
{
    for (TfWorkspace &workspace : m_workspaces) {
        workspace.knownState = m_planner.currentState(workspace, pointer(workspace.group));
        if (workspace.knownState.empty())
            continue;
        const TfStateContent content = m_planner.stateContent(workspace);
        m_states.save(workspace, {}, content.resources, content.outputs, workspace.terraformVersion, now());
    }
}

const TfPrincipal *TerraformWorld::person(const QString &id) const
{
    const auto found = m_people.find(id);
    return found == m_people.end() ? nullptr : &found->second;
}

void TerraformWorld::addWorkspaces()
{
    for (const FleetGroup &group : m_fleet.groups) {
        m_pointers[group.name] = Region::Primary;
        for (const Region region : bothRegions) {
            TfWorkspace &activation =
                addWorkspace(group.activationWorkspace[region], TfWorkspaceKind::Activation, group.name, region);
            seedVariable(activation, u"active_region"_s, region == Region::Primary ? u"true"_s : u"false"_s,
                         u"Does this region process %1 continuously?"_s.arg(group.name));
        }
        TfWorkspace &consumers =
            addWorkspace(group.consumersWorkspace, TfWorkspaceKind::Consumers, group.name, Region::Primary);
        seedVariable(consumers, u"serving_region"_s, m_fleet.labels.primary,
                     u"The region that the consumers of %1 read."_s.arg(group.name));
    }
    addWorkspace(m_fleet.coordinationWorkspace, TfWorkspaceKind::Coordination, {}, Region::Primary);
}

TfWorkspace &TerraformWorld::addWorkspace(const QString &name, TfWorkspaceKind kind, const QString &group,
                                          Region region)
{
    TfWorkspace workspace;
    const auto earlier = std::count_if(m_workspaces.cbegin(), m_workspaces.cend(), [&](const TfWorkspace &one) {
        return one.texts.contains(u"first-name"_s) && one.texts.at(u"first-name"_s) == name;
    });
    workspace.id = m_draw.terraformId(u"ws-"_s, name, static_cast<std::uint64_t>(earlier));
    workspace.texts[u"first-name"_s] = name;
    workspace.name = name;
    workspace.project = m_defaultProject;
    workspace.kind = kind;
    workspace.group = group;
    workspace.region = region;
    workspace.terraformVersion = u"1.11.4"_s;
    workspace.executionMode = kind == TfWorkspaceKind::Coordination ? u"local"_s : u"remote"_s;
    workspace.createdAt = m_fleet.start - std::chrono::hours(24 * 90);
    workspace.updatedAt = m_fleet.start - std::chrono::hours(24 * 3);
    if (kind == TfWorkspaceKind::Activation || kind == TfWorkspaceKind::Consumers)
        workspace.configurationVersion = m_configurations.addReference(workspace);
    m_workspaces.push_back(std::move(workspace));
    return m_workspaces.back();
}

void TerraformWorld::seedVariable(TfWorkspace &workspace, const QString &key, const QString &value,
                                  const QString &description)
{
    TfVariable variable;
    variable.key = key;
    variable.value = value;
    variable.category = u"terraform"_s;
    variable.description = description;
    addVariable(workspace, std::move(variable));
    workspace.variables.back().createdAt = workspace.createdAt;
    workspace.updatedAt = m_fleet.start - std::chrono::hours(24 * 3);
}

const TfWorkspace *TerraformWorld::workspace(const QString &id) const
{
    const auto found = std::find_if(m_workspaces.begin(), m_workspaces.end(),
                                    [&](const TfWorkspace &one) { return one.id == id && !one.deleted; });
    return found == m_workspaces.end() ? nullptr : &*found;
}

TfWorkspace *TerraformWorld::workspace(const QString &id)
{
    return const_cast<TfWorkspace *>(std::as_const(*this).workspace(id));
}

TfWorkspace *TerraformWorld::workspaceNamed(const QString &name)
{
    const auto found = std::find_if(m_workspaces.begin(), m_workspaces.end(),
                                    [&](const TfWorkspace &one) { return one.name == name && !one.deleted; });
    return found == m_workspaces.end() ? nullptr : &*found;
}

TfWorkspace &TerraformWorld::workspaceOf(const TfRun &run)
{
    return *std::find_if(m_workspaces.begin(), m_workspaces.end(),
                         [&](const TfWorkspace &one) { return one.id == run.workspaceId; });
}

namespace {

TfResult<> admitName(TerraformWorld &world, const QString &name)
{
    static const auto fits = [](QChar one) {
        return one.unicode() < 128 && (one.isLetterOrNumber() || one == u'-' || one == u'_');
    };
    if (name.isEmpty())
        return tl::unexpected(tfInvalidAttribute(u"Name can't be blank"_s));
    if (name.size() > 90 || !std::all_of(name.cbegin(), name.cend(), fits))
        return tl::unexpected(tfInvalidAttribute(
            u"Name is invalid. It may contain letters, numbers, dashes and underscores, 90 at most"_s));
    if (world.workspaceNamed(name))
        return tl::unexpected(tfInvalidAttribute(u"Name has already been taken"_s));
    return {};
}

} // namespace

TfResult<QString> TerraformWorld::createWorkspace(const QString &name)
{
    if (const TfResult<> admitted = admitName(*this, name); !admitted)
        return tl::unexpected(admitted.error());
    TfWorkspace &workspace = addWorkspace(name, TfWorkspaceKind::Uploaded, {}, Region::Primary);
    workspace.createdAt = now();
    workspace.updatedAt = now();
    return workspace.id;
}

TfResult<> TerraformWorld::renameWorkspace(TfWorkspace &workspace, const QString &name)
{
    if (name == workspace.name)
        return {};
    if (const TfResult<> admitted = admitName(*this, name); !admitted)
        return admitted;
    workspace.name = name;
    return {};
}

void TerraformWorld::deleteWorkspace(TfWorkspace &workspace)
{
    workspace.waiting.clear();
    workspace.deleted = true;
    const QList<QString> runs = workspace.runs;
    for (const QString &id : runs) {
        TfRun &run = *mutableRun(id);
        if (!isFinal(run))
            endRun(run, u"canceled"_s);
    }
}

Region TerraformWorld::pointer(const QString &group) const
{
    const auto found = m_pointers.find(group);
    return found == m_pointers.end() ? Region::Primary : found->second;
}

TfResult<> TerraformWorld::lock(TfWorkspace &workspace, const TfPrincipal &who, const QString &reason)
{
    if (workspace.lock)
        return tl::unexpected(tfConflict(u"Unable to lock workspace. The workspace is already locked."_s));
    workspace.lock = TfLock{u"users"_s, who.id, u"User "_s + who.username, reason};
    workspace.updatedAt = now();
    return {};
}

TfResult<> TerraformWorld::unlock(TfWorkspace &workspace, const TfPrincipal &who)
{
    if (!workspace.lock)
        return tl::unexpected(tfConflict(u"Unable to unlock workspace. The workspace is not locked."_s));
    if (workspace.lock->id != who.id) {
        return tl::unexpected(tfConflict(u"Unable to unlock workspace. The workspace is locked by %1 and may not be "
                                         "unlocked except by them."_s.arg(workspace.lock->holder)));
    }
    if (m_states.isPending(workspace, now())) {
        return tl::unexpected(TfRefusal{503, u"service unavailable"_s,
                                        u"Unable to unlock workspace: the latest state version is still pending"_s});
    }
    workspace.lock.reset();
    workspace.updatedAt = now();
    followForeignLock(workspace);
    startNext(workspace);
    return {};
}

TfResult<> TerraformWorld::forceUnlock(TfWorkspace &workspace, const TfPrincipal &who)
{
    if (!who.admin)
        return tl::unexpected(tfNotFoundHere());
    if (!workspace.lock)
        return tl::unexpected(tfConflict(u"Unable to unlock workspace. The workspace is not locked."_s));
    if (workspace.lock->kind == u"runs"_s)
        return tl::unexpected(tfConflict(u"Unable to unlock workspace. The workspace is locked by %1 and may not be "
                                         "unlocked except by them."_s.arg(workspace.lock->holder)));
    workspace.lock.reset();
    workspace.updatedAt = now();
    startNext(workspace);
    return {};
}

namespace {

bool isTaken(const QList<TfVariable> &variables, const TfVariable &wanted)
{
    return std::any_of(variables.cbegin(), variables.cend(),
                       [&](const TfVariable &one) { return one.key == wanted.key && one.category == wanted.category; });
}

} // namespace

QString TerraformWorld::newVariableId(const QString &owner, const TfVariable &variable)
{
    const QString entity = owner + u'/' + variable.category + u'/' + variable.key;
    return m_draw.terraformId(u"var-"_s, entity, m_variablesMade[entity]++);
}

TfResult<QString> TerraformWorld::addVariable(TfWorkspace &workspace, TfVariable variable)
{
    if (isTaken(workspace.variables, variable))
        return tl::unexpected(tfInvalidAttribute(u"Key has already been taken"_s));
    variable.id = newVariableId(workspace.id, variable);
    variable.createdAt = now();
    workspace.variables.append(variable);
    touchVariable(workspace, workspace.variables.back());
    return workspace.variables.back().id;
}

TfResult<QString> TerraformWorld::addVariable(TfVarSet &set, TfVariable variable)
{
    if (isTaken(set.variables, variable))
        return tl::unexpected(tfInvalidAttribute(u"Key has already been taken"_s));
    variable.id = newVariableId(set.id, variable);
    variable.createdAt = now();
    set.variables.append(variable);
    touchVariable(set.variables.back());
    return set.variables.back().id;
}

void TerraformWorld::touchVariable(TfVariable &variable)
{
    ++variable.writes;
    variable.versionId = m_draw.hex(u"version/"_s + variable.id, static_cast<std::uint64_t>(variable.writes), 32);
}

void TerraformWorld::touchVariable(TfWorkspace &workspace, TfVariable &variable)
{
    touchVariable(variable);
    workspace.updatedAt = now();
}

bool TerraformWorld::removeVariable(TfWorkspace &workspace, const QString &variableId)
{
    const auto removed = workspace.variables.removeIf([&](const TfVariable &one) { return one.id == variableId; });
    if (removed > 0)
        workspace.updatedAt = now();
    return removed > 0;
}

} // namespace twinlake::simulator
