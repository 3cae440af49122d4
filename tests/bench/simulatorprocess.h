// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server of the benches as a process of its own: started, timed to its listening line, asked over one kept
// connection, weighed, stopped.
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTcpSocket>

#include <map>
#include <memory>

namespace twinlake::bench {

class SimulatorProcess {
public:
    ~SimulatorProcess();

    /// False, with a word on stderr, if it does not print one line of JSON.
    bool start(const QString &program, const QStringList &arguments);
    qint64 startMs() const { return m_startMs; }
    const QJsonObject &line() const { return m_line; }
    QString url(const QString &target) const { return m_line.value(target).toString(); }
    QByteArray token(const QString &target) const;
    /// The body of the answer; empty if it was not 2xx.
    QByteArray ask(const QString &target, const QByteArray &method, const QByteArray &path,
                   const QByteArray &body = {});
    qint64 residentBytes() const;
    double cpuSeconds() const; ///< of its own, so far

private:
    QTcpSocket &connection(const QString &target);

    QProcess m_process;
    QJsonObject m_line;
    qint64 m_startMs = 0;
    std::map<QString, std::unique_ptr<QTcpSocket>> m_connections;
};

} // namespace twinlake::bench
