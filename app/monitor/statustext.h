// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `twinlake status` prints. Every value carries its age; what is not known is null beside a sentence that names
// the host and why.
#pragma once

#include "models/domain/observation.h"
#include "models/estate/estate.h"

#include <QByteArray>
#include <QString>

namespace twinlake {

enum class JsonForm { Indented, OneLine };

/// One JSON document: estate, advice, groups with serving, regions and Terraform, witnesses. Durations are in
/// seconds (`*_s`), instants ISO 8601 in UTC.
QByteArray statusJson(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now,
                      JsonForm form = JsonForm::Indented);
/// The same for a person.
QString statusText(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now);
/// 4: a host refuses our credentials. 2: a host is silent or wrong, a role is not normal or not known, who serves is
/// not known, or served data is older than its objective. Else 0.
int statusExitCode(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now);

} // namespace twinlake
