// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// DatabricksWriter: DatabricksWrites over HTTP. Each call is one request through the mutation sender.
#pragma once

#include "models/domain/result.h"
#include "models/ports/databrickswrites.h"

namespace twinlake {

class MutationSender;

class DatabricksWriter : public DatabricksWrites {
public:
    /// `sender` is the workspace's own and outlives the writer.
    explicit DatabricksWriter(MutationSender &sender);

    QCoro::Task<Outcome> startWarehouse(StartWarehouse call, MutationPermit permit) override;
    QCoro::Task<Outcome> startUpdate(StartUpdate call, MutationPermit permit) override;
    QCoro::Task<Outcome> setJobPause(SetJobPause call, Job current, MutationPermit permit) override;
    QCoro::Task<Outcome> setContinuous(SetContinuous call, Pipeline current, MutationPermit permit) override;
    QCoro::Task<Outcome> runJobNow(RunJobNow call, MutationPermit permit) override;

private:
    MutationSender &m_sender;
};

/// The body of jobs/update that changes the pause and nothing else: every key of the schedule as it was read goes back
/// (contract 4: `new_settings.schedule` replaces the whole object). Kind Rejected if the job has nothing to pause.
Result<QByteArray> jobPauseBody(const Job &current, bool paused);
/// The body of a pipeline's PUT that changes its flag and nothing else: the spec as it was read, with `run_as` and
/// `parameters`, which stand beside it (contract 3: a PUT replaces everything). Kind Rejected if there is no spec.
Result<QByteArray> continuousBody(const Pipeline &current, const SetContinuous &call);

} // namespace twinlake
