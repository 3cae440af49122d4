// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scenario: what a rehearsal begins with, what befalls it and how it should end. Scenarios are compiled in, one JSON
// file each (resources/scenarios, described by resources/schemas/scenario.schema.json).
#pragma once

#include "app/simulator/world/fleet.h"
#include "models/domain/result.h"

#include <QList>
#include <QStringList>

#include <map>
#include <optional>

namespace twinlake::simulator {

/// Something that breaks. Times and options that the control address understands by itself (after_s, for_s, match,
/// workspace, ...) are in `wish`; steps are the business of whoever plays the script.
struct ScenarioFault {
    QString target; ///< as POST /control/faults takes it
    QString kind;
    QByteArray wish; ///< the whole body for POST /control/faults
    QString atStep; ///< posted when this step begins, not at the break; empty: at the break
    QString untilStep; ///< lifted when this step begins; empty: by itself (for_s), or when the scenario mends
};

/// Something that befalls the console, not the world.
struct ScenarioConsoleEvent {
    QString
        what; ///< "killed": ends and is resumed; "lost": resumed elsewhere without its journal; "second": another opens
    QString atStep;
};

/// How the rehearsal should end when everybody does their part.
struct ScenarioExpectation {
    QString verdict; ///< of the summary: passed, failed, interrupted, inconclusive
    QString serving; ///< primary or secondary at the end; empty: where it began
    QString caughtUp; ///< proven, not_yet, cannot_know; empty: not looked at
    QStringList overrides; ///< the invariants or rules that a person has to override by name
    QStringList findings; ///< what has to be said on the way: keys, or parts of sentences
    std::map<QString, QString> steps; ///< step id -> done, refused, failed, skipped, ...
};

struct Scenario {
    QString id;
    QString title;
    QString summary;
    QString group; ///< the failover group that the script is about
    std::map<QString, SimDuration> world; ///< overrides of FleetTimings: "cluster_start_s" -> 170 s
    std::optional<int> pipelines; ///< a region's, instead of the default world's four
    std::optional<double> throughput; ///< of the group's pipelines: event-seconds a second
    QString jobCron; ///< of the group's jobs; empty: as they are
    bool secondaryFailed = false; ///< the group's last updates in the secondary ended FAILED
    std::map<QString, QString> timings; ///< "dwell" -> "2m": goes into the estate as it is
    std::chrono::seconds normal{0}; ///< normal operation before the break
    QStringList recipes; ///< carried out in this order: failover, switchover, failback
    QList<ScenarioFault> breaks;
    QList<ScenarioConsoleEvent> console;
    std::chrono::seconds returnAfter{0}; ///< from the break to the mend, if the failover is over by then
    bool backfill = false; ///< the mend also delivers what the feeder skipped: POST /control/backfill
    ScenarioExpectation expected;
};

/// The default one first, then by name.
QStringList scenarioIds();
/// An id, or a file that ends in ".json". An unknown one is a Configuration error that names the valid ones.
Result<Scenario> loadScenario(const QString &id);
/// Reads one scenario file; for loadScenario and its tests.
Result<Scenario> parseScenario(const QByteArray &text);
/// Carries what the scenario says of the world into the fleet.
void applyScenario(const Scenario &scenario, Fleet &fleet);

} // namespace twinlake::simulator
