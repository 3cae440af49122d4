// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SteppedWorld: a simulator as a process of its own, at --speed step: the world stands still but for what its driver
// asks, so that a trial costs only its requests; or at a running speed, for commands that only look. TWINLAKE_WORLDHOST
// names a host whose world can be kept and come back to (worldhost.cpp); without it the simulator is `twinlake
// simulate`. TWINLAKE_SCENARIO: regional-outage by default.
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <QUrl>

namespace twinlake {

class SteppedWorld {
public:
    explicit SteppedWorld(int seed, const QString &speed = QStringLiteral("step"));
    ~SteppedWorld();

    /// Why it does not listen; empty if it does.
    const QString &trouble() const { return m_trouble; }
    QString estate() const { return m_estate; }
    QString folder() const { return m_folder.path(); }

    /// Keeps the world as it stands now. Nobody may drive it meanwhile. False if the host cannot.
    bool keep();
    /// Back to the world kept last, which stays kept.
    bool goBack();
    /// The world kept last is given up: back to the one that was kept before it.
    bool forget();

    QJsonObject call(const QByteArray &method, const QString &path, const QJsonObject &body = {}) const;
    QJsonObject state() const { return call("GET", QStringLiteral("/control/state")); }
    QJsonObject ledger() const { return call("GET", QStringLiteral("/control/ledger")); }
    /// As a person with the Terraform token would.
    QJsonObject terraform(const QByteArray &method, const QString &path, const QJsonObject &body = {}) const;
    /// As somebody with a token of that workspace would.
    QJsonObject databricks(const QString &region, const QByteArray &method, const QString &path,
                           const QJsonObject &body = {}) const;
    void advance(int seconds) const;
    /// Gives the fault's id.
    QString breakPrimary() const;
    void breakTerraform(int seconds) const;
    void mend(const QString &fault) const;

private:
    QJsonObject askFor(const QString &server, const QByteArray &method, const QString &path,
                       const QJsonObject &body) const;
    QJsonObject ask(const QUrl &host, const QByteArray &token, const QByteArray &method, const QString &path,
                    const QJsonObject &body) const;
    void shortenWaits() const;
    QByteArray nextLine();
    bool tell(char letter, const QByteArray &answer);

    QTemporaryDir m_folder;
    QProcess m_process;
    QUrl m_control;
    QJsonObject m_listening;
    QString m_estate;
    QString m_trouble;
};

} // namespace twinlake
