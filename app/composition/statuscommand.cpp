// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `twinlake status`: one look at any estate, or one each ten seconds with --watch.
#include "app/composition/commands.h"

#include "app/cli/estatefile.h"
#include "app/cli/exitcodes.h"
#include "app/cli/printout.h"
#include "app/cli/signals.h"
#include "app/cli/standardstreams.h"
#include "app/composition/estateclock.h"
#include "app/composition/readclients.h"
#include "app/monitor/statusreader.h"
#include "app/monitor/statustext.h"

#include <QCoreApplication>

#include <csignal>

namespace twinlake {

using namespace std::chrono_literals;

namespace {

constexpr Duration watchEvery = 10s;

QByteArray rendered(const CommandLine &line, const Estate &estate, const EstateSnapshot &snapshot, const Instant &now)
{
    if (line.output == OutputFormat::Text)
        return statusText(estate, snapshot, now).toUtf8();
    const JsonForm form = line.output == OutputFormat::NdJson ? JsonForm::OneLine : JsonForm::Indented;
    return statusJson(estate, snapshot, now, form);
}

MonitorPorts portsOf(const ReadClients &clients, Clock &clock)
{
    MonitorPorts ports;
    ports.databricks = clients.databricks();
    ports.terraform = clients.terraform();
    ports.neutral = clients.neutral();
    ports.clock = &clock;
    return ports;
}

QCoro::Task<> look(const CommandLine &line, const Estate &estate, std::stop_token stop)
{
    const auto opened = co_await EstateClock::open(estate.rehearsal, false);
    if (!opened) {
        complain(opened.error().message);
        QCoreApplication::exit(toInt(ExitCode::Failed));
        co_return;
    }
    const std::shared_ptr<EstateClock> &time = *opened;
    time->neverStandStill(); // nobody moves the world for who only looks
    int code = 0;
    {
        ReadClients clients(estate, time->clock(), time->activity());
        const MonitorPorts ports = portsOf(clients, time->clock());
        bool again = true;
        while (again) {
            const EstateSnapshot snapshot = co_await readOnce(estate, ports, stop);
            const Instant now = time->clock().now();
            print(rendered(line, estate, snapshot, now));
            code = statusExitCode(estate, snapshot, now);
            again = line.watch && !outputFailed();
            if (again) // a statement of its own: GCC 12 awaits the right side of && whatever the left one says
                again = co_await time->clock().after(watchEvery, stop);
        }
    }
    if (!stop.stop_requested())
        QCoreApplication::exit(code);
}

} // namespace

int runStatus(const CommandLine &line)
{
    const auto loaded = loadEstate(line.estate);
    if (!loaded) {
        complain(loaded.error());
        return toInt(ExitCode::Usage);
    }
    std::stop_source stop;
    Signals signals;
    QObject::connect(&signals, &Signals::ended, &signals, [&stop](int signal) {
        stop.request_stop();
        QCoreApplication::exit(exitCodeOfSignal(signal));
    });
    OutputWatch output;
    QObject::connect(&output, &OutputWatch::readerGone, &output, [&stop] {
        stop.request_stop();
        QCoreApplication::exit(exitCodeOfSignal(SIGPIPE));
    });
    QMetaObject::invokeMethod(
        &signals, [&] { look(line, loaded->estate, stop.get_token()); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace twinlake
