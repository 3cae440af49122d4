// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/faultedworld.h"

#include <map>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

FaultScope scopeOf(const TerraformWorld &terraform)
{
    FaultScope scope;
    for (const TfWorkspace &workspace : terraform.workspaces()) {
        if (!workspace.deleted)
            scope.workspaces.append({workspace.name, workspace.id});
    }
    for (const FleetGroup &group : terraform.fleet().groups) {
        for (const FleetPipeline &pipeline : group.pipelines)
            scope.pipelines << pipeline.name;
    }
    return scope;
}

} // namespace

FaultedWorld::FaultedWorld(FaultBoard &board, PerRegion<RegionWorld *> regions, TerraformWorld &terraform)
    : m_board(board)
    , m_regions(regions)
    , m_terraform(terraform)
{
    board.setScope([&terraform] { return scopeOf(terraform); });
    terraform.setConditions(*this);
    connect(&board, &FaultBoard::began, this, [this](const Fault &fault) { setTrouble(fault, true); });
    connect(&board, &FaultBoard::ended, this, [this](const Fault &fault) { setTrouble(fault, false); });
    connect(&board, &FaultBoard::changed, this, &FaultedWorld::follow);
}

void FaultedWorld::follow()
{
    for (const Region region : bothRegions) {
        m_regions[region]->setConditions(m_board.conditions(region));
        m_regions[otherRegion(region)]->setCut(m_board.outageOf(region));
    }
    m_terraform.conditionsChanged();
}

void FaultedWorld::setTrouble(const Fault &fault, bool on)
{
    static const std::map<FaultKind, DataTrouble> troubles = {{FaultKind::FeederStopped, DataTrouble::FeederStopped},
                                                              {FaultKind::FeederSkips, DataTrouble::FeederSkips},
                                                              {FaultKind::SourceQuiet, DataTrouble::SourceQuiet},
                                                              {FaultKind::LateRows, DataTrouble::LateRows}};
    const auto trouble = troubles.find(fault.kind);
    for (const Region region : bothRegions) {
        // There is one source, whichever region's data show that it is quiet.
        const bool both = fault.target == u"source"_s || fault.kind == FaultKind::SourceQuiet;
        if (!both && fault.target != regionKey(region))
            continue;
        if (trouble != troubles.end())
            m_regions[region]->setTrouble(trouble->second, on, fault.pipeline, fault.late);
        else if (fault.kind == FaultKind::FutureRow && on)
            m_regions[region]->addFutureRow(fault.pipeline, fault.ahead);
    }
}

bool FaultedWorld::queueStuck(const TfWorkspace &workspace) const
{
    return m_board.inWorkspace(FaultKind::QueueStuck, workspace.name, workspace.id).has_value();
}

std::optional<TfForeignLock> FaultedWorld::foreignLock(const TfWorkspace &workspace) const
{
    const auto fault = m_board.inWorkspace(FaultKind::ForeignLock, workspace.name, workspace.id);
    if (!fault || (fault->workspace.isEmpty() && workspace.kind == TfWorkspaceKind::Coordination))
        return std::nullopt;
    const QString reason = fault->reason.isEmpty() ? u"Nightly deployment, do not touch"_s : fault->reason;
    return TfForeignLock{fault->id, reason};
}

bool FaultedWorld::tokensRevoked() const
{
    return m_board.tokensRevoked(u"terraform"_s);
}

std::optional<Fault> FaultedWorld::struck(FaultKind kind, const TfWorkspace &workspace)
{
    const auto fault = m_board.inWorkspace(kind, workspace.name, workspace.id);
    if (fault)
        m_board.used(fault->id);
    return fault;
}

TfSurprise FaultedWorld::surpriseOf(const TfWorkspace &workspace)
{
    if (workspace.kind != TfWorkspaceKind::Activation) // a pointer has nothing to surprise with
        return TfSurprise::None;
    const auto fault = struck(FaultKind::PlanSurprise, workspace);
    if (!fault)
        return TfSurprise::None;
    return fault->change == u"notebook"_s ? TfSurprise::Notebook : TfSurprise::Replace;
}

bool FaultedWorld::policySoftFails(const TfWorkspace &workspace)
{
    return struck(FaultKind::PolicySoftFail, workspace).has_value();
}

bool FaultedWorld::applyFails(const TfWorkspace &workspace)
{
    return struck(FaultKind::ApplyFailsMidway, workspace).has_value();
}

} // namespace twinlake::simulator
