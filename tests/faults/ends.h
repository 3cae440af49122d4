// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the world has to stand at the end of each recipe: who serves, both roles, variables, locks. Each gives what is
// wrong as a sentence, empty if nothing is.
#pragma once

#include <QJsonObject>
#include <QString>

namespace twinlake {

/// I2 and the end of a failover of `group`: the secondary serves and processes, and it is held.
QString failoverIsWhole(const QJsonObject &state, const QString &group);
/// The same of a failover whose activation Terraform does not know of.
QString brokenGlassIsWhole(const QJsonObject &state, const QString &group);
/// The secondary serves and is active, and Terraform knows it; nobody holds it.
/// The secondary serves and is active, the primary is an armed standby, nothing is held.
QString switchoverIsWhole(const QJsonObject &state, const QString &group);
/// The primary serves and is active, the secondary is an armed standby, nothing is held. Also the end of a re-arming.
QString failbackIsWhole(const QJsonObject &state, const QString &group);

} // namespace twinlake
