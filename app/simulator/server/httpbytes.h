// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From QHttpServer's request to ours, and from our response to the bytes of an HTTP/1.1 answer.
#pragma once

#include "app/simulator/faces/simhttp.h"

class QHttpServerRequest;

namespace twinlake::simulator {

SimRequest simRequest(const QHttpServerRequest &request);
/// `headOnly` for HEAD; `close` announces the end of the connection.
QByteArray httpBytes(const SimResponse &response, bool headOnly, bool close);
/// Status line and headers with the empty line; without its length a body ends with the connection.
QByteArray httpHead(const SimResponse &response, bool close, bool withLength);
QByteArray reasonPhrase(int status);
/// By which name the driver of a stepped world asks whether its request is held; empty if it has none. From the bytes
/// of a request, as far as they have come.
QByteArray callOf(const QByteArray &head);
inline constexpr char callNameHeader[] = "x-rehearsal-call"; ///< in lower case

} // namespace twinlake::simulator
