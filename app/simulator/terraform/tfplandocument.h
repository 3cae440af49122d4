// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two plan documents of contracts/terraform-cloud-api.md 5.2: json-output (`terraform show -json`) and the redacted
// one, which is a different format and not a subset.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <QString>

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

struct TfPlanFacts {
    QString terraformVersion;
    SimTime at;
    bool errored = false;
    bool applyable = false;
};

/// `variables` is {name: {"value": ...}}; `changes` and `drift` are sorted by address.
nlohmann::json planDocumentFull(const TfPlanFacts &facts, const nlohmann::json &variables,
                                const nlohmann::json &changes, const nlohmann::json &drift);
nlohmann::json planDocumentRedacted(const nlohmann::json &changes, const nlohmann::json &drift);

/// "2026-11-22T02:58:00Z", with milliseconds when `withMillis`: section 1.4 allows no offset.
QString tfTime(SimTime at, bool withMillis = false);

} // namespace twinlake::simulator
