// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/simserver.h"

#include "app/simulator/server/httpbytes.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTimer>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

struct SimServer::Exchange {
    SimRequest request;
    QPointer<QTcpSocket> socket; ///< null once the client has gone
    std::optional<Fault> fault;
    quint64 sequence = 0; ///< in the ledger, 0 for none
    bool finished = false;

    bool strikes(const QString &kind) const { return fault && fault->kind == kind; }
    /// Queued: the HTTP server is still on the stack when a request is handled.
    void reset() const
    {
        if (socket)
            QTimer::singleShot(0, socket.data(), [gone = socket] { gone->abort(); });
    }
};

namespace {

SimResponse faultAnswer(const Fault &fault)
{
    SimResponse response;
    response.status = fault.status;
    response.body = R"({"message":"The service is temporarily unavailable."})"_ba;
    if (fault.kind == u"throttle"_s) {
        response.status = 429;
        response.body = R"({"error_code":"REQUEST_LIMIT_EXCEEDED","message":"Too many requests.",)"
                        R"("errors":[{"status":"429","title":"Too many requests"}]})"_ba;
        const double seconds = fault.retryAfter.value_or(1.0);
        response.headers.append({"Retry-After"_ba, QByteArray::number(std::max(1, static_cast<int>(seconds)))});
        response.headers.append({"X-RateLimit-Reset"_ba, QByteArray::number(seconds, 'f', 1)});
    } else if (fault.retryAfter) {
        response.headers.append({"Retry-After"_ba, QByteArray::number(static_cast<int>(*fault.retryAfter))});
    }
    if (fault.kind == u"html"_s) {
        response.status = 200;
        response.contentType = "text/html; charset=utf-8"_ba;
        response.body =
            "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to continue</body></html>"_ba;
    }
    if (fault.kind == u"redirect"_s) {
        response.status = 302;
        response.body.clear();
        response.headers.append({"Location"_ba, "http://127.0.0.1:9/login.html"_ba});
    }
    return response;
}

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
    if (m_faults)
        connect(m_faults, &FaultBoard::changed, this, &SimServer::followFaults);
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
    if (!dark) {
        for (const QPointer<QTcpSocket> &socket : std::as_const(m_silenced)) {
            if (socket)
                socket->abort();
        }
        m_silenced.clear();
    }
    if (m_faults->isRefused(m_target))
        m_listener->close();
    else
        m_listener->open();
}

void SimServer::receive(const SimRequest &request, QTcpSocket *socket)
{
    m_driver.catchUp();
    Q_EMIT requested();
    if (m_faults && m_faults->isDark(m_target)) { // a connection from before: as if nobody had read it
        m_silenced.append(socket);
        return;
    }
    const auto exchange = std::make_shared<Exchange>();
    exchange->request = request;
    exchange->request.secure = m_tls;
    exchange->socket = socket;
    if (m_ledger)
        exchange->sequence = m_ledger->receive(m_target, request, m_face.isMutating(request), m_driver.now());
    if (m_faults)
        exchange->fault = m_faults->strike(m_target, request.method, request.path);
    if (exchange->fault && spoilBefore(*exchange))
        return;
    m_face.handle(exchange->request, [self = QPointer(this), exchange](SimResponse response) {
        if (self)
            self->answer(exchange, std::move(response));
    });
    m_driver.runUntil([exchange] { return exchange->finished; });
}

bool SimServer::spoilBefore(Exchange &exchange)
{
    static const QStringList silent = {u"dark"_s, u"stall"_s};
    static const QStringList resets = {u"reset_before"_s, u"refuse"_s};
    static const QStringList instead = {u"status"_s, u"throttle"_s, u"html"_s, u"redirect"_s};
    const QString kind = exchange.fault->kind;
    if (silent.contains(kind)) {
        if (kind == u"dark"_s)
            m_silenced.append(exchange.socket);
        return true;
    }
    if (resets.contains(kind)) {
        exchange.reset();
        return true;
    }
    if (!instead.contains(kind))
        return false;
    const SimResponse response = faultAnswer(*exchange.fault);
    send(exchange, response);
    conclude(exchange, response.status, response);
    return true;
}

void SimServer::answer(const std::shared_ptr<Exchange> &exchange, SimResponse response)
{
    if (!exchange->strikes(u"slow"_s)) {
        sendSpoilt(*exchange, response);
        return;
    }
    m_driver.after(exchange->fault->delay, [self = QPointer(this), exchange, response = std::move(response)] {
        if (self)
            self->sendSpoilt(*exchange, response);
    });
}

void SimServer::sendSpoilt(Exchange &exchange, const SimResponse &response)
{
    exchange.finished = true;
    if (exchange.strikes(u"reset_after"_s)) {
        exchange.reset();
        return conclude(exchange, 0, response);
    }
    if (exchange.strikes(u"garbage"_s)) {
        SimResponse garbage = response;
        garbage.body = "\x00\xff{]garbage["_ba;
        send(exchange, garbage);
    } else if (exchange.strikes(u"truncate"_s)) {
        const QByteArray bytes = httpBytes(response, false, false);
        if (exchange.socket)
            exchange.socket->write(bytes.left(bytes.size() - std::max<qsizetype>(1, response.body.size() / 2)));
        if (exchange.socket)
            exchange.socket->disconnectFromHost();
    } else {
        send(exchange, response);
    }
    conclude(exchange, response.status, response);
}

void SimServer::send(Exchange &exchange, const SimResponse &response)
{
    exchange.finished = true;
    if (!exchange.socket || exchange.socket->state() != QAbstractSocket::ConnectedState)
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
