// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfPlanner: what `terraform plan` of the reference module finds (recovery-model.md 4), in the JSON forms of
// contracts/terraform-cloud-api.md 5.2. It reads the regions' own documents, never what an earlier run believed.
#pragma once

#include "app/simulator/terraform/tfrunvalues.h"
#include "app/simulator/world/fleet.h"
#include "app/simulator/world/regionaccess.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

struct HclTree;

struct TfPlanResult {
    QString error; ///< what refresh or validation failed with; empty if planned
    TfEdits edits;
    std::shared_ptr<HclPlan> modulePlan; ///< of an uploaded configuration
    int additions = 0;
    int changes = 0;
    int destructions = 0;
    bool stateOnly = false; ///< a refresh-only plan that found something
    bool outputsChange = false;
    std::map<QString, QByteArray> state; ///< address -> attributes as they will be after the apply
    QByteArray json; ///< the json-output document
    QByteArray jsonRedacted;
    QStringList refreshed; ///< "address [id=...]" of what was read, for the log
    QStringList drawn; ///< the changes as the log draws them
    QString drawnOutputs;

    bool hasChanges() const { return additions + changes + destructions > 0 || stateOnly || outputsChange; }
};

/// The parts of a state file that differ between workspaces, as JSON.
struct TfStateContent {
    QByteArray resources;
    QByteArray outputs;
};

class TfPlanner {
public:
    TfPlanner(const Fleet &fleet, PerRegion<RegionAccess *> regions)
        : m_fleet(fleet)
        , m_regions(regions)
    {
    }

    /// By the run's frozen variables and options; `served` is where the group's pointer stands now.
    TfPlanResult plan(const TfWorkspace &workspace, const TfRun &run, Region served, SimTime now) const;
    /// A reference workspace whose configuration was uploaded anew: planned if it still is the reference module.
    TfPlanResult planUploaded(const TfWorkspace &workspace, const TfRun &run, const HclTree &tree, Region served,
                              SimTime now) const;
    /// The attributes of every resource of a workspace as they are now: what a fresh state file would hold.
    std::map<QString, QByteArray> currentState(const TfWorkspace &workspace, Region served) const;
    /// The state file's content for what is known of a workspace.
    TfStateContent stateContent(const TfWorkspace &workspace) const;

private:
    struct Draft; ///< a plan in the making

    const FleetGroup *group(const TfWorkspace &workspace) const;
    void planByFlag(Draft &draft, const TfWorkspace &workspace, const TfRun &run) const;
    void planByPointer(Draft &draft, const TfWorkspace &workspace, const TfRun &run, Region served) const;
    void planActivation(Draft &draft, const TfWorkspace &workspace, bool active) const;
    void planPointer(Draft &draft, const TfWorkspace &workspace, Region served, Region wanted) const;

    const Fleet &m_fleet;
    PerRegion<RegionAccess *> m_regions;
};

} // namespace twinlake::simulator
