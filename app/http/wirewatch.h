// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WireWatch: ends an exchange that brings far more bytes than an answer may have. Qt 6.4 reads a status line, a head or
// a chunk's size to its end and tells nobody before, so an endless one would fill the memory within the deadline. The
// kernel knows what each of our connections has received, so it is asked while an answer is slow.
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <functional>

namespace twinlake {

class WireWatch : public QObject {
    Q_OBJECT

public:
    /// What the connection of an exchange may bring beyond the cap of its body: heads, encryption, and, as nobody says
    /// which connection is whose, the answers to others of the same host meanwhile.
    static constexpr qint64 slack = 64LL * 1024 * 1024;

    /// `tooMuch` is called once, when some connection to the host of `url` has received more than `cap` from now on.
    WireWatch(const QUrl &url, qint64 cap, std::function<void()> tooMuch);

private:
    void look();
    bool isTheirs(const QHostAddress &peer, quint16 port) const;

    quint16 m_port;
    QList<QHostAddress> m_addresses; ///< empty while the name is looked up, and behind a proxy
    qint64 m_cap;
    std::function<void()> m_tooMuch;
    QHash<quint64, qint64> m_before; ///< by the socket's inode: what it had received when we first looked
    bool m_looked = false;
    QTimer m_timer;
};

} // namespace twinlake
