// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FactReader: reads what one failover group's hosts say, all questions side by side, and keeps the facts with their
// ages. The monitor and the runner each own theirs; nothing is shared between threads.
#pragma once

#include "app/monitor/readround.h"
#include "models/estate/estate.h"
#include "models/ports/clock.h"
#include "models/ports/databricksreads.h"
#include "models/ports/neutralreads.h"
#include "models/ports/terraformreads.h"
#include "models/rules/reachability.h"

#include <qcoro/qcorotask.h>

#include <memory>
#include <stop_token>

namespace twinlake {

/// What to read. Name one before a co_await, never write it as a temporary inside the expression.
struct FactParts {
    /// Who am I; a host judged silent is then asked nothing else. Terraform's ping too, unless one region alone is
    /// read.
    bool reach = false;
    bool pipelines = false;
    bool jobs = false; ///< with their active runs
    bool warehouse = false;
    bool watermarks = false;
    bool landing = false;
    PerRegion<bool> activation; ///< Terraform's workspace of the region
    bool consumers = false;
    bool coordination = false;
    bool canary = false;
    bool canaryOnce = false; ///< without a second try
    bool witnesses = false;
    QList<Region> regions{Region::Primary, Region::Secondary}; ///< whom the parts of a region are asked of
    bool wakeWarehouse = false; ///< send statements although the warehouse sleeps, and wait for it
    Duration wakeEvery{}; ///< 0: never wake it; else at most once in this time

    void askWholeTerraform() { activation.primary = activation.secondary = consumers = coordination = true; }
    bool asksTerraform() const { return activation.primary || activation.secondary || consumers || coordination; }
};

class FactReader {
public:
    /// The ports must outlive every read; `neutral` may be null if the estate names neither canary nor witness.
    /// `silentAfter` lost rounds in a row make a host silent.
    FactReader(const Estate &estate, const QString &group, PerRegion<DatabricksReads *> databricks,
               TerraformReads *terraform, NeutralReads *neutral, Clock &clock, int silentAfter = 3);

    /// Ends when all asked parts are in, each within its port's deadline. Two reads may overlap.
    QCoro::Task<> read(FactParts parts, std::stop_token stop);

    /// Watermarks are keyed by the table's name in that region.
    const GroupFacts &facts() const { return m_facts; }
    const QMap<QString, Reachability> &witnesses() const { return m_witnesses; }
    /// Takes over what an earlier reader knew and this one was not told yet, with its age; and S if it is newer.
    void adopt(const GroupFacts &earlier);

private:
    using Round = std::shared_ptr<ReadRound>;

    QCoro::Task<> readRegion(Region region, FactParts parts, std::stop_token stop);
    QCoro::Task<> readWhoAmI(Region region, Round round, std::stop_token stop);
    QCoro::Task<> readPipeline(Region region, EstatePipeline pipeline, Round round, std::stop_token stop);
    QCoro::Task<> readJob(Region region, JobId id, Round round, std::stop_token stop);
    QCoro::Task<> readActiveRuns(Region region, JobId id, Round round, std::stop_token stop);
    QCoro::Task<> readWarehouse(Region region, Round round, std::stop_token stop);
    QCoro::Task<> readTables(Region region, FactParts parts, Round round, std::stop_token stop);
    QCoro::Task<> readWatermarks(Region region, StatementPatience patience, std::stop_token stop);
    QCoro::Task<> readLanding(Region region, EstatePipeline pipeline, std::stop_token stop);
    QCoro::Task<> readTerraform(FactParts parts, std::stop_token stop);
    QCoro::Task<> readPing(Round round, std::stop_token stop);
    QCoro::Task<> readCoordination(Round round, std::stop_token stop);
    QCoro::Task<> readWorkspace(EstateVariable which, std::optional<Region> region, Round round, std::stop_token stop);
    QCoro::Task<> readCanary(bool once, std::stop_token stop);
    QCoro::Task<> readWitness(QUrl url, std::stop_token stop);

    RegionFacts &in(Region region) { return m_facts.regions[region]; }
    WorkspaceFacts &workspaceFacts(std::optional<Region> region);
    void failRegion(Region region, const FactParts &parts, const Error &error);
    void failTables(Region region, const FactParts &parts, const Error &error);
    bool mayAskTables(Region region, const FactParts &parts) const;
    void noteServed();

    const Estate m_estate;
    const FailoverGroup m_group;
    PerRegion<DatabricksReads *> m_databricks;
    TerraformReads *m_terraform;
    NeutralReads *m_neutral;
    Clock &m_clock;
    GroupFacts m_facts;
    QMap<QString, Reachability> m_witnesses;
    PerRegion<ReachabilityWindow> m_windows;
    ReachabilityWindow m_terraformWindow;
    QMap<QString, ReachabilityWindow> m_witnessWindows;
    int m_silentAfter;
    PerRegion<Instant> m_statementsSentAt; ///< invalid: never
};

} // namespace twinlake
