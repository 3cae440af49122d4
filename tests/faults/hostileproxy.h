// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HostileProxy: stands before a server and puts a hostile text into the strings of its JSON answers.
#pragma once

#include <QJsonValue>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

namespace twinlake {

class HostileProxy : public QObject {
public:
    /// Which strings are replaced, by their key.
    using Choice = std::function<bool(const QString &key)>;

    HostileProxy(QUrl server, QString hostile, Choice choice);

    QUrl url() const;
    int answers = 0; ///< that went through
    bool refuses = false; ///< every answer says 403, with hostile words in its status line and body

private:
    void serve(QTcpSocket *client);
    void pass(QTcpSocket *client, const QByteArray &request);
    QByteArray poisoned(const QByteArray &answer);
    QByteArray refusal() const;
    QJsonValue poisoned(const QJsonValue &value, const QString &key) const;

    QUrl m_server;
    QString m_hostile;
    Choice m_choice;
    QTcpServer m_listener;
};

} // namespace twinlake
