// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two plan documents of contracts/terraform-cloud-api.md 5.2: json-output (`terraform show -json`) and the redacted
// one, which is a different format and not a subset.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <QByteArray>
#include <QString>

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

struct TfPlanFacts {
    QString terraformVersion;
    SimTime at;
    bool errored = false;
    bool applyable = false;
};

/// What differs between two plans.
struct TfPlanParts {
    nlohmann::json variables = nlohmann::json::object(); ///< {name: {"value": ...}}
    nlohmann::json changes = nlohmann::json::array(); ///< sorted by address
    nlohmann::json drift = nlohmann::json::array();
    nlohmann::json outputs = nlohmann::json::object(); ///< output_changes
};

nlohmann::json planDocumentFull(const TfPlanFacts &facts, const TfPlanParts &parts);
/// `schemas` is provider_schemas; an empty one is worked out from the changes.
nlohmann::json planDocumentRedacted(const TfPlanParts &parts, const nlohmann::json &schemas);

/// Null if it is not JSON.
nlohmann::json parsedJson(const QByteArray &text);

/// "2026-11-22T02:58:00Z", with milliseconds when `withMillis`: section 1.4 allows no offset.
QString tfTime(SimTime at, bool withMillis = false);

} // namespace twinlake::simulator
