// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/terraformworld.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

TfRefusal conflict(QString detail)
{
    return {409, u"conflict"_s, std::move(detail)};
}

TfRefusal notFound()
{
    return {404, u"not found"_s, {}};
}

} // namespace

TerraformWorld::TerraformWorld(const Fleet &fleet, Scheduler &scheduler, const Draw &draw, SpanLog &spans,
                               PerRegion<RegionAccess *> regions, Repoint repoint)
    : m_fleet(fleet)
    , m_scheduler(scheduler)
    , m_draw(draw)
    , m_spans(spans)
    , m_regions(regions)
    , m_repoint(std::move(repoint))
    , m_planner(fleet, regions)
{
    addWorkspaces();
    // The state that the last apply before our time left behind: read once the other half of the world stands.
    m_scheduler.after(SimDuration(0), [this] {
        for (TfWorkspace &workspace : m_workspaces)
            workspace.knownState = m_planner.currentState(workspace, pointer(workspace.group));
    });
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
    workspace.id = m_draw.terraformId(u"ws-"_s, name, 0);
    workspace.name = name;
    workspace.kind = kind;
    workspace.group = group;
    workspace.region = region;
    workspace.terraformVersion = u"1.11.4"_s;
    workspace.executionMode = kind == TfWorkspaceKind::Coordination ? u"local"_s : u"remote"_s;
    if (kind != TfWorkspaceKind::Coordination)
        workspace.configurationVersion = m_draw.terraformId(u"cv-"_s, name, 0);
    workspace.createdAt = m_fleet.start - std::chrono::hours(24 * 90);
    workspace.updatedAt = m_fleet.start - std::chrono::hours(24 * 3);
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

TfWorkspace *TerraformWorld::workspace(const QString &id)
{
    const auto found =
        std::find_if(m_workspaces.begin(), m_workspaces.end(), [&](const TfWorkspace &one) { return one.id == id; });
    return found == m_workspaces.end() ? nullptr : &*found;
}

TfWorkspace *TerraformWorld::workspaceNamed(const QString &name)
{
    const auto found = std::find_if(m_workspaces.begin(), m_workspaces.end(),
                                    [&](const TfWorkspace &one) { return one.name == name; });
    return found == m_workspaces.end() ? nullptr : &*found;
}

Region TerraformWorld::pointer(const QString &group) const
{
    const auto found = m_pointers.find(group);
    return found == m_pointers.end() ? Region::Primary : found->second;
}

TfResult<> TerraformWorld::lock(TfWorkspace &workspace, const TfPrincipal &who, const QString &reason)
{
    if (workspace.lock)
        return tl::unexpected(conflict(u"Unable to lock workspace. The workspace is already locked."_s));
    workspace.lock = TfLock{u"users"_s, who.id, u"User "_s + who.username, reason};
    workspace.updatedAt = now();
    return {};
}

TfResult<> TerraformWorld::unlock(TfWorkspace &workspace, const TfPrincipal &who)
{
    if (!workspace.lock)
        return tl::unexpected(conflict(u"Unable to unlock workspace. The workspace is not locked."_s));
    if (workspace.lock->id != who.id) {
        return tl::unexpected(conflict(u"Unable to unlock workspace. The workspace is locked by %1 and may not be "
                                       "unlocked except by them."_s.arg(workspace.lock->holder)));
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
        return tl::unexpected(notFound());
    if (!workspace.lock)
        return tl::unexpected(conflict(u"Unable to unlock workspace. The workspace is not locked."_s));
    if (workspace.lock->kind == u"runs"_s)
        return tl::unexpected(conflict(u"Unable to unlock workspace. The workspace is locked by %1 and may not be "
                                       "unlocked except by them."_s.arg(workspace.lock->holder)));
    workspace.lock.reset();
    workspace.updatedAt = now();
    startNext(workspace);
    return {};
}

TfResult<QString> TerraformWorld::addVariable(TfWorkspace &workspace, TfVariable variable)
{
    const bool taken =
        std::any_of(workspace.variables.cbegin(), workspace.variables.cend(), [&](const TfVariable &one) {
            return one.key == variable.key && one.category == variable.category;
        });
    if (taken)
        return tl::unexpected(TfRefusal{422, u"invalid attribute"_s, u"Key has already been taken"_s});
    variable.id = m_draw.terraformId(u"var-"_s, workspace.name + u'/' + variable.category + u'/' + variable.key, 0);
    variable.createdAt = now();
    workspace.variables.append(variable);
    touchVariable(workspace, workspace.variables.back());
    return workspace.variables.back().id;
}

void TerraformWorld::touchVariable(TfWorkspace &workspace, TfVariable &variable)
{
    ++variable.writes;
    variable.versionId = m_draw.hex(u"version/"_s + variable.id, static_cast<std::uint64_t>(variable.writes), 32);
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
