// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// GatedListener: the TCP server that is lent to QHttpServer. It can go dark (the kernel accepts, nobody ever reads or
// answers) or refuse (the port is closed), and come back on the same port.
#pragma once

#include "models/domain/result.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <memory>
#include <optional>

namespace twinlake::simulator {

class ListenerGate {
public:
    virtual ~ListenerGate();

    /// The server itself, for QHttpServer::bind.
    virtual QTcpServer *server() = 0;
    virtual void setDark(bool dark) = 0;
    /// Whether a connection that was accepted in the dark has brought a request of this name. Never over TLS.
    virtual bool holds(const QByteArray &call) const = 0;
    /// A free loopback port the first time, the same one afterwards.
    Result<> open();
    void close();
    quint16 port() const { return m_port; }

private:
    Result<> keepPort();

    quint16 m_port = 0;
    int m_kept = -1; ///< bound, never listening: the port stays ours while it is closed
};

/// The server is handed over to QHttpServer, which owns it as QObject parent; the gate lives as long as it.
ListenerGate *makeListener(const std::optional<QSslConfiguration> &tls);

} // namespace twinlake::simulator
