// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/wirewatch.h"

#include <QDir>
#include <QHostInfo>

#include <algorithm>
#include <cstddef>
#include <optional>

#ifdef Q_OS_LINUX
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#endif

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lookEvery = 25ms; // most answers are whole before the first look, and cost nothing

struct Connection {
    quint64 inode = 0;
    QHostAddress peer;
    quint16 port = 0;
    qint64 received = 0;
};

#ifdef Q_OS_LINUX
std::optional<Connection> connectionAt(int descriptor)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    struct stat file { };
    auto *const peer = reinterpret_cast<sockaddr *>(&address);
    if (::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0
        || size < offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received
        || ::getpeername(descriptor, peer, &length) != 0 || ::fstat(descriptor, &file) != 0)
        return std::nullopt;
    const in_port_t port = address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6 *>(peer)->sin6_port
                                                         : reinterpret_cast<sockaddr_in *>(peer)->sin_port;
    return Connection{file.st_ino, QHostAddress(peer), ntohs(port), static_cast<qint64>(info.tcpi_bytes_received)};
}

QList<Connection> ourConnections()
{
    QList<Connection> all;
    const QStringList descriptors =
        QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &descriptor : descriptors) {
        if (const auto connection = connectionAt(descriptor.toInt()))
            all.append(*connection);
    }
    return all;
}
#else
QList<Connection> ourConnections()
{
    return {};
}
#endif

} // namespace

WireWatch::WireWatch(const QUrl &url, qint64 cap, std::function<void()> tooMuch)
    : m_port(static_cast<quint16>(url.port(url.scheme() == "https"_L1 ? 443 : 80)))
    , m_cap(cap)
    , m_tooMuch(std::move(tooMuch))
{
    const QHostAddress literal(url.host());
    if (!literal.isNull())
        m_addresses = {literal};
    connect(&m_timer, &QTimer::timeout, this, [this, name = literal.isNull() ? url.host() : QString()] {
        if (!m_looked && !name.isEmpty()) // by now it stands in Qt's own cache
            QHostInfo::lookupHost(name, this, [this](const QHostInfo &found) { m_addresses = found.addresses(); });
        look();
    });
    m_timer.start(lookEvery);
}

/// Where no connection leads to the host itself there is a proxy in between, and each may be the one.
bool WireWatch::isTheirs(const QHostAddress &peer, quint16 port) const
{
    return m_addresses.isEmpty()
        || (port == m_port && std::any_of(m_addresses.begin(), m_addresses.end(), [&peer](const QHostAddress &address) {
                return address.isEqual(peer, QHostAddress::ConvertV4MappedToIPv4);
            }));
}

void WireWatch::look()
{
    QList<Connection> connections = ourConnections();
    const bool direct = std::any_of(connections.begin(), connections.end(),
                                    [this](const Connection &one) { return isTheirs(one.peer, one.port); });
    for (const Connection &one : std::as_const(connections)) {
        if (!m_looked)
            m_before.insert(one.inode, one.received);
        const bool theirs = direct ? isTheirs(one.peer, one.port) : !one.peer.isLoopback();
        if (!theirs || one.received - m_before.value(one.inode) <= m_cap)
            continue;
        m_timer.stop();
        m_tooMuch();
        return;
    }
    m_looked = true;
}

} // namespace twinlake
