// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The phases that take the coordination lock: by recipe, late behind broken glass, and on the way out.
#pragma once

#include "models/ports/operatorcommands.h"
#include "models/runbook/runstate.h"

namespace twinlake::steps {

inline QString lockKey(RecipeKind recipe)
{
    switch (recipe) {
    case RecipeKind::Failback:
        return QStringLiteral("trust/lock");
    case RecipeKind::Switchover:
        return QStringLiteral("ready/lock");
    case RecipeKind::Rearm:
    case RecipeKind::SettleDebt:
        return QStringLiteral("take/lock");
    case RecipeKind::Failover:
        break;
    }
    return QStringLiteral("declare/lock");
}

/// Where Terraform was silent at the start: taken as soon as it answers.
inline QString lateLockKey()
{
    return QStringLiteral("break-glass/lock");
}

inline QString abortLockKey()
{
    return QStringLiteral("abort/lock");
}

/// Whether one of them is done, so that the lock is ours as far as we know.
inline bool tookLock(const RunState &state)
{
    return state.phase(lockKey(state.recipe)).doneAt || state.phase(lateLockKey()).doneAt
        || state.phase(abortLockKey()).doneAt;
}

} // namespace twinlake::steps
