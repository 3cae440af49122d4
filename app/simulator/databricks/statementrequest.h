// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The body of POST /api/2.0/sql/statements (contracts/databricks-api.md 5.1).
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/sql/sqlvalues.h"

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

namespace twinlake::simulator {

struct StatementRequest {
    SqlQuery query;
    QString warehouseId;
    SimDuration wait = std::chrono::seconds(10);
    bool cancelAfterWait = false;
};

/// The error is the 400.
tl::expected<StatementRequest, SimResponse> statementRequest(const nlohmann::json &body);

} // namespace twinlake::simulator
