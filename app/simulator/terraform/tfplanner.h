// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfPlanner: what `terraform plan` of the reference module finds (recovery-model.md 4), in the JSON forms of
// contracts/terraform-cloud-api.md 5.2. It reads the regions' own documents, never what an earlier run believed.
#pragma once

#include "app/simulator/terraform/tfvalues.h"
#include "app/simulator/world/fleet.h"
#include "app/simulator/world/regionaccess.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

struct TfPlanResult {
    QString error; ///< what refresh or validation failed with; empty if planned
    TfEdits edits;
    std::map<QString, QByteArray> state; ///< address -> attributes as they will be after the apply
    QByteArray json; ///< the json-output document
    QByteArray jsonRedacted;
    QStringList refreshed; ///< "address [id=...]" of what was read, for the log

    bool hasChanges() const { return edits.size() > 0; }
};

class TfPlanner {
public:
    TfPlanner(const Fleet &fleet, PerRegion<RegionAccess *> regions)
        : m_fleet(fleet)
        , m_regions(regions)
    {
    }

    /// `variables` are the run's frozen ones; `served` is where the group's pointer stands now.
    TfPlanResult plan(const TfWorkspace &workspace, const std::map<QString, QString> &variables, Region served,
                      SimTime now) const;
    /// The attributes of every resource of a workspace as they are now: what a fresh state file would hold.
    std::map<QString, QByteArray> currentState(const TfWorkspace &workspace, Region served) const;

private:
    const FleetGroup *group(const TfWorkspace &workspace) const;
    void planActivation(TfPlanResult &result, nlohmann::json &changes, nlohmann::json &drift,
                        const TfWorkspace &workspace, bool active) const;
    void planPointer(TfPlanResult &result, nlohmann::json &changes, const TfWorkspace &workspace, Region served,
                     Region wanted) const;

    const Fleet &m_fleet;
    PerRegion<RegionAccess *> m_regions;
};

} // namespace twinlake::simulator
