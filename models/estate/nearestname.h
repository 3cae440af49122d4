// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What somebody who mistyped a name most likely meant.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace twinlake {

/// The one of `known` that is fewest edits away, if it is near enough to be worth suggesting.
std::optional<QString> nearestName(const QString &written, const QStringList &known);

} // namespace twinlake
