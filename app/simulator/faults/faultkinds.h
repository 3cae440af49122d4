// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The kinds of fault: name, targets, options and what each does. The parser, the control address and the answer to a
// wrong wish all read this one table.
#pragma once

#include "app/simulator/faults/fault.h"

#include <QStringList>

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace twinlake::simulator {

enum class FaultFamily { Wire, Region, Data, Terraform, Access };

struct FaultKindInfo {
    FaultKind kind;
    FaultFamily family;
    QString name; ///< as the control address writes it
    QStringList targets;
    QStringList options; ///< beside those that every kind takes
    QString does; ///< one sentence
};

const std::vector<FaultKindInfo> &faultKinds();
const FaultKindInfo &infoOf(FaultKind kind);
/// Null if there is no such kind.
const FaultKindInfo *faultKindNamed(const QString &name);
QStringList faultKindNames();
/// Everything that a fault can be aimed at.
QStringList faultTargets();
/// What every kind takes: target, kind, match, count, for_s, after_s, status, retry_after, delay_ms.
QStringList commonFaultOptions();
/// [{"kind", "targets", "options", "does"}]
nlohmann::json faultKindsDocument();

} // namespace twinlake::simulator
