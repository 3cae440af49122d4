// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The key of the phase that takes the coordination lock, by recipe.
#pragma once

#include "models/ports/operatorcommands.h"

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

} // namespace twinlake::steps
