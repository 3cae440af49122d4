// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the runner works through, and whom it tells.
#pragma once

#include "app/runner/boundary.h"
#include "models/estate/estate.h"
#include "models/ports/clock.h"
#include "app/http/activity.h"
#include "models/ports/databricksreads.h"
#include "models/ports/databrickswrites.h"
#include "models/ports/journal.h"
#include "models/ports/neutralreads.h"
#include "models/ports/terraformreads.h"
#include "models/ports/terraformwrites.h"
#include "models/runbook/runstate.h"

#include <functional>

namespace twinlake {

/// Everything pointed at must outlive the runner's last breath: isIdle() after stop().
struct RunnerPorts {
    Estate estate;
    PerRegion<DatabricksReads *> reads{};
    PerRegion<DatabricksWrites *> writes{};
    TerraformReads *terraformReads = nullptr;
    TerraformWrites *terraformWrites = nullptr;
    NeutralReads *neutral = nullptr; ///< may be null if the estate names neither canary nor witness
    Journal *journal = nullptr;
    Clock *clock = nullptr;
    /// Whose token that is, asked of the region's workspace; for four eyes. Empty: a second person cannot be proven.
    std::function<QCoro::Task<Result<QString>>(Region, QByteArray, std::stop_token)> whoIs;
    QString person; ///< who continues an incident here
    QString otherEstateBecause; ///< why an incident may go on with an estate that has changed; empty: it may not
    Activity *activity = nullptr; ///< told while a drive thinks and writes its journal; may be null
    QString place; ///< machine and journal: what the local lock guards
    std::function<void(Boundary)> reached; ///< tests that kill the console; empty elsewhere
    std::function<Result<>()> takeLock; ///< the local lock; empty: not guarded
    std::function<void()> releaseLock;
};

/// Called on the runner's thread; may be empty.
struct RunnerListeners {
    std::function<void(const RunState &)> stateChanged;
    std::function<void(const JournalEvent &)> journalled;
    std::function<void(const Error &)> refused; ///< a command could not be carried out: why
    std::function<void(const Error &)> journalFailed; ///< no durable journal: nothing is written to the regions now
    std::function<void()> idle; ///< after stop(): nothing is in flight any more
};

} // namespace twinlake
