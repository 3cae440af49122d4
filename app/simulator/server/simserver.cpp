// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/simserver.h"

#include "app/simulator/server/faultanswers.h"
#include "app/simulator/server/httpbytes.h"
#include "app/simulator/server/whocalls.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTimer>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

struct SimServer::Exchange {
    SimRequest request;
    QPointer<QTcpSocket> socket; ///< null once the client has gone
    WireFaults faults;
    quint64 sequence = 0; ///< in the ledger, 0 for none
    bool finished = false;

    bool open() const { return socket && socket->state() == QAbstractSocket::ConnectedState; }
    /// Queued: the HTTP server is still on the stack when a request is handled.
    void reset() const
    {
        if (socket)
            QTimer::singleShot(0, socket.data(), [gone = socket] { gone->abort(); });
    }
};

namespace {

const QString inTheDark = u"dark"_s; // the key of connections that no single fault has silenced

} // namespace

SimServer::SimServer(QString target, Face &face, WorldDriver &driver, FaultBoard *faults, Ledger *ledger)
    : m_target(std::move(target))
    , m_face(face)
    , m_driver(driver)
    , m_faults(faults)
    , m_ledger(ledger)
{
    m_http.setMissingHandler([this](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
        // The responder is left unused: it keeps a bare socket pointer, we keep one that knows when the client is gone.
        receive(simRequest(request), responder.socket());
    });
    if (m_faults) {
        connect(m_faults, &FaultBoard::changed, this, &SimServer::followFaults);
        connect(m_faults, &FaultBoard::ended, this, [this](const Fault &fault) { letGo(fault.id); });
    }
}

Result<> SimServer::listen(const std::optional<QSslConfiguration> &tls)
{
    m_tls = tls.has_value();
    m_listener = makeListener(tls);
    m_listener->server()->setParent(&m_http);
    const Result<> opened = m_listener->open();
    m_http.bind(m_listener->server());
    return opened;
}

QString SimServer::url() const
{
    return u"%1://127.0.0.1:%2"_s.arg(m_tls ? u"https"_s : u"http"_s).arg(m_listener ? m_listener->port() : 0);
}

void SimServer::followFaults()
{
    if (!m_listener)
        return;
    const bool dark = m_faults->isDark(m_target);
    m_listener->setDark(dark);
    if (!dark)
        letGo(inTheDark);
    if (m_faults->isRefused(m_target))
        m_listener->close();
    else
        m_listener->open();
}

// Who waited in vain learns that nobody was there.
void SimServer::letGo(const QString &fault)
{
    const auto waiting = m_silenced.find(fault);
    if (waiting == m_silenced.end())
        return;
    for (const Silenced &one : std::as_const(waiting->second)) {
        if (one.socket)
            QTimer::singleShot(0, one.socket.data(), [gone = one.socket] { gone->abort(); });
    }
    m_silenced.erase(waiting);
}

void SimServer::receive(const SimRequest &request, QTcpSocket *socket)
{
    if (!mayCall(request, m_listener->port())) {
        SimResponse refusal;
        refusal.status = 403;
        refusal.body = R"({"error":"Only programs of this machine may call the simulator, by a loopback address."})";
        socket->write(httpBytes(refusal, request.method == "HEAD"_ba, true));
        socket->disconnectFromHost();
        return;
    }
    m_driver.catchUp();
    Q_EMIT requested();
    if (m_faults && m_faults->isDark(m_target)) { // a connection from before: as if nobody had read it
        m_silenced[inTheDark].append({socket, request.header(callNameHeader)});
        return;
    }
    const auto exchange = std::make_shared<Exchange>();
    exchange->request = request;
    exchange->request.secure = m_tls;
    exchange->socket = socket;
    if (m_ledger)
        exchange->sequence = m_ledger->receive(m_target, request, m_face.isMutating(request), m_driver.now());
    if (m_faults)
        exchange->faults = m_faults->strike(m_target, request.method, request.path);
    if (exchange->faults.before())
        silence(exchange);
    else
        carryOut(exchange);
}

// The face never sees the request; a delay goes before a reset, silence needs none.
void SimServer::silence(const std::shared_ptr<Exchange> &exchange)
{
    const Fault &fault = *exchange->faults.before();
    if (fault.kind == FaultKind::Dark || fault.kind == FaultKind::Stall) {
        m_silenced[fault.id].append({exchange->socket, exchange->request.header(callNameHeader)});
        return;
    }
    m_driver.after(exchange->faults.delay(), [exchange] {
        exchange->finished = true;
        exchange->reset();
    });
    await(exchange);
}

void SimServer::carryOut(const std::shared_ptr<Exchange> &exchange)
{
    if (const Fault *instead = exchange->faults.instead()) {
        answer(exchange, faultAnswer(*instead));
    } else {
        m_face.handle(exchange->request, [self = QPointer(this), exchange](const SimResponse &response) {
            if (self)
                self->answer(exchange, response);
        });
    }
    await(exchange);
}

