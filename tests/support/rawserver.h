// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RawServer: a server on a raw socket that counts what arrives and answers exactly the bytes, or the faults, it is
// told.
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QTcpServer>
#include <QUrl>

#include <deque>

namespace twinlake {

/// What happens once a whole request has arrived. Bytes are written first, then the connection ends as told.
struct RawReply {
    enum class End { KeepOpen, Close, Reset, Hang };
    QByteArray bytes;
    End end = End::KeepOpen;
    int dripMs = 0; ///< one byte at a time, this far apart
    QByteArray endless = {}; ///< behind the bytes, again and again as long as the other side reads

    /// A complete answer with a Content-Length.
    static RawReply http(int status, const QByteArray &body, const QByteArray &headers = {},
                         const QByteArray &type = QByteArrayLiteral("application/json"));
};

struct RawRequest {
    QByteArray line; ///< "POST /x HTTP/1.1"
    QByteArray head; ///< all header lines
    QByteArray body;

    QByteArray path() const { return line.split(' ').value(1); }
    QByteArray header(const QByteArray &name) const;
};

class RawServer : public QObject {
    Q_OBJECT

public:
    RawServer();

    QUrl url() const;
    /// Answers are given in turn; the last one again and again.
    void reply(const RawReply &reply);
    /// Ends each connection as soon as it is made, before anything is read.
    void resetAtAccept() { m_resetAtAccept = true; }
    void stopListening() { m_server.close(); }

    QList<RawRequest> requests;
    int connections = 0;
    qint64 poured = 0; ///< bytes of endless answers
    int closed = 0; ///< connections that have come to their end at both sides

private:
    void accept();
    void read(QTcpSocket *socket);
    void answer(QTcpSocket *socket);
    void end(QTcpSocket *socket, RawReply::End how);
    void pour(QTcpSocket *socket, const QByteArray &bytes);
    void drip(QTcpSocket *socket, const RawReply &reply, qsizetype at);

    QTcpServer m_server;
    std::deque<RawReply> m_replies;
    bool m_resetAtAccept = false;
};

} // namespace twinlake
