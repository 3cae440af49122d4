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
    QString atStep; ///< "repoint" or "failback/repoint": posted when this step begins; empty: at the break
    QString untilStep; ///< lifted when this step begins; empty: by itself (for_s), or when the scenario mends
};

/// Something that befalls the console, not the world.
struct ScenarioConsoleEvent {
    QString
        what; ///< "killed": ends and is resumed; "lost": resumed elsewhere without its journal; "second": another opens
    QString atStep;
};

/// How many requests of one sort the servers may, or must, have carried out.
struct ExpectedRequests {
    QString what; ///< a sentence for the score
    QString target; ///< primary, secondary or terraform; empty: any
    QString method;
    QString path; ///< a part of it; empty: any
    QString during; ///< a kind of fault: only while one of that kind was on; empty: in the whole rehearsal
    int atLeast = 0;
    std::optional<int> atMost;
};

/// How the rehearsal should end when everybody does their part. What is empty is not looked at.
struct ScenarioExpectation {
    QString verdict; ///< the summary's result if all of this is so: passed, failed, interrupted, inconclusive
    std::map<QString, QString> incidents; ///< recipe -> passed, failed, interrupted, inconclusive; empty: all passed
    QString serving; ///< primary or secondary at the end; empty: where it began
    std::map<QString, QString> roles; ///< region -> active, standby_armed, partial, disarmed at the end
    QString caughtUp; ///< of the first incident: proven, not_yet, cannot_know
    QStringList overrides; ///< the invariants or rules that a person has to override, by number: "I3"
    QStringList findings; ///< what has to be said on the way: keys, or parts of sentences
    std::map<QString, QString> steps; ///< "catch-up" or "failback/parity" -> done, failed, blocked, to_come, ...
    QList<ExpectedRequests> requests;
    bool holeBehindMax = false; ///< the back-fill came while max() showed nothing and consumers had not moved back
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
    bool secondaryDisarmed = false; ///< somebody paused the group's job in the secondary
    std::map<QString, QString> timings; ///< "dwell" -> "2m": goes into the estate as it is
    std::chrono::seconds normal{0}; ///< normal operation before the break
    QStringList recipes; ///< carried out in this order: failover, switchover, failback
    QList<ScenarioFault> breaks;
    QList<ScenarioConsoleEvent> console;
    std::chrono::seconds returnAfter{0}; ///< from the break to the mend, if the failover is over by then
    bool backfill = false; ///< the mend also delivers what the feeder skipped: POST /control/backfill
    QString backfillAtStep; ///< not at the mend but when this step begins
    std::chrono::seconds backfillAfter{0}; ///< and so much later
    std::chrono::seconds giveUpAfter{0}; ///< from the break: the operator gives up what is still open; 0: never
    ScenarioExpectation expected;
};

/// The default one first, then by name.
QStringList scenarioIds();
/// What script.recipes may name: everything that `twinlake run` carries out.
const QStringList &scenarioRecipes();
/// An id, or a file that ends in ".json". An unknown one is a Configuration error that names the valid ones.
Result<Scenario> loadScenario(const QString &id);
/// The same, not read yet.
Result<QByteArray> scenarioText(const QString &id);
/// Reads one scenario file; for loadScenario and its tests.
Result<Scenario> parseScenario(const QByteArray &text);
/// Carries what the scenario says of the world into the fleet.
void applyScenario(const Scenario &scenario, Fleet &fleet);

} // namespace twinlake::simulator