// Who drives a stepped world names the call and lets time pass for it; for anybody else time passes by itself.
void SimServer::await(const std::shared_ptr<Exchange> &exchange)
{
    const QByteArray call = exchange->request.header(callNameHeader);
    if (call.isEmpty())
        m_driver.runUntil([exchange] { return exchange->finished; });
    else if (!exchange->finished)
        m_pending[call] = exchange;
    std::erase_if(m_pending, [](const auto &one) {
        const auto waiting = one.second.lock();
        return !waiting || waiting->finished || !waiting->open();
    });
}

bool SimServer::holds(const QByteArray &call) const
{
    if (m_listener && m_listener->holds(call))
        return true;
    const auto pending = m_pending.find(call);
    const auto exchange = pending == m_pending.end() ? nullptr : pending->second.lock();
    if (exchange && !exchange->finished && exchange->open())
        return true;
    return std::any_of(m_silenced.cbegin(), m_silenced.cend(), [&call](const auto &fault) {
        return std::any_of(fault.second.cbegin(), fault.second.cend(),
                           [&call](const Silenced &one) { return one.socket && one.call == call; });
    });
}

void SimServer::answer(const std::shared_ptr<Exchange> &exchange, const SimResponse &response)
{
    if (exchange->faults.empty()) {
        send(*exchange, response);
        conclude(*exchange, response.status, response);
        return;
    }
    const SimDuration delay = exchange->faults.delay();
    if (delay.count() == 0)
        return sendSpoilt(exchange, response);
    m_driver.after(delay, [self = QPointer(this), exchange, response] {
        if (self)
            self->sendSpoilt(exchange, response);
    });
}

void SimServer::sendSpoilt(const std::shared_ptr<Exchange> &exchange, const SimResponse &given)
{
    const WireFaults &faults = exchange->faults;
    if (faults.of(FaultKind::ResetAfter)) {
        exchange->finished = true;
        exchange->reset();
        return conclude(*exchange, 0, given);
    }
    const SimResponse response = faults.of(FaultKind::Garbage) ? garbled(given) : given;
    const Fault *const stall = faults.of(FaultKind::Stall);
    const Fault *const cut = faults.of(FaultKind::Truncate);
    if (stall) {
        if (stall->bytes)
            sendPart(*exchange, response, *stall->bytes, true);
        exchange->finished = true;
        m_silenced[stall->id].append({exchange->socket, exchange->request.header(callNameHeader)});
    } else if (cut) {
        sendPart(*exchange, response, cut->bytes.value_or(response.body.size() / 2), !cut->withoutLength);
        if (exchange->socket)
            exchange->socket->disconnectFromHost();
        exchange->finished = true;
    } else if (faults.of(FaultKind::Drip)) {
        drip(exchange, httpBytes(response, exchange->request.method == "HEAD"_ba, false));
    } else {
        send(*exchange, response);
    }
    conclude(*exchange, stall && !stall->bytes ? 0 : response.status, response);
}

void SimServer::sendPart(Exchange &exchange, const SimResponse &response, qsizetype bytes, bool withLength)
{
    if (!exchange.open())
        return;
    exchange.socket->write(httpHead(response, !withLength, withLength) + response.body.left(bytes));
    exchange.socket->flush();
}

void SimServer::drip(const std::shared_ptr<Exchange> &exchange, const QByteArray &rest)
{
    const Fault &fault = *exchange->faults.of(FaultKind::Drip);
    const qsizetype piece = std::max(1, fault.bytes.value_or(1));
    if (!exchange->open() || rest.isEmpty()) {
        exchange->finished = true;
        return;
    }
    exchange->socket->write(rest.left(piece));
    exchange->socket->flush();
    m_driver.after(std::max(fault.delay.value_or(SimDuration(1000)), SimDuration(1)),
                   [self = QPointer(this), exchange, left = rest.mid(piece)] {
                       if (self)
                           self->drip(exchange, left);
                   });
}

void SimServer::send(Exchange &exchange, const SimResponse &response)
{
    exchange.finished = true;
    if (!exchange.open())
        return;
    const bool close = exchange.request.header("connection"_ba).toLower() == "close"_ba;
    exchange.socket->write(httpBytes(response, exchange.request.method == "HEAD"_ba, close));
    exchange.socket->flush();
    if (close)
        exchange.socket->disconnectFromHost();
}

void SimServer::conclude(const Exchange &exchange, int status, const SimResponse &response)
{
    if (m_ledger && exchange.sequence > 0)
        m_ledger->conclude(exchange.sequence, status, response.applied, response.principal);
}

} // namespace twinlake::simulator
