// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/scriptlock.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

std::optional<HeldScript> takeScript(const Estate &estate, const QString &folder)
{
    if (!estate.rehearsal || !keptScript(folder))
        return std::nullopt;
    auto lock = std::make_unique<LocalLock>(folder + u"/script.lock"_s);
    if (!lock->take())
        return std::nullopt;
    auto script = keptScript(folder); // as the one before left it
    if (!script)
        return std::nullopt;
    return HeldScript{std::move(*script), std::move(lock)};
}

} // namespace twinlake
