// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ResultLinks: the presigned links of EXTERNAL_LINKS: good for fifteen minutes, fetched without a token.
#pragma once

#include "app/simulator/faces/simhttp.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace twinlake::simulator {

class RegionWorld;
class StatementBook;
struct Statement;

class ResultLinks {
public:
    ResultLinks(const RegionWorld &world, StatementBook &statements);

    /// Adds external_link and expiration.
    void addTo(nlohmann::json &link, const Statement &statement, std::size_t chunk, const QString &origin) const;
    /// Empty if the request is for no link of ours.
    std::optional<SimResponse> answer(const SimRequest &request) const;

private:
    QString signature(const QString &statement, qulonglong chunk, std::int64_t expires) const;

    const RegionWorld &m_world;
    StatementBook &m_statements;
};

} // namespace twinlake::simulator
