// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Error and Result: how everything that can fail says so. No exception crosses our own code.
#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <chrono>
#include <optional>

namespace twinlake {

/// Why a call has no answer. Cancel, time-out and refusal are different facts, so they are different kinds.
struct Error {
    enum class Kind {
        Unreachable, ///< no connection: name, route, reset before an answer
        ConnectionRefused, ///< the host is there, and nothing listens, or a firewall forbids it
        Timeout, ///< our deadline passed
        Cancelled, ///< our own stop token
        Tls, ///< the certificate is not trusted or the handshake failed
        Auth, ///< 401, or 403 about the token itself
        Forbidden, ///< 403: who we are is known, but it may not
        NotFound, ///< 404, or a code that means the same
        RateLimited, ///< 429
        Conflict, ///< 409
        Rejected, ///< another 4xx: the request itself is wrong
        Server, ///< 5xx
        Protocol, ///< an answer that is not what the contract says (HTML, cut, wrong shape, too large, a redirect)
        Sql, ///< the statement failed, HTTP itself was fine
        Configuration, ///< the estate file, a credential source, the command line
        Storage, ///< journal, history or another local file
    };

    Kind kind = Kind::Protocol;
    QString message; ///< for the operator: plain text, capped, no token, no raw body
    int httpStatus = 0; ///< 0: no status line was read
    QString code; ///< the server's error_code or title, empty if none
    std::optional<std::chrono::milliseconds> retryAfter; ///< what the server asked for

    friend bool operator==(const Error &, const Error &) = default;
};

template <typename T = void>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error::Kind kind, QString message)
{
    return tl::unexpected<Error>(Error{kind, std::move(message), 0, {}, {}});
}

} // namespace twinlake
