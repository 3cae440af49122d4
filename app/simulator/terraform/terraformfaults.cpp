// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWorld under faults: a queue that stands still, a foreign lock.
#include "app/simulator/terraform/terraformworld.h"

#include <utility>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString foreigner = u"user-nightdeployments"_s;

} // namespace

void TerraformWorld::conditionsChanged()
{
    const QStringList stuck = std::exchange(m_stuck, {});
    for (const QString &id : stuck) // one that is still stuck says so again
        later(id, around(u"queue/"_s + id, m_fleet.timings.runQueue / 2), &TerraformWorld::startPlanning);
    for (TfWorkspace &workspace : m_workspaces) {
        followForeignLock(workspace);
        startNext(workspace);
    }
}

void TerraformWorld::followForeignLock(TfWorkspace &workspace)
{
    const auto wanted = m_conditions->foreignLock(workspace);
    const bool held = workspace.lock && workspace.lock->id == foreigner;
    if (held && (!wanted || wanted->fault != workspace.foreignFault))
        workspace.lock.reset();
    if (!wanted || workspace.lock || wanted->fault == workspace.foreignFault)
        return;
    workspace.foreignFault = wanted->fault;
    workspace.lock = TfLock{u"users"_s, foreigner, u"User night-deployments"_s, wanted->reason};
    workspace.updatedAt = now();
}

} // namespace twinlake::simulator
