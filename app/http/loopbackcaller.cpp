// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/loopbackcaller.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

#include <qcoro/qcorosignal.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto silenceLimit = 60s; // real time, and only for a hung world
constexpr qsizetype longestHead = qsizetype(64) * 1024;
constexpr qsizetype longestBody = qsizetype(256) * 1024 * 1024; // a ledger holds tens of thousands of requests

QByteArray requestBytes(const QByteArray &method, const QUrl &url, const QByteArray &json)
{
    QByteArray bytes = method + ' ' + url.path(QUrl::FullyEncoded).toLatin1()
        + " HTTP/1.1\r\nHost: " + url.authority(QUrl::FullyEncoded).toLatin1()
        + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(json.size()) + "\r\n\r\n";
    return bytes + json;
}

} // namespace

/// A connection to the control address, one call at a time. Its answers say how long they are.
class LoopbackLine : public QObject {
    Q_OBJECT

public:
    LoopbackLine(const QUrl &url, QObject *parent);
    ~LoopbackLine() override;
    Q_DISABLE_COPY_MOVE(LoopbackLine)

    bool leadsTo(const QUrl &url) const;
    /// ended() follows, later.
    void send(const QByteArray &bytes);
    /// Of the latest call.
    LoopbackAnswer answer() const;
    /// Whether another call can be sent here.
    bool isGood() const { return m_socket.state() == QAbstractSocket::ConnectedState && isWhole(); }

Q_SIGNALS:
    void ended();

private:
    void receive();
    void refuse();
    void giveUp();
    void end();
    bool isWhole() const { return m_length >= 0 && m_received.size() >= m_head + m_length; }

    QTcpSocket m_socket;
    QTimer m_silence;
    QString m_host;
    quint16 m_port;
    QByteArray m_toSend; ///< once it is connected
    QByteArray m_received;
    qsizetype m_head = -1; ///< its length; not yet known
    qsizetype m_length = -1; ///< of the body; not yet known
    bool m_waits = false;
    bool m_isSilent = false;
    bool m_isTooLarge = false;
};

LoopbackLine::LoopbackLine(const QUrl &url, QObject *parent)
    : QObject(parent)
    , m_host(url.host())
    , m_port(static_cast<quint16>(url.port(80)))
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &LoopbackLine::giveUp);
    connect(&m_socket, &QTcpSocket::connected, this, [this] { m_socket.write(m_toSend); });
    connect(&m_socket, &QTcpSocket::readyRead, this, &LoopbackLine::receive);
    connect(&m_socket, &QTcpSocket::disconnected, this, &LoopbackLine::end);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &LoopbackLine::end);
}

/// The socket tells of its end while it is destroyed, when the timer has gone.
LoopbackLine::~LoopbackLine()
{
    m_socket.disconnect(this);
}

bool LoopbackLine::leadsTo(const QUrl &url) const
{
    return url.host() == m_host && url.port(80) == m_port;
}

void LoopbackLine::send(const QByteArray &bytes)
{
    m_received.clear();
    m_head = m_length = -1;
    m_waits = true;
    m_silence.start(silenceLimit);
    if (m_socket.state() == QAbstractSocket::ConnectedState) {
        m_socket.write(bytes);
        return;
    }
    m_toSend = bytes;
    m_socket.connectToHost(QHostAddress(m_host), m_port);
}

void LoopbackLine::receive()
{
    m_received += m_socket.readAll();
    m_silence.start(silenceLimit);
    if (m_head < 0) {
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (end < 0 && m_received.size() > longestHead)
            refuse();
        if (end < 0)
            return;
        m_head = end + 4;
        const QByteArray head = m_received.left(end).toLower() + '\r';
        const qsizetype at = head.indexOf("\r\ncontent-length:");
        m_length = at < 0 ? 0 : head.mid(at + 17, head.indexOf('\r', at + 17) - at - 17).trimmed().toLongLong();
    }
    if (m_length > longestBody)
        refuse();
    else if (isWhole())
        end();
}

void LoopbackLine::refuse()
{
    m_isTooLarge = true;
    m_received.clear();
    m_length = -1;
    end();
    m_socket.abort();
}

void LoopbackLine::giveUp()
{
    m_isSilent = true;
    end();
    m_socket.abort();
}

// Queued: whoever waited may call again at once.
void LoopbackLine::end()
{
    m_silence.stop();
    if (std::exchange(m_waits, false))
        QMetaObject::invokeMethod(this, &LoopbackLine::ended, Qt::QueuedConnection);
}

LoopbackAnswer LoopbackLine::answer() const
{
    LoopbackAnswer answer;
    if (isWhole()) {
        answer.status = m_received.mid(m_received.indexOf(' ') + 1, 3).toInt();
        answer.body = m_received.mid(m_head, m_length);
    }
    if (answer.status == 0 && m_isTooLarge)
        answer.trouble = QCoreApplication::translate("ControlChannel", "its answer is too large");
    else if (answer.status == 0 && m_isSilent)
        answer.trouble = QCoreApplication::translate("ControlChannel", "it is silent");
    else if (answer.status == 0)
        answer.trouble = m_socket.errorString();
    return answer;
}

LoopbackLine *LoopbackCaller::lineTo(const QUrl &url)
{
    while (!m_idle.isEmpty()) {
        LoopbackLine *const line = m_idle.takeLast();
        if (line->isGood() && line->leadsTo(url))
            return line;
        line->deleteLater();
    }
    return new LoopbackLine(url, &m_home);
}

QCoro::Task<LoopbackAnswer> LoopbackCaller::call(QByteArray method, QUrl url, QByteArray json)
{
    LoopbackAnswer answer;
    if (!QHostAddress(url.host()).isLoopback()) {
        answer.trouble = QCoreApplication::translate("ControlChannel", "it is not on this machine");
        co_return answer;
    }
    LoopbackLine *const line = lineTo(url);
    line->send(requestBytes(method, url, json));
    co_await qCoro(line, &LoopbackLine::ended);
    answer = line->answer();
    m_idle.append(line);
    co_return answer;
}

} // namespace twinlake

#include "loopbackcaller.moc"
