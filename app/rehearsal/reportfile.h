// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// writeReportFile: one JSON document of a rehearsal's report, whole or not at all.
#pragma once

#include "models/domain/result.h"

#include <QJsonObject>
#include <QString>

namespace twinlake {

/// Makes `folder` if need be. Kind Storage, naming the file and why.
Result<> writeReportFile(const QString &folder, const QString &name, const QJsonObject &document);

} // namespace twinlake
