// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/exchange.h"

#include "app/http/network.h"
#include "app/http/wirewatch.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <qcoro/qcoronetworkreply.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Http", text);
}

void read(Exchange &exchange, QNetworkReply &reply)
{
    exchange.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    exchange.url = reply.url();
    exchange.error = reply.error();
    if (exchange.error != QNetworkReply::NoError) // Qt has words even then: "Unknown error"
        exchange.errorText = reply.errorString();
    exchange.headers = reply.rawHeaderPairs();
    if (!exchange.isWhole() || !reply.isOpen())
        return;
    exchange.body = reply.readAll();
    const bool encoded = !exchange.header("Content-Encoding").isEmpty();
    bool announced = false;
    const qint64 length = exchange.header("Content-Length").toLongLong(&announced);
    const bool shorter = announced && !encoded && exchange.body.size() < length && exchange.status != 304;
    const bool brokeOff = exchange.status > 0 && exchange.status < 300 && exchange.error != QNetworkReply::NoError;
    exchange.truncated = exchange.status > 0 && (shorter || brokeOff);
}

QString reason(const Exchange &exchange)
{
    switch (exchange.error) {
    case QNetworkReply::ConnectionRefusedError:
        return say(
            QT_TRANSLATE_NOOP("Http", "%1 refused the connection: nothing listens there, or a firewall forbids it."));
    case QNetworkReply::HostNotFoundError:
        return say(QT_TRANSLATE_NOOP("Http", "The name %1 was not found."));
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return say(QT_TRANSLATE_NOOP("Http", "%1 closed the connection before it answered."));
    case QNetworkReply::SslHandshakeFailedError:
        return say(QT_TRANSLATE_NOOP("Http",
                                     "The certificate of %1 is not trusted, or the encrypted connection failed (%2)."));
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return say(QT_TRANSLATE_NOOP("Http", "The proxy on the way to %1 failed (%2)."));
    default:
        return say(QT_TRANSLATE_NOOP("Http", "%1 could not be reached (%2)."));
    }
}

Error error(Error::Kind kind, const QString &text, const Exchange &exchange)
{
    return Error{kind,
                 text.contains("%2"_L1) ? text.arg(exchange.url.authority(), exchange.errorText)
                                        : text.arg(exchange.url.authority()),
                 exchange.status,
                 {},
                 {}};
}

} // namespace

QByteArray Exchange::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QCoro::Task<Exchange> finishExchange(QNetworkReply *reply, ExchangeLimits limits, std::stop_token stop)
{
    const std::unique_ptr<QNetworkReply, LaterDeleter> owner(reply);
    Exchange exchange;
    QElapsedTimer watch;
    watch.start();
    reply->setReadBufferSize(limits.bodyCap + 1);
    QTimer deadline;
    deadline.setSingleShot(true);
    const auto overdue = [reply, &exchange] {
        exchange.timedOut = true;
        QMetaObject::invokeMethod(reply, &QNetworkReply::abort, Qt::QueuedConnection);
    };
    QObject::connect(&deadline, &QTimer::timeout, reply, overdue);
    const auto refuse = [reply, &exchange] {
        exchange.tooLarge = true;
        QMetaObject::invokeMethod(reply, &QNetworkReply::abort, Qt::QueuedConnection);
    };
    QObject::connect(reply, &QIODevice::readyRead, reply, [reply, refuse, cap = limits.bodyCap] {
        if (reply->bytesAvailable() > cap)
            refuse();
    });
    const WireWatch wire(reply->url(), limits.bodyCap + WireWatch::slack, refuse);
    Activity *const world = limits.held.world;
    deadline.start(world ? longestHeld : limits.deadline);
    if (world)
        world->sent(limits.held.name, limits.held.patience, &deadline, overdue);
    const std::stop_callback abortOnStop(
        stop, [reply] { QMetaObject::invokeMethod(reply, &QNetworkReply::abort, Qt::QueuedConnection); });
    if (!reply->isFinished())
        co_await reply;
    if (world)
        co_await world->answered(limits.held.name);
    deadline.stop();
    exchange.cancelled = stop.stop_requested() && reply->error() == QNetworkReply::OperationCanceledError;
    read(exchange, *reply);
    exchange.took = std::chrono::milliseconds(watch.elapsed());
    co_return exchange;
}

Error transportError(const Exchange &exchange)
{
    using Kind = Error::Kind;
    if (exchange.cancelled)
        return error(Kind::Cancelled, say(QT_TRANSLATE_NOOP("Http", "The request to %1 was cancelled.")), exchange);
    if (exchange.timedOut)
        return error(Kind::Timeout, say(QT_TRANSLATE_NOOP("Http", "%1 did not answer in time.")), exchange);
    if (exchange.tooLarge)
        return error(Kind::Protocol, say(QT_TRANSLATE_NOOP("Http", "The answer of %1 is too large and was not read.")),
                     exchange);
    if (exchange.truncated)
        return error(Kind::Protocol, say(QT_TRANSLATE_NOOP("Http", "The answer of %1 was cut short.")), exchange);
    const Kind kind = exchange.error == QNetworkReply::SslHandshakeFailedError ? Kind::Tls
        : exchange.error == QNetworkReply::ConnectionRefusedError              ? Kind::ConnectionRefused
                                                                               : Kind::Unreachable;
    return error(kind, reason(exchange), exchange);
}

} // namespace twinlake
