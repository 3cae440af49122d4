// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SimRequest, SimResponse, Face: what an API face of the simulator is given and gives back. Sockets, faults and the
// ledger are app/simulator/server's business; a face knows the world and the contract only.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrlQuery>

#include <functional>

namespace twinlake::simulator {

struct SimRequest {
    QByteArray method; ///< upper case
    QString path; ///< decoded, without query
    QUrlQuery query;
    QList<QPair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    QString host; ///< the Host header, for absolute links
    bool secure = false; ///< came over TLS

    QByteArray header(const QByteArray &lowerCaseName) const;
};

struct SimResponse {
    int status = 200;
    QByteArray contentType = QByteArrayLiteral("application/json");
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;
    /// For the ledger: who asked (user name, never a token), and did the request change the world.
    QString principal;
    bool applied = false;
};

/// One API. `reply` is called exactly once: at once, or later from a scheduler callback (a statement that waits).
class Face {
public:
    virtual ~Face() = default;
    using Reply = std::function<void(SimResponse)>;
    virtual void handle(const SimRequest &request, Reply reply) = 0;
    /// Whether the request is mutating in the sense of design.md 13 (reads are GET/HEAD, allow-listed statements with
    /// their poll and cancel, and token requests).
    virtual bool isMutating(const SimRequest &request) const = 0;
};

} // namespace twinlake::simulator
