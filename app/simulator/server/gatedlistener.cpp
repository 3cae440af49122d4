// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/gatedlistener.h"

#include "app/simulator/server/httpbytes.h"

#include <QCoreApplication>
#include <QList>
#include <QSslServer>
#include <QTcpSocket>

#include <algorithm>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace twinlake::simulator {

namespace {

constexpr std::size_t largestHead = 16ULL * 1024;

/// What has arrived and stays unread.
QByteArray unreadHead(qintptr descriptor)
{
    QByteArray seen(largestHead, Qt::Uninitialized);
    const ssize_t size = ::recv(static_cast<int>(descriptor), seen.data(), largestHead, MSG_PEEK | MSG_DONTWAIT);
    return seen.left(std::max<ssize_t>(0, size));
}

template <typename Server>
class GatedListener : public Server, public ListenerGate {
public:
    ~GatedListener() override { letGo(); }
    QTcpServer *server() override { return this; }

    void setDark(bool dark) override
    {
        m_dark = dark;
        if (!dark)
            letGo();
    }

    bool holds(const QByteArray &call) const override
    {
        return std::any_of(m_held.cbegin(), m_held.cend(),
                           [&call](qintptr descriptor) { return callOf(unreadHead(descriptor)) == call; });
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        if (m_dark) {
            forgetWhoLeft();
            m_held.append(descriptor);
        } else {
            Server::incomingConnection(descriptor);
        }
    }

private:
    // A long outage sees many clients come and give up; each would keep a descriptor.
    void forgetWhoLeft()
    {
        m_held.removeIf([](qintptr descriptor) {
            pollfd one{static_cast<int>(descriptor), POLLRDHUP, 0};
            const bool left = ::poll(&one, 1, 0) > 0 && (one.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
            if (left)
                ::close(static_cast<int>(descriptor));
            return left;
        });
    }

    // What was accepted in the dark was never read; its clients learn now that nobody was there.
    void letGo()
    {
        for (const qintptr descriptor : std::as_const(m_held)) {
            QTcpSocket socket;
            if (socket.setSocketDescriptor(descriptor))
                socket.abort();
        }
        m_held.clear();
    }

    bool m_dark = false;
    QList<qintptr> m_held;
};

tl::unexpected<Error> cannotListen(const QString &why)
{
    return fail(Error::Kind::Unreachable,
                QCoreApplication::translate("SimServer", "The simulator cannot listen on this machine: %1").arg(why));
}

} // namespace

ListenerGate::~ListenerGate()
{
    if (m_kept >= 0)
        ::close(m_kept);
}

Result<> ListenerGate::open()
{
    if (server()->isListening())
        return {};
    if (const Result<> kept = keepPort(); !kept)
        return kept;
    if (!server()->listen(QHostAddress::LocalHost, m_port))
        return cannotListen(server()->errorString());
    return {};
}

/// Whoever looks for a free port would get ours while it is closed, and it could not come back. A bound socket that
/// does not listen refuses connections and lets one beside it listen, as both may share the address.
Result<> ListenerGate::keepPort()
{
    if (m_kept >= 0)
        return {};
    m_kept = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int shared = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    const bool isKept = m_kept >= 0 && ::setsockopt(m_kept, SOL_SOCKET, SO_REUSEADDR, &shared, sizeof shared) == 0
        && ::bind(m_kept, generic, length) == 0 && ::getsockname(m_kept, generic, &length) == 0;
    if (!isKept)
        return cannotListen(qt_error_string());
    m_port = ntohs(address.sin_port);
    return {};
}

void ListenerGate::close()
{
    server()->close();
}

ListenerGate *makeListener(const std::optional<QSslConfiguration> &tls)
{
    if (!tls)
        return new GatedListener<QTcpServer>;
    auto *listener = new GatedListener<QSslServer>;
    listener->setSslConfiguration(*tls);
    return listener;
}

} // namespace twinlake::simulator
