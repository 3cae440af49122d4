// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SimJobRun: one run of a job with its tasks, as far as the world keeps it.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <QString>

#include <nlohmann/json.hpp>

#include <optional>
#include <vector>

namespace twinlake::simulator {

struct SimJobRun {
    struct Task {
        QString key;
        nlohmann::json settings; ///< as they were when the run was made
        QString pipelineId; ///< of a pipeline task
        std::int64_t id = 0;
        QString result; ///< empty while it waits or runs
        QString message;
        std::optional<SimTime> startedAt;
        std::optional<SimTime> endedAt;
        int attempt = 0; ///< repairs count

        bool done() const { return !result.isEmpty(); }
        bool running() const { return startedAt && !done(); }
        bool good() const
        {
            return result == QLatin1StringView("SUCCESS") || result == QLatin1StringView("EXCLUDED")
                || result == QLatin1StringView("DISABLED");
        }
    };

    std::int64_t id = 0;
    std::int64_t numberInJob = 0;
    QString trigger; ///< PERIODIC, ONE_TIME, CONTINUOUS
    QString lifeCycle; ///< QUEUED RUNNING TERMINATED SKIPPED
    QString result; ///< empty while it runs
    QString message;
    SimTime startedAt;
    std::optional<SimTime> endedAt;
    nlohmann::json request; ///< of run-now: pipeline_params, job_parameters, notebook_params, only
    nlohmann::json repairs = nlohmann::json::array(); ///< repair_history
    std::vector<Task> tasks;

    bool active() const { return !endedAt; }
};

} // namespace twinlake::simulator
