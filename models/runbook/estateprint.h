// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// EstatePrint: fingerprints of all that a recipe uses of the estate. An incident goes on with the estate that it was
// opened with: the same words may name other pipelines in another file. Credentials are no part of it; who goes on has
// their own.
#pragma once

#include "models/estate/estate.h"

#include <QJsonObject>
#include <QStringList>

namespace twinlake {

/// By part ("pipelines", "activation", ...): SHA-256, the first 16 hex digits.
QJsonObject estatePrint(const Estate &estate, const FailoverGroup &group);
/// The parts that differ, sorted; empty where nothing does, or where `opened` is of a version that kept no print.
QStringList changedParts(const QJsonObject &opened, const QJsonObject &now);
/// All parts in six hex digits, for the reason of the coordination lock.
QString shortPrint(const QJsonObject &print);

} // namespace twinlake
