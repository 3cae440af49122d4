// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// State files, version 4: what the simulator reads out of them, and how it writes its own
// (contracts/terraform-cloud-api.md 7.2).
#pragma once

#include "app/simulator/terraform/tfversionvalues.h"

namespace twinlake::simulator {

struct TfStateFile {
    QString terraformVersion;
    QString lineage;
    QList<TfStateOutput> outputs; ///< without ids
    QByteArray resourceList; ///< JSON, as a state version shows its resources
    int resourceCount = 0; ///< instances
};

/// Empty if it is no state file.
std::optional<TfStateFile> readStateFile(const QByteArray &raw);
/// Each a JSON value as the file holds it; an empty array for none.
QByteArray writeStateFile(const QByteArray &resources, const QByteArray &outputs, const QString &terraformVersion,
                          std::int64_t serial, const QString &lineage);
QByteArray withSerial(const QByteArray &raw, std::int64_t serial);

} // namespace twinlake::simulator
