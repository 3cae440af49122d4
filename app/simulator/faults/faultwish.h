// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the body of POST /control/faults, or a scenario's break, to a Fault. A wrong wish is answered with a sentence
// for a person that names what would be right.
#pragma once

#include "app/simulator/faults/fault.h"

#include <QList>
#include <QPair>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

namespace twinlake::simulator {

/// The names that a fault may mention. Empty lists: not known here, any name will do.
struct FaultScope {
    QList<QPair<QString, QString>> workspaces; ///< name and id
    QStringList pipelines;
};

tl::expected<Fault, QString> faultFrom(const nlohmann::json &wish, const FaultScope &scope = {});
/// Whether a Terraform fault that names `wanted` is about this workspace.
bool namesWorkspace(const QString &wanted, const QString &name, const QString &id);
nlohmann::json faultDocument(const Fault &fault);

} // namespace twinlake::simulator
