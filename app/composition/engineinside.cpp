// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/engineinside.h"

#include "app/composition/place.h"
#include "app/composition/secondperson.h"

#include <QTimer>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

EngineInside::EngineInside(EngineSetup setup, RunnerListeners listeners)
    : m_setup(std::move(setup))
    , m_listeners(std::move(listeners))
{
    m_listeners.idle = [this] { // not yet: the runner is still in this call
        QMetaObject::invokeMethod(
            m_context.get(), [this] { clear(); }, Qt::QueuedConnection);
    };
}

HostOptions EngineInside::watched(HostOptions options) const
{
    if (m_crash)
        options.watch = [hook = m_crash](WireMoment) { hook->reached(); };
    return options;
}

void EngineInside::makeClients()
{
    Clock &clock = m_setup.clock->clock();
    m_clients = std::make_unique<ReadClients>(m_setup.estate, clock, m_setup.clock->activity());
    for (const Region region : bothRegions) {
        m_senders[region] = std::make_unique<MutationSender>(watched(m_clients->regionOptions(region)), clock);
        m_writers[region] = std::make_unique<DatabricksWriter>(*m_senders[region]);
    }
    m_terraformSender = std::make_unique<MutationSender>(watched(m_clients->terraformOptions()), clock);
    m_terraformWriter = std::make_unique<TerraformWriter>(*m_terraformSender);
    std::function<void()> reached;
    if (const auto hook = CrashHook::ofLockFromEnvironment())
        reached = [hook] { hook->reached(); };
    m_lock = std::make_unique<LocalLock>(m_setup.folder + u"/lock"_s, reached);
}

RunnerPorts EngineInside::ports()
{
    RunnerPorts all;
    all.estate = m_setup.estate;
    all.reads = m_clients->databricks();
    all.writes = {m_writers.primary.get(), m_writers.secondary.get()};
    all.terraformReads = m_clients->terraform();
    all.terraformWrites = m_terraformWriter.get();
    all.neutral = m_clients->neutral();
    all.journal = m_journal.get();
    all.clock = &m_setup.clock->clock();
    all.whoIs = [this, clock = all.clock](Region region, const QByteArray &token, const std::stop_token &stop) {
        return whoIs(m_clients->regionOptions(region), token, *clock, stop);
    };
    all.activity = m_setup.clock->activity();
    all.person = m_setup.person;
    all.otherEstateBecause = m_setup.otherEstateBecause;
    all.place = placeOf(m_setup.folder);
    if (m_crash)
        all.reached = [hook = m_crash](Boundary) { hook->reached(); };
    all.takeLock = [this] { return m_lock->take(); };
    all.releaseLock = [this] { m_lock->release(); };
    return all;
}

Result<> EngineInside::open()
{
    auto journal =
        JournalStore::open(m_setup.folder + u"/journal.sqlite"_s, JournalStore::Access::ReadWrite, JournalCheck::Later);
    if (!journal)
        return tl::unexpected<Error>(journal.error());
    m_context = std::make_unique<QObject>();
    m_journal = std::move(*journal);
    makeClients();
    m_runner = std::make_unique<Runner>(ports(), m_listeners);
    return {};
}

Result<> EngineInside::ensureWholeJournal()
{
    return m_journal->ensureWhole();
}

void EngineInside::stop(std::chrono::milliseconds patience, std::function<void()> ended)
{
    if (!m_runner) {
        ended();
        return;
    }
    m_ended = std::move(ended);
    m_runner->stop();
    QTimer::singleShot(patience, m_context.get(), [this] { giveUpWrites(); });
}

void EngineInside::giveUpWrites()
{
    for (const Region region : bothRegions)
        m_senders[region]->giveUp();
    m_terraformSender->giveUp();
}

void EngineInside::clear()
{
    m_runner.reset();
    m_terraformWriter.reset();
    m_terraformSender.reset();
    m_writers = {};
    m_senders = {};
    m_clients.reset();
    m_journal.reset();
    m_lock.reset();
    m_context.release()->deleteLater(); // this is one of its calls
    m_ended();
}

} // namespace twinlake
