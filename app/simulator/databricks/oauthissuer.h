// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// OauthIssuer: the workspace's OAuth for machines (contracts/databricks-api.md 1.3): discovery, and tokens for client
// credentials that expire after an hour of the client's own time.
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/faces/tokenbook.h"
#include "app/simulator/world/worldcontext.h"

#include <deque>
#include <map>

namespace twinlake::simulator {

/// "https://host" as the client has addressed us.
QString originOf(const SimRequest &request);

class OauthIssuer {
public:
    using ClientClock = std::function<SimTime()>;

    OauthIssuer(const WorldContext &context, const TokenBook &book, ClientClock clock);

    static bool isDiscovery(const SimRequest &request);
    static bool isTokenRequest(const SimRequest &request);
    SimResponse discovery(const SimRequest &request) const;
    SimResponse token(const SimRequest &request);
    /// Whose token it is, while it lives.
    std::optional<TokenBook::Principal> owner(const QByteArray &token) const;

private:
    struct Issued {
        TokenBook::Principal principal;
        SimTime expires;
    };

    bool throttled();
    SimResponse issue(const TokenBook::Principal &principal, const QString &scope);

    const WorldContext &m_context;
    const TokenBook &m_book;
    ClientClock m_clock;
    std::map<QByteArray, Issued> m_issued;
    std::deque<SimTime> m_recent; ///< token requests of the last second
    std::uint64_t m_count = 0;
};

} // namespace twinlake::simulator
