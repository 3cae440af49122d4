// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/monitorhost.h"

#include "app/composition/readclients.h"
#include "app/http/inflight.h"
#include "app/monitor/mailbox.h"
#include "app/monitor/monitor.h"
#include "app/store/historystore.h"

#include <future>

namespace twinlake {

using namespace std::chrono_literals;

namespace {

constexpr auto longestStop = 3s;

} // namespace

/// A snapshot on its way to the owner's thread: a stepped world must not run on before it was looked at.
struct PostedSnapshot {
    EstateSnapshot snapshot;
    std::shared_ptr<InFlight> world;
};

/// Lives on the monitor thread, but for the mailbox, which is the receiver's.
struct MonitorHost::Inside {
    struct Ended { };
    std::unique_ptr<Mailbox<PostedSnapshot>> snapshots;
    std::unique_ptr<Mailbox<Ended>> endings;
    std::unique_ptr<HistoryStore> history;
    std::unique_ptr<ReadClients> clients;
    std::unique_ptr<Monitor> monitor;

    static QCoro::Task<> close(Inside *inside, std::function<void()> closed);
};

/// What is still in flight after the bound is left to the end of the process: deleting it under a running call would
/// be worse.
QCoro::Task<> MonitorHost::Inside::close(Inside *inside, std::function<void()> closed)
{
    bool idle = true;
    if (inside->monitor)
        idle = co_await inside->monitor->stop(longestStop);
    if (idle) {
        inside->monitor.reset();
        inside->clients.reset();
        inside->history.reset();
    } else {
        static_cast<void>(inside->monitor.release());
        static_cast<void>(inside->clients.release());
        static_cast<void>(inside->history.release());
    }
    closed();
}

MonitorHost::MonitorHost(MonitorSetup setup)
    : m_setup(std::move(setup))
    , m_inside(std::make_unique<Inside>())
    , m_room(QStringLiteral("monitor"))
{
    m_inside->snapshots = std::make_unique<Mailbox<PostedSnapshot>>(
        Mailbox<PostedSnapshot>::Keep::Newest,
        [this](const PostedSnapshot &posted) { Q_EMIT snapshotTaken(posted.snapshot); });
    m_inside->endings = std::make_unique<Mailbox<Inside::Ended>>(Mailbox<Inside::Ended>::Keep::All,
                                                                 [this](Inside::Ended) { Q_EMIT stopped(); });
    m_room.runAndWait([this] { m_inside->history = std::make_unique<HistoryStore>(m_setup.historyFile); });
}

MonitorHost::~MonitorHost()
{
    stop();
}

void MonitorHost::start()
{
    const auto publish = [send = m_inside->snapshots->sender(),
                          activity = m_setup.clock->activity()](const EstateSnapshot &snapshot) {
        send({snapshot, std::make_shared<InFlight>(activity)});
    };
    // Until the loops have begun nothing of theirs keeps a stepped world still: it would run on without being watched.
    const auto world = std::make_shared<InFlight>(m_setup.clock->activity());
    m_room.run([this, publish, world] {
        Clock &clock = m_setup.clock->clock();
        m_inside->clients = std::make_unique<ReadClients>(m_setup.estate, clock, m_setup.clock->activity());
        MonitorPorts ports;
        ports.databricks = m_inside->clients->databricks();
        ports.terraform = m_inside->clients->terraform();
        ports.neutral = m_inside->clients->neutral();
        ports.clock = &clock;
        ports.activity = m_setup.clock->activity();
        ports.history = m_inside->history.get();
        m_inside->monitor = std::make_unique<Monitor>(m_setup.estate, ports, MonitorSettings(), publish);
        m_inside->monitor->start();
    });
}

void MonitorHost::readNow()
{
    m_room.run([this] {
        if (m_inside->monitor)
            m_inside->monitor->readNow();
    });
}

void MonitorHost::beginStop()
{
    if (m_ended.valid())
        return;
    const auto ended = std::make_shared<std::promise<void>>();
    m_ended = ended->get_future();
    m_room.run([inside = m_inside.get(), ended, told = m_inside->endings->sender()] {
        Inside::close(inside, [ended, told] {
            ended->set_value();
            told({});
        });
    });
}

void MonitorHost::stop()
{
    beginStop();
    m_ended.wait(); // no longer than its own bound
}

History &MonitorHost::history()
{
    return *m_inside->history;
}

} // namespace twinlake
