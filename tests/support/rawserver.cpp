// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "tests/support/rawserver.h"

#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

qsizetype bodyLength(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            return line.mid(15).trimmed().toInt();
    }
    return 0;
}

} // namespace

RawReply RawReply::http(int status, const QByteArray &body, const QByteArray &headers, const QByteArray &type)
{
    RawReply reply;
    reply.bytes = "HTTP/1.1 "_ba + QByteArray::number(status) + " X\r\nContent-Type: "_ba + type
        + "\r\nContent-Length: "_ba + QByteArray::number(body.size()) + "\r\n"_ba + headers + "\r\n"_ba + body;
    return reply;
}

QByteArray RawRequest::header(const QByteArray &name) const
{
    for (const QByteArray &entry : head.split('\n')) {
        const qsizetype colon = entry.indexOf(':');
        if (colon > 0 && entry.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return entry.mid(colon + 1).trimmed();
    }
    return {};
}

RawServer::RawServer()
{
    connect(&m_server, &QTcpServer::newConnection, this, &RawServer::accept);
    m_server.listen(QHostAddress::LocalHost);
}

QUrl RawServer::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort()));
}

void RawServer::reply(const RawReply &reply)
{
    m_replies.push_back(reply);
}

void RawServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++connections;
        connect(socket, &QTcpSocket::disconnected, this, [this] { ++closed; });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (m_resetAtAccept) {
            end(socket, RawReply::End::Reset);
            continue;
        }
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        read(socket);
    }
}

void RawServer::read(QTcpSocket *socket)
{
    const QByteArray seen = socket->peek(1 << 20);
    const qsizetype headEnd = seen.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    const QByteArray head = seen.left(headEnd);
    const qsizetype whole = headEnd + 4 + bodyLength(head);
    if (seen.size() < whole)
        return;
    const QByteArray bytes = socket->read(whole);
    const qsizetype lineEnd = head.indexOf("\r\n");
    requests << RawRequest{head.left(lineEnd), head.mid(lineEnd + 2), bytes.mid(headEnd + 4)};
    answer(socket);
}

void RawServer::answer(QTcpSocket *socket)
{
    if (m_replies.empty())
        return;
    const RawReply reply = m_replies.front();
    if (m_replies.size() > 1)
        m_replies.pop_front();
    if (reply.dripMs > 0) {
        drip(socket, reply, 0);
        return;
    }
    socket->write(reply.bytes);
    socket->flush();
    if (reply.endless.isEmpty())
        end(socket, reply.end);
    else
        pour(socket, reply.endless);
}

void RawServer::pour(QTcpSocket *socket, const QByteArray &bytes)
{
    const auto more = [this, socket, bytes] {
        constexpr qint64 ahead = 1 << 20;
        constexpr qint64 enough = 1 << 30; // a client that takes that much takes all
        while (poured < enough && socket->bytesToWrite() < ahead && socket->write(bytes) > 0)
            poured += bytes.size();
    };
    connect(socket, &QTcpSocket::bytesWritten, socket, more);
    more();
}

void RawServer::drip(QTcpSocket *socket, const RawReply &reply, qsizetype at)
{
    if (at >= reply.bytes.size()) {
        end(socket, reply.end);
        return;
    }
    socket->write(reply.bytes.mid(at, 1));
    QTimer::singleShot(reply.dripMs, socket, [this, socket, reply, at] { drip(socket, reply, at + 1); });
}

void RawServer::end(QTcpSocket *socket, RawReply::End how)
{
    if (how == RawReply::End::Close) {
        socket->disconnectFromHost();
    } else if (how == RawReply::End::Reset) {
        const linger now{1, 0};
        setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        socket->abort();
    }
}

} // namespace twinlake
