// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The simulator's state as questions about one failover group of its default world.
#pragma once

#include <QJsonObject>
#include <QString>

namespace twinlake {

/// Every pipeline of the group runs continuously there.
bool processes(const QJsonObject &state, const QString &region, const QString &group);
/// No pipeline of the group is continuous there.
bool restsThere(const QJsonObject &state, const QString &region, const QString &group);
/// The group's job there is UNPAUSED.
bool isArmed(const QJsonObject &state, const QString &region, const QString &group);
/// A fault keeps everybody from it.
bool isUnreachable(const QJsonObject &state, const QString &region);
/// Empty if there is none of that name.
QJsonObject workspaceNamed(const QJsonObject &state, const QString &name);
/// The group's activation workspace of a region.
QJsonObject activationOf(const QJsonObject &state, const QString &region, const QString &group);

} // namespace twinlake
