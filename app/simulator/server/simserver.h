// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SimServer: one loopback address of the simulator. It brings the world to virtual now, hands each request to its face
// one at a time, and lets the fault board spoil what goes over the wire.
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/faults/faultboard.h"
#include "app/simulator/server/gatedlistener.h"
#include "app/simulator/server/ledger.h"
#include "app/simulator/server/worlddriver.h"

#include <QHttpServer>
#include <QObject>
#include <QPointer>
#include <QTcpSocket>

#include <map>
#include <memory>

namespace twinlake::simulator {

class SimServer : public QObject {
    Q_OBJECT

public:
    /// Without a board and a ledger (the control address) nothing is spoilt or written down.
    SimServer(QString target, Face &face, WorldDriver &driver, FaultBoard *faults, Ledger *ledger);

    Result<> listen(const std::optional<QSslConfiguration> &tls);
    /// "http://127.0.0.1:41234"
    QString url() const;
    /// Whether the request of this name has come and will not be answered before virtual time passes.
    bool holds(const QByteArray &call) const;

Q_SIGNALS:
    void requested();

private:
    struct Exchange; ///< a request, its socket, its fault and whether the answer has gone out
    struct Silenced {
        QPointer<QTcpSocket> socket;
        QByteArray call;
    };

    void followFaults();
    void letGo(const QString &fault);
    void receive(const SimRequest &request, QTcpSocket *socket);
    void silence(const std::shared_ptr<Exchange> &exchange);
    void carryOut(const std::shared_ptr<Exchange> &exchange);
    void await(const std::shared_ptr<Exchange> &exchange);
    void answer(const std::shared_ptr<Exchange> &exchange, const SimResponse &response);
    void sendSpoilt(const std::shared_ptr<Exchange> &exchange, const SimResponse &response);
    void sendPart(Exchange &exchange, const SimResponse &response, qsizetype bytes, bool withLength);
    void drip(const std::shared_ptr<Exchange> &exchange, const QByteArray &rest);
    void send(Exchange &exchange, const SimResponse &response);
    void conclude(const Exchange &exchange, int status, const SimResponse &response);

    QString m_target;
    Face &m_face;
    WorldDriver &m_driver;
    FaultBoard *m_faults;
    Ledger *m_ledger;
    QHttpServer m_http;
    ListenerGate *m_listener = nullptr; ///< owned by m_http
    bool m_tls = false;
    std::map<QString, QList<Silenced>> m_silenced; ///< fault -> connections that wait for its end
    std::map<QByteArray, std::weak_ptr<Exchange>> m_pending; ///< named calls whose answer is still to come
};

} // namespace twinlake::simulator
