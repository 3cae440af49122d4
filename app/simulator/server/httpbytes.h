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

} // namespace twinlake::simulator
