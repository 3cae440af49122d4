// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A statement's answer as the API writes it: status, typed manifest, chunks of rows (contracts/databricks-api.md 5.1).
#pragma once

#include "app/simulator/sql/statementbook.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

class ResultLinks;

/// `origin`: of the request that asks, for links to results.
nlohmann::json statementDocument(const Statement &statement, const ResultLinks &links, const QString &origin);
/// ResultData of one chunk: its rows, or a link to them. `index` must be one of the statement's chunks.
nlohmann::json chunkDocument(const Statement &statement, std::size_t index, const ResultLinks &links,
                             const QString &origin);
/// The bytes behind a link: JSON_ARRAY or CSV.
QByteArray chunkBytes(const Statement &statement, std::size_t index);

} // namespace twinlake::simulator
