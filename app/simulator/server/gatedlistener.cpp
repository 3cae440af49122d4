// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/gatedlistener.h"

#include <QCoreApplication>
#include <QList>
#include <QSslServer>
#include <QTcpSocket>

#include <poll.h>
#include <unistd.h>

namespace twinlake::simulator {

namespace {

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

} // namespace

Result<> ListenerGate::open()
{
    if (server()->isListening())
        return {};
    if (!server()->listen(QHostAddress::LocalHost, m_port)) {
        return fail(Error::Kind::Unreachable,
                    QCoreApplication::translate("SimServer", "The simulator cannot listen on this machine: %1")
                        .arg(server()->errorString()));
    }
    m_port = server()->serverPort();
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
