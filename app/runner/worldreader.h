// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WorldReader: carries out a FactRequest through the read ports and puts the answers into the incident's World.
#pragma once

#include "app/monitor/factreader.h"
#include "app/runner/runnerports.h"
#include "models/runbook/world.h"

#include <qcoro/qcorotask.h>

#include <stop_token>

namespace twinlake {

class WorldReader {
public:
    WorldReader(const RunnerPorts &ports, const QString &group);

    /// Ends when everything is in, each question within its port's deadline. `key` is noted in World::polls.
    QCoro::Task<> read(QString key, FactRequest request, std::stop_token stop);
    const World &world() const { return m_world; }
    World &world() { return m_world; }
    void adopt(const GroupFacts &earlier);
    /// Starts no warehouse by asking it: a dry run costs nothing that it does not say.
    void setSparing(bool sparing) { m_sparing = sparing; }

private:
    QCoro::Task<> readFacts(FactRequest request, std::stop_token stop);
    QCoro::Task<> readRun(TerraformRunId id, bool withPlan, std::stop_token stop);
    QCoro::Task<> readRuns(FactRequest request, std::stop_token stop);
    QCoro::Task<> readQueues(FactRequest request, std::stop_token stop);
    QCoro::Task<> readJobRuns(FactRequest request, std::stop_token stop);
    QCoro::Task<> readLatestRuns(FactRequest request, std::stop_token stop);
    QCoro::Task<> readCounts(std::optional<CountRequest> counts, std::stop_token stop);
    QCoro::Task<> countTable(Region region, EstateTable table, CatchUpQuestion question, std::stop_token stop);
    void keepPolls(const CountRequest &counts);
    WorkspaceId workspaceId(const QString &name) const;

    RunnerPorts m_ports;
    FailoverGroup m_group;
    FactReader m_facts;
    World m_world;
    bool m_sparing = false;
};

} // namespace twinlake
