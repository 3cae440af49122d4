// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prints what the simulator costs: start-up to the listening line beside that of a bare server, requests a second
// beside a bare QHttpServer that answers a constant, bytes of memory per simulated day. Arguments: the twinlake binary,
// then optionally how many simulated days (30). `bench_simulator --bare` is that bare server.
#include "tests/bench/simulatorprocess.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHttpServer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using twinlake::bench::SimulatorProcess;

namespace {

constexpr int warmUp = 200;
constexpr int polls = 48; // a simulated day

struct Request {
    QByteArray method;
    QByteArray path;
    QByteArray body{};
};

/// Figures of one load: by the clock, and by the server's own processor time, which a busy machine does not spoil.
struct Rate {
    double perSecond = 0;
    double perCpuSecond = 0;
};

void line(QTextStream &out, const QString &what, const QString &figure, const QString &wanted)
{
    out << what.leftJustified(58) << figure.rightJustified(10) << u"   "_s << wanted << Qt::endl;
}

int serveBare()
{
    QHttpServer server;
    server.route(u"/"_s, [] { return QByteArray("{}"); });
    const quint16 port = server.listen(QHostAddress::LocalHost);
    std::printf("{\"primary\":\"http://127.0.0.1:%u\"}\n", static_cast<unsigned>(port));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

Rate rateOf(SimulatorProcess &server, const QList<Request> &requests, int count)
{
    const auto ask = [&](int at) {
        const Request &request = requests.at(at % requests.size());
        return !server.ask(u"primary"_s, request.method, request.path, request.body).isEmpty();
    };
    for (int at = 0; at < warmUp; ++at)
        ask(at);
    const double cpu = server.cpuSeconds();
    QElapsedTimer clock;
    clock.start();
    int good = 0;
    for (int at = 0; at < count; ++at)
        good += ask(at) ? 1 : 0;
    const double seconds = static_cast<double>(clock.nsecsElapsed()) / 1e9;
    if (good != count)
        qWarning("%d of %d requests were not answered well", count - good, count);
    return {count / seconds, count / std::max(0.01, server.cpuSeconds() - cpu)};
}

struct Fleet {
    QByteArrayList pipelines;
    QByteArray job;
    QByteArray warehouse;
};

Fleet fleetOf(SimulatorProcess &simulator)
{
    const auto state = QJsonDocument::fromJson(simulator.ask(u"control"_s, "GET", "/control/state")).object();
    const auto primary = state.value("regions"_L1).toObject().value("primary"_L1).toObject();
    Fleet fleet;
    for (const auto &one : primary.value("pipelines"_L1).toArray())
        fleet.pipelines << one.toObject().value("pipeline_id"_L1).toString().toLatin1();
    fleet.job = QByteArray::number(
        primary.value("jobs"_L1).toArray().first().toObject().value("job_id"_L1).toVariant().toLongLong());
    fleet.warehouse = primary.value("warehouses"_L1).toArray().first().toObject().value("id"_L1).toString().toLatin1();
    return fleet;
}

QByteArray statementFor(const Fleet &fleet, const QByteArray &sql)
{
    return R"({"wait_timeout":"0s","warehouse_id":")" + fleet.warehouse + R"(","statement":")" + sql + R"("})";
}

// A console's round over the fleet: every list, some pipelines it looks into, the watermarks of one group.
QList<Request> consoleRound(const Fleet &fleet)
{
    QList<Request> round;
    for (const char *const token :
         {"", "&page_token=cGFnZToxMDA", "&page_token=cGFnZToyMDA", "&page_token=cGFnZTozMDA"})
        round.append(Request{"GET", QByteArray("/api/2.0/pipelines?max_results=100") + token});
    for (const QByteArray &pipeline : fleet.pipelines.mid(0, 6)) {
        round.append(Request{"GET", "/api/2.0/pipelines/" + pipeline});
        round.append(Request{"GET", "/api/2.0/pipelines/" + pipeline + "/updates?max_results=5"});
    }
    round.append(Request{"GET", "/api/2.2/jobs/list?limit=100"});
    round.append(Request{"GET", "/api/2.2/jobs/get?job_id=" + fleet.job});
    round.append(Request{"GET", "/api/2.0/sql/warehouses/" + fleet.warehouse});
    round.append(Request{"POST", "/api/2.0/sql/statements",
                         statementFor(fleet,
                                      "SELECT max(event_timestamp) AS w, current_timestamp() AS n FROM "
                                      "main.gold.orders")});
    return round;
}

void measureRequests(const QString &twinlake, QTextStream &out)
{
    SimulatorProcess simulator;
    if (!simulator.start(twinlake, {u"simulate"_s, u"--pipelines"_s, u"400"_s, u"--speed"_s, u"1"_s}))
        return;
    const Fleet fleet = fleetOf(simulator);
    const QList<Request> gets{{"GET", "/api/2.0/pipelines/" + fleet.pipelines.last()}};
    const QList<Request> pages{{"GET", "/api/2.0/pipelines?max_results=100"}};
    const auto show = [&](const QString &name, const QList<Request> &load, int count, const QString &wanted) {
        const Rate rate = rateOf(simulator, load, count);
        line(out, name + u", requests/s"_s, QString::number(qRound(rate.perSecond)), wanted);
        line(out, name + u", requests per processor second"_s, QString::number(qRound(rate.perCpuSecond)), wanted);
    };
    show(u"400 pipelines: a pipeline"_s, gets, 4000, u"1000"_s);
    show(u"400 pipelines: a page of 100"_s, pages, 2000, u"1000"_s);
    show(u"400 pipelines: a console's round"_s, consoleRound(fleet), 4000, u"1000"_s);
}

// A month of polling in short: a statement and the lists of both regions each half hour, runs as schedules have them.
void measureMemory(const QString &twinlake, int days, QTextStream &out)
{
    SimulatorProcess simulator;
    if (!simulator.start(twinlake, {u"simulate"_s, u"--speed"_s, u"0"_s}))
        return;
    const Fleet fleet = fleetOf(simulator);
    const QByteArray statement = statementFor(fleet, "SELECT max(event_timestamp) FROM main.gold.orders");
    QElapsedTimer clock;
    clock.start();
    QList<qint64> weights{simulator.residentBytes()};
    for (int day = 0; day < days; ++day) {
        for (int poll = 0; poll < polls; ++poll) {
            simulator.ask(u"control"_s, "POST", "/control/clock", R"({"advance_s":1800})");
            for (const QString &region : {u"primary"_s, u"secondary"_s})
                simulator.ask(region, "GET", "/api/2.0/pipelines");
            simulator.ask(u"primary"_s, "POST", "/api/2.0/sql/statements", statement);
        }
        weights << simulator.residentBytes();
    }
    const int warm = std::min(5, days - 1); // caches and heaps fill on the first days
    const qint64 perDay = (weights.last() - weights.at(warm)) / std::max(1, days - warm);
    line(out, u"%1 simulated days at top speed, seconds"_s.arg(days),
         QString::number(static_cast<double>(clock.elapsed()) / 1000.0, 'f', 1), {});
    line(out, u"resident memory at first, kB"_s, QString::number(weights.first() / 1024), {});
    line(out, u"resident memory at the end, kB"_s, QString::number(weights.last() / 1024), {});
    line(out, u"bytes per simulated day after day %1"_s.arg(warm), QString::number(perDay), u"bounded"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--bare"_L1)
        return serveBare();
    QTextStream out(stdout);
    if (arguments.size() < 2) {
        out << "usage: bench_simulator TWINLAKE [DAYS]\n";
        return 3;
    }
    const QString &twinlake = arguments.at(1);
    line(out, u"simulate, on this machine"_s, u"figure"_s, u"wanted"_s);
    {
        SimulatorProcess server;
        if (!server.start(QCoreApplication::applicationFilePath(), {u"--bare"_s}))
            return 1;
        line(out, u"a bare server's start-up, ms"_s, QString::number(server.startMs()), {});
        line(out, u"a bare server, requests/s"_s,
             QString::number(qRound(rateOf(server, {{"GET", "/"}}, 4000).perSecond)), {});
    }
    QList<qint64> starts;
    QList<double> startsCpu;
    for (int count = 0; count < 5; ++count) {
        SimulatorProcess simulator;
        if (!simulator.start(twinlake, {u"simulate"_s, u"--speed"_s, u"1"_s}))
            return 1;
        starts << simulator.startMs();
        startsCpu << simulator.cpuSeconds();
    }
    std::sort(starts.begin(), starts.end());
    std::sort(startsCpu.begin(), startsCpu.end());
    line(out, u"start-up to the listening line, ms"_s, QString::number(starts.at(2)), u"< 300"_s);
    line(out, u"start-up, processor time, ms"_s, QString::number(qRound(startsCpu.at(2) * 1000)), {});
    measureRequests(twinlake, out);
    measureMemory(twinlake, std::max(1, arguments.value(2, u"30"_s).toInt()), out);
    return 0;
}
