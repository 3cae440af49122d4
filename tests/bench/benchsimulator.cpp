// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prints what the simulator costs: start-up to the listening line beside that of a bare server, requests a second
// beside a bare QHttpServer that answers a constant, bytes of memory per simulated day. Arguments: the twinlake binary,
// then optionally how many simulated days (5). `bench_simulator --bare` is that bare server.
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
constexpr int requests = 4000;
constexpr int polls = 48; // a simulated day

int serveBare()
{
    QHttpServer server;
    server.route(u"/"_s, [] { return QByteArray("{}"); });
    const quint16 port = server.listen(QHostAddress::LocalHost);
    std::printf("{\"primary\":\"http://127.0.0.1:%u\"}\n", static_cast<unsigned>(port));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

double perSecond(SimulatorProcess &server, const QList<QByteArray> &paths)
{
    for (int count = 0; count < warmUp; ++count)
        server.ask(u"primary"_s, "GET", paths.at(count % paths.size()));
    QElapsedTimer clock;
    clock.start();
    int good = 0;
    for (int count = 0; count < requests; ++count)
        good += server.ask(u"primary"_s, "GET", paths.at(count % paths.size())).isEmpty() ? 0 : 1;
    const double seconds = static_cast<double>(clock.nsecsElapsed()) / 1e9;
    if (good != requests)
        qWarning("%d of %d requests were not answered well", requests - good, requests);
    return requests / seconds;
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

void measureRequests(const QString &twinlake, double bare, QTextStream &out)
{
    SimulatorProcess simulator;
    if (!simulator.start(twinlake, {u"simulate"_s, u"--pipelines"_s, u"400"_s, u"--speed"_s, u"1"_s}))
        return;
    const Fleet fleet = fleetOf(simulator);
    QList<QByteArray> mixed;
    for (const QByteArray &pipeline : fleet.pipelines.mid(0, 20)) {
        mixed << "/api/2.0/pipelines?max_results=25"
              << "/api/2.0/pipelines/" + pipeline << "/api/2.0/pipelines/" + pipeline + "/updates?max_results=5"
              << "/api/2.2/jobs/get?job_id=" + fleet.job << "/api/2.0/sql/warehouses/" + fleet.warehouse;
    }
    const QList<QPair<QString, QList<QByteArray>>> loads = {
        {u"a pipeline"_s, {"/api/2.0/pipelines/" + fleet.pipelines.last()}},
        {u"100 pipelines a page"_s, {"/api/2.0/pipelines?max_results=100"}},
        {u"what a console polls"_s, mixed}};
    out << "400 pipelines a region, requests a second over one connection (bare server: " << qRound(bare) << ")\n";
    for (const auto &[name, paths] : loads) {
        const double rate = perSecond(simulator, paths);
        out << "  " << name << ": " << qRound(rate) << ", " << QString::number(rate / bare, 'f', 2)
            << " of the bare server\n";
        out.flush();
    }
}

// A month of polling in short: a statement and the lists of both regions each half hour, runs as schedules have them.
void measureMemory(const QString &twinlake, int days, QTextStream &out)
{
    SimulatorProcess simulator;
    if (!simulator.start(twinlake, {u"simulate"_s, u"--speed"_s, u"0"_s}))
        return;
    const Fleet fleet = fleetOf(simulator);
    const QByteArray statement = R"({"statement":"SELECT max(event_timestamp) FROM main.gold.orders","wait_timeout":)"
                                 R"("0s","warehouse_id":")"
        + fleet.warehouse + R"("})";
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
    out << "memory: " << weights.first() / 1024 << " kB at first, " << weights.last() / 1024 << " kB after " << days
        << " simulated days";
    const int warm = std::min(2, days - 1); // caches and heaps fill on the first days
    out << ", " << (weights.last() - weights.at(warm)) / std::max(1, days - warm)
        << " bytes per simulated day after day " << warm << "\n";
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
    const QString twinlake = arguments.at(1);
    double bare = 0;
    qint64 bareStart = 0;
    {
        SimulatorProcess server;
        if (!server.start(QCoreApplication::applicationFilePath(), {u"--bare"_s}))
            return 1;
        bareStart = server.startMs();
        bare = perSecond(server, {"/"});
    }
    QList<qint64> starts;
    for (int count = 0; count < 5; ++count) {
        SimulatorProcess simulator;
        if (!simulator.start(twinlake, {u"simulate"_s, u"--speed"_s, u"1"_s}))
            return 1;
        starts << simulator.startMs();
    }
    std::sort(starts.begin(), starts.end());
    out << "start-up to the listening line: " << starts.at(2) << " ms (bare server: " << bareStart << " ms)\n";
    out.flush();
    measureRequests(twinlake, bare, out);
    measureMemory(twinlake, std::max(1, arguments.value(2, u"5"_s).toInt()), out);
    return 0;
}
