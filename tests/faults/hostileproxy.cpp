// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One connection an exchange, so that an answer is whole when its server closes.
#include "tests/faults/hostileproxy.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

qsizetype headEnd(const QByteArray &message)
{
    const qsizetype end = message.indexOf("\r\n\r\n");
    return end < 0 ? -1 : end + 4;
}

qsizetype lengthIn(const QByteArray &head)
{
    static const QRegularExpression length(u"\\r\\ncontent-length:\\s*(\\d+)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    return length.match(QString::fromLatin1(head)).captured(1).toLongLong();
}

QByteArray withLine(const QByteArray &head, const QString &name, const QByteArray &value)
{
    static const QString line = u"\\r\\n%1:[^\\r\\n]*"_s;
    QString text = QString::fromLatin1(head.chopped(4));
    text.remove(QRegularExpression(line.arg(name), QRegularExpression::CaseInsensitiveOption));
    return text.toLatin1() + "\r\n" + name.toLatin1() + ": " + value + "\r\n\r\n";
}

} // namespace

HostileProxy::HostileProxy(QUrl server, QString hostile, Choice choice)
    : m_server(std::move(server))
    , m_hostile(std::move(hostile))
    , m_choice(std::move(choice))
{
    m_listener.listen(QHostAddress::LocalHost);
    connect(&m_listener, &QTcpServer::newConnection, this, [this] { serve(m_listener.nextPendingConnection()); });
}

QUrl HostileProxy::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_listener.serverPort()));
}

void HostileProxy::serve(QTcpSocket *client)
{
    const auto request = std::make_shared<QByteArray>();
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(client, &QTcpSocket::readyRead, this, [this, client, request] {
        *request += client->readAll();
        const qsizetype end = headEnd(*request);
        if (end < 0 || request->size() < end + lengthIn(request->left(end)))
            return;
        client->disconnect(this);
        const QByteArray head = withLine(request->left(end), u"Host"_s, m_server.authority().toLatin1());
        pass(client, withLine(head, u"Connection"_s, "close") + request->mid(end));
    });
}

void HostileProxy::pass(QTcpSocket *client, const QByteArray &request)
{
    auto *server = new QTcpSocket(client);
    server->connectToHost(m_server.host(), static_cast<quint16>(m_server.port()));
    server->write(request);
    connect(server, &QTcpSocket::errorOccurred, client, [client](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError)
            client->abort();
    });
    connect(server, &QTcpSocket::disconnected, client, [this, client, server] {
        client->write(poisoned(server->readAll()));
        client->disconnectFromHost();
    });
}

QByteArray HostileProxy::poisoned(const QByteArray &answer)
{
    ++answers;
    if (refuses)
        return refusal();
    const qsizetype end = headEnd(answer);
    const QJsonDocument document = QJsonDocument::fromJson(answer.mid(end));
    if (document.isNull())
        return answer;
    const QJsonValue value = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    const QJsonValue changed = poisoned(value, {});
    const QByteArray body = (changed.isArray() ? QJsonDocument(changed.toArray()) : QJsonDocument(changed.toObject()))
                                .toJson(QJsonDocument::Compact);
    const QByteArray head = withLine(answer.left(end), u"Content-Length"_s, QByteArray::number(body.size()));
    return withLine(head, u"Connection"_s, "close") + body;
}

QByteArray HostileProxy::refusal() const
{
    QByteArray words = m_hostile.toUtf8();
    for (const char control : {'\r', '\n', '\0'})
        words.replace(control, ' ');
    const QByteArray body =
        QJsonDocument(QJsonObject{{u"error_code"_s, m_hostile}, {u"message"_s, m_hostile}}).toJson();
    return "HTTP/1.1 403 " + words + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QJsonValue HostileProxy::poisoned(const QJsonValue &value, const QString &key) const
{
    if (value.isArray()) {
        QJsonArray all;
        for (const QJsonValue each : value.toArray())
            all.append(poisoned(each, key));
        return all;
    }
    if (value.isObject()) {
        QJsonObject all = value.toObject();
        for (auto each = all.begin(); each != all.end(); ++each)
            each.value() = poisoned(each.value(), each.key());
        return all;
    }
    if (value.isString() && m_choice(key))
        return value.toString() + m_hostile;
    return value;
}

} // namespace twinlake
