// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// DatabricksFace: one region's workspace API as contracts/databricks-api.md says, over its RegionWorld.
#pragma once

#include "app/simulator/databricks/oauthissuer.h"
#include "app/simulator/databricks/resultlinks.h"
#include "app/simulator/databricks/router.h"
#include "app/simulator/sql/statementbook.h"

namespace twinlake::simulator {

class DatabricksFace : public Face {
public:
    /// The references must outlive the face; the book may change while it lives (a token is revoked). OAuth tokens
    /// expire by `clientClock`, the world's clock if there is none.
    DatabricksFace(RegionWorld &world, const Fleet &fleet, const TokenBook &tokens,
                   const OauthIssuer::ClientClock &clientClock = {});

    void handle(const SimRequest &request, Reply reply) override;
    bool isMutating(const SimRequest &request) const override;

private:
    SimResponse configuration(const SimRequest &request) const;
    /// What needs no token: discovery, token requests, links to results.
    std::optional<SimResponse> openAnswer(const SimRequest &request);
    std::optional<TokenBook::Principal> principalOf(const SimRequest &request) const;
    void withWorkspace(SimResponse &response) const;

    RegionWorld &m_world;
    const TokenBook &m_tokens;
    OauthIssuer m_oauth;
    StatementBook m_statements;
    ResultLinks m_links;
    Router m_router;
};

/// The worker's own 16-digit decimal workspace id for a region: constant per seed.
QString workspaceIdFor(const Draw &draw, Region region);

} // namespace twinlake::simulator
