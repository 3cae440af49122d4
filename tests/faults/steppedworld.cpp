// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The simulator's process and its control address, asked over a plain socket.
#include "tests/faults/steppedworld.h"

#include <QFile>
#include <QJsonDocument>
#include <QTcpSocket>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 30'000;

} // namespace

SteppedWorld::SteppedWorld(int seed, const QString &speed)
    : m_estate(m_folder.filePath(u"estate.json"_s))
{
    const QString scenario = qEnvironmentVariable("TWINLAKE_SCENARIO", u"regional-outage"_s);
    if (const QString host = qEnvironmentVariable("TWINLAKE_WORLDHOST"); !host.isEmpty())
        m_process.start(host, {scenario, QString::number(seed), m_estate});
    else
        m_process.start(qEnvironmentVariable("TWINLAKE_BINARY"),
                        {u"simulate"_s, u"--scenario"_s, scenario, u"--speed"_s, speed, u"--seed"_s,
                         QString::number(seed), u"--write-estate"_s, m_estate});
    const QByteArray line = nextLine();
    if (line.isEmpty()) {
        m_trouble = u"The simulator does not listen: "_s + QString::fromUtf8(m_process.readAllStandardError());
        return;
    }
    m_listening = QJsonDocument::fromJson(line).object();
    m_control = QUrl(m_listening["control"_L1].toString());
    shortenWaits();
}

SteppedWorld::~SteppedWorld()
{
    m_process.closeWriteChannel();
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished();
}

/// Empty if none comes.
QByteArray SteppedWorld::nextLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(patienceMs))
            return {};
    }
    return m_process.readLine();
}

bool SteppedWorld::tell(char letter, const QByteArray &answer)
{
    m_process.putChar(letter);
    return m_process.waitForBytesWritten(patienceMs) && nextLine().trimmed() == answer;
}

bool SteppedWorld::keep()
{
    return tell('k', "kept");
}

bool SteppedWorld::goBack()
{
    return tell('b', "back");
}

bool SteppedWorld::forget()
{
    return tell('f', "back");
}

/// Windows and dwells shorter than a person would choose: the matrix is about the order of things.
void SteppedWorld::shortenWaits() const
{
    QFile file(m_estate);
    if (!file.open(QIODevice::ReadWrite))
        return;
    QJsonObject estate = QJsonDocument::fromJson(file.readAll()).object();
    estate.insert(
        u"timings"_s,
        QJsonObject{
            {u"dwell"_s, u"20s"_s}, {u"commit_window"_s, u"30s"_s}, {u"hold_down"_s, u"30s"_s}, {u"soak"_s, u"30s"_s}});
    file.resize(0);
    file.seek(0);
    file.write(QJsonDocument(estate).toJson());
}

QJsonObject SteppedWorld::call(const QByteArray &method, const QString &path, const QJsonObject &body) const
{
    return ask(m_control, {}, method, path, body);
}

QJsonObject SteppedWorld::terraform(const QByteArray &method, const QString &path, const QJsonObject &body) const
{
    return askFor(u"terraform"_s, method, path, body);
}

QJsonObject SteppedWorld::databricks(const QString &region, const QByteArray &method, const QString &path,
                                     const QJsonObject &body) const
{
    return askFor(region, method, path, body);
}

QJsonObject SteppedWorld::askFor(const QString &server, const QByteArray &method, const QString &path,
                                 const QJsonObject &body) const
{
    return ask(QUrl(m_listening[server].toString()), m_listening["tokens"_L1][server].toString().toUtf8(), method, path,
               body);
}

QJsonObject SteppedWorld::ask(const QUrl &host, const QByteArray &token, const QByteArray &method, const QString &path,
                              const QJsonObject &body) const
{
    QTcpSocket socket;
    socket.connectToHost(host.host(), static_cast<quint16>(host.port()));
    if (!socket.waitForConnected(patienceMs))
        return {};
    const QByteArray bytes = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    socket.write(method + ' ' + path.toUtf8() + " HTTP/1.1\r\nHost: " + host.authority().toUtf8()
                 + (token.isEmpty() ? QByteArray() : "\r\nAuthorization: Bearer " + token)
                 + "\r\nConnection: close\r\nContent-Type: "
                 + (path.startsWith("/api/v2/"_L1) ? "application/vnd.api+json" : "application/json")
                 + "\r\nContent-Length: " + QByteArray::number(bytes.size()) + "\r\n\r\n" + bytes);
    QByteArray answer;
    const auto isWhole = [&answer] {
        const qsizetype end = answer.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        const QByteArray head = answer.left(end).toLower();
        const qsizetype at = head.indexOf("content-length:");
        const qsizetype length = at < 0 ? -1 : head.mid(at + 15).split('\r').constFirst().trimmed().toLongLong();
        return length >= 0 && answer.size() >= end + 4 + length;
    };
    while (!isWhole() && socket.waitForReadyRead(patienceMs))
        answer += socket.readAll();
    return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
}

void SteppedWorld::advance(int seconds) const
{
    call("POST", u"/control/clock"_s, {{u"advance_s"_s, seconds}});
}

QString SteppedWorld::breakPrimary() const
{
    const QJsonObject fault{{u"target"_s, u"primary"_s}, {u"kind"_s, u"refuse"_s}};
    return call("POST", u"/control/faults"_s, fault).value("id"_L1).toString();
}

/// Its API and where its plans are kept.
void SteppedWorld::breakTerraform(int seconds) const
{
    for (const QString &target : {u"terraform"_s, u"blobs"_s})
        call("POST", u"/control/faults"_s, {{u"target"_s, target}, {u"kind"_s, u"refuse"_s}, {u"for_s"_s, seconds}});
}

void SteppedWorld::mend(const QString &fault) const
{
    call("DELETE", u"/control/faults/"_s + fault);
}

} // namespace twinlake
