// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One address of the simulator in a test, over a face that echoes, for clients that read bytes.
#pragma once

#include "app/simulator/server/simserver.h"

#include <QTcpSocket>
#include <QUrl>

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

// Answers at once, or after ten virtual seconds at /later.
class EchoFace : public Face {
public:
    explicit EchoFace(Scheduler &scheduler)
        : m_scheduler(scheduler)
    {
    }

    void handle(const SimRequest &request, Reply reply) override
    {
        ++handled;
        SimResponse response;
        response.body = R"({"path":")"_ba + request.path.toUtf8() + R"(","body":")"_ba + request.body + R"("})"_ba;
        response.applied = isMutating(request);
        response.principal = u"tester"_s;
        if (request.path == u"/later"_s)
            m_scheduler.after(10s, [reply, response] { reply(response); });
        else
            reply(response);
    }
    bool isMutating(const SimRequest &request) const override { return request.method != "GET"; }

    int handled = 0;

private:
    Scheduler &m_scheduler;
};

struct ServerBench {
    Scheduler scheduler{SimTime(std::chrono::hours(24))};
    WorldDriver driver{scheduler, std::nullopt};
    FaultBoard faults{scheduler};
    Ledger ledger;
    EchoFace face{scheduler};
    SimServer server;
    int received = 0; ///< requests that were read, answered or not

    explicit ServerBench(const QString &target = u"primary"_s)
        : server(target, face, driver, &faults, &ledger)
    {
        QObject::connect(&server, &SimServer::requested, &server, [this] { ++received; });
        server.listen(std::nullopt);
    }
    quint16 port() const { return static_cast<quint16>(QUrl(server.url()).port()); }
    void connectTo(QTcpSocket &socket) const
    {
        socket.setProperty("port", QVariant::fromValue(port()));
        socket.connectToHost(u"127.0.0.1"_s, port());
    }
    QString fault(const json &wish) { return faults.add(wish).value_or(QString()); }
    /// Once it is connected or about to be: it is named by its address.
    static void send(QTcpSocket &socket, const QByteArray &method = "GET"_ba, const QByteArray &path = "/x"_ba,
                     const QByteArray &headers = {})
    {
        const quint16 port = socket.property("port").value<quint16>();
        socket.write(method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n" + headers
                     + "Content-Length: 2\r\n\r\nhi");
    }
};

} // namespace twinlake::simulator
