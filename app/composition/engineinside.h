// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// EngineInside: what lives on the engine thread: journal, lock, senders, read clients and the runner. It knows nothing
// of its host but a way to tell it things, which stays good when the host is gone.
#pragma once

#include "app/composition/crashhook.h"
#include "app/composition/enginehost.h"
#include "app/composition/readclients.h"
#include "app/databricks/databrickswriter.h"
#include "app/http/mutationsender.h"
#include "app/runner/runner.h"
#include "app/store/journalstore.h"
#include "app/store/locallock.h"
#include "app/terraform/terraformwriter.h"

#include <future>

namespace twinlake {

class EngineInside {
public:
    /// `listeners` are called on the engine thread.
    EngineInside(EngineSetup setup, RunnerListeners listeners);

    /// Kind Storage without a durable journal.
    Result<> open();
    /// Every page of the journal and its chain; the first error it finds.
    Result<> ensureWholeJournal();
    Runner *runner() const { return m_runner.get(); }
    /// Reads are cancelled at once. A write is waited for so long; then it is given up and its outcome written down as
    /// unknown. `ended` is told when nothing is in flight and all of this is gone.
    void stop(std::chrono::milliseconds patience, std::function<void()> ended);

private:
    HostOptions watched(HostOptions options) const;
    void makeClients();
    RunnerPorts ports();
    void giveUpWrites();
    void clear();

    EngineSetup m_setup;
    RunnerListeners m_listeners;
    std::shared_ptr<CrashHook> m_crash = CrashHook::fromEnvironment();
    std::unique_ptr<ReadClients> m_clients;
    PerRegion<std::unique_ptr<MutationSender>> m_senders;
    PerRegion<std::unique_ptr<DatabricksWriter>> m_writers;
    std::unique_ptr<MutationSender> m_terraformSender;
    std::unique_ptr<TerraformWriter> m_terraformWriter;
    std::unique_ptr<JournalStore> m_journal;
    std::unique_ptr<LocalLock> m_lock;
    std::unique_ptr<QObject> m_context; ///< of what is put off on this thread
    std::unique_ptr<Runner> m_runner;
    std::function<void()> m_ended;
};

} // namespace twinlake
