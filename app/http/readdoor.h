// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ReadDoor: every request that changes nothing goes through here: GET, and the statements of the allow-list. Retries,
// rate limit, deadline, byte cap; the token goes to its own host alone. Source: reliability.md sections 1 and 4b.
#pragma once

#include "app/http/hostoptions.h"
#include "models/ports/clock.h"

#include <QByteArray>
#include <QUrl>
#include <QUrlQuery>

#include <memory>
#include <stop_token>

namespace twinlake {

inline constexpr Duration readDeadline = std::chrono::seconds(20);
inline constexpr Duration statementDeadline = std::chrono::seconds(60);
inline constexpr Duration probeDeadline = std::chrono::seconds(10);

/// One read. Start from get() or probe() and change what differs.
struct ReadRequest {
    enum class Expect { Json, Text };

    QString path; ///< "/api/2.0/...", decoded; used unless `url` is set
    QUrlQuery query;
    QUrl url; ///< an address that a server gave: on another host it is asked without the token
    QByteArray statement; ///< JSON body of a statement: sent as POST, only where the allow-list says
    QByteArray form; ///< of a token request, which changes nothing: sent as POST, its answer is never logged
    QByteArray basic; ///< "id:secret" that goes with it, to its own host alone
    qint64 bodyCap = 8LL * 1024 * 1024;
    QByteArray accept = QByteArrayLiteral("application/json");
    Expect expect = Expect::Json;
    Duration deadline = readDeadline;
    int tries = 5;
    bool followWithoutToken = false; ///< one redirect, as a new request that carries no token
    bool secretPath = false; ///< presigned: the address is the secret, so it is not logged and no token is sent
    bool runList = false; ///< counts against 20 a minute as well

    static ReadRequest get(const QString &path);
    static ReadRequest get(const QString &path, const QUrlQuery &query);
    /// One try within 10 s: is the host there?
    static ReadRequest probe(const QString &path);
    /// One try: client credentials against an access token. `url` must be of the door's own host.
    static ReadRequest token(const QUrl &url, const QByteArray &basic, const QByteArray &form);
};

struct ReadAnswer {
    int status = 0;
    QByteArray body;
    QUrl url; ///< of the host that answered
    Duration took{};
};

struct ReadDoorState;

class ReadDoor {
public:
    ReadDoor(HostOptions options, Clock &clock);
    /// Ends what is in flight with kind Cancelled; the answers arrive when the event loop runs next.
    ~ReadDoor();
    ReadDoor(const ReadDoor &) = delete;
    ReadDoor &operator=(const ReadDoor &) = delete;

    const QUrl &base() const;
    Clock &clock() const;
    /// A whole answer with status 2xx, or an error that says why not.
    QCoro::Task<Result<ReadAnswer>> read(ReadRequest request, std::stop_token stop);
    int inFlight() const;

private:
    std::shared_ptr<ReadDoorState> m_state;
};

} // namespace twinlake
