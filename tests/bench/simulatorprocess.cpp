// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "tests/bench/simulatorprocess.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QUrl>

#include <unistd.h>

namespace twinlake::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;

} // namespace

SimulatorProcess::~SimulatorProcess()
{
    m_process.terminate();
    if (!m_process.waitForFinished(10'000))
        m_process.kill();
    m_process.waitForFinished(10'000);
}

bool SimulatorProcess::start(const QString &program, const QStringList &arguments)
{
    QElapsedTimer clock;
    clock.start();
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program, arguments);
    while (!m_process.canReadLine() && m_process.waitForReadyRead(patienceMs)) { }
    m_startMs = clock.elapsed();
    m_line = QJsonDocument::fromJson(m_process.readLine()).object();
    if (m_line.isEmpty())
        qWarning("%s did not say where it listens", qPrintable(program));
    return !m_line.isEmpty();
}

QByteArray SimulatorProcess::token(const QString &target) const
{
    return m_line.value("tokens"_L1).toObject().value(target).toString().toLatin1();
}

QTcpSocket &SimulatorProcess::connection(const QString &target)
{
    auto &socket = m_connections[target];
    if (!socket)
        socket = std::make_unique<QTcpSocket>();
    if (socket->state() != QAbstractSocket::ConnectedState) {
        socket->connectToHost(u"127.0.0.1"_s, static_cast<quint16>(QUrl(url(target)).port()));
        socket->waitForConnected(patienceMs);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
    return *socket;
}

QByteArray SimulatorProcess::ask(const QString &target, const QByteArray &method, const QByteArray &path,
                                 const QByteArray &body)
{
    QTcpSocket &socket = connection(target);
    socket.write(method + ' ' + path + " HTTP/1.1\r\nHost: " + QUrl(url(target)).authority().toLatin1()
                 + "\r\nContent-Type: application/json\r\nAuthorization: Bearer " + token(target)
                 + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    qsizetype head = -1;
    qsizetype length = 0;
    while (head < 0 || answer.size() < head + 4 + length) {
        if (!socket.bytesAvailable() && !socket.waitForReadyRead(patienceMs))
            return {};
        answer += socket.readAll();
        if (head >= 0 || (head = answer.indexOf("\r\n\r\n")) < 0)
            continue;
        const qsizetype field = answer.indexOf("Content-Length: ");
        length = field < 0 ? 0 : answer.mid(field + 16, answer.indexOf('\r', field) - field - 16).toLongLong();
    }
    return answer.mid(9, 1) == "2" ? answer.mid(head + 4) : QByteArray();
}

qint64 SimulatorProcess::residentBytes() const
{
    QFile file(u"/proc/%1/statm"_s.arg(m_process.processId()));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

double SimulatorProcess::cpuSeconds() const
{
    QFile file(u"/proc/%1/stat"_s.arg(m_process.processId()));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = file.readAll();
    const QByteArrayList fields = line.mid(line.lastIndexOf(')') + 2).split(' '); // from the state on
    const qint64 ticks = fields.value(11).toLongLong() + fields.value(12).toLongLong();
    return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace twinlake::bench
