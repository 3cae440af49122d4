// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FaultedWorld: carries what the fault board says into both halves of the world, and back what a fault that was lifted
// leaves as it really would.
#pragma once

#include "app/simulator/faults/faultboard.h"
#include "app/simulator/terraform/terraformworld.h"
#include "app/simulator/world/regionworld.h"

#include <QObject>

namespace twinlake::simulator {

class FaultedWorld : public QObject, public TfConditions {
    Q_OBJECT

public:
    /// All three outlive it; the board knows afterwards which names a fault may mention.
    FaultedWorld(FaultBoard &board, PerRegion<RegionWorld *> regions, TerraformWorld &terraform);

    bool queueStuck(const TfWorkspace &workspace) const override;
    std::optional<TfForeignLock> foreignLock(const TfWorkspace &workspace) const override;
    bool tokensRevoked() const override;
    TfSurprise surpriseOf(const TfWorkspace &workspace) override;
    bool policySoftFails(const TfWorkspace &workspace) override;
    bool applyFails(const TfWorkspace &workspace) override;

private:
    void follow();
    void setTrouble(const Fault &fault, bool on);
    std::optional<Fault> struck(FaultKind kind, const TfWorkspace &workspace);

    FaultBoard &m_board;
    PerRegion<RegionWorld *> m_regions;
    TerraformWorld &m_terraform;
};

} // namespace twinlake::simulator
