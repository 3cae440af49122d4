// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scenario: what a rehearsal begins with and what befalls it. Scenarios are compiled in, one JSON file each
// (resources/scenarios).
#pragma once

#include "app/simulator/world/fleet.h"
#include "models/domain/result.h"

#include <QList>
#include <QStringList>

#include <map>

namespace twinlake::simulator {

struct ScenarioFault {
    QString target; ///< as POST /control/faults takes it
    QString kind;
};

struct Scenario {
    QString id;
    QString title;
    QString summary;
    QString group; ///< the failover group that the script is about
    std::map<QString, SimDuration> world; ///< overrides of FleetTimings: "cluster_start_s" -> 170 s
    std::map<QString, QString> timings; ///< "dwell" -> "2m": goes into the estate as it is
    std::chrono::seconds normal{0}; ///< normal operation before the break
    QList<ScenarioFault> breaks;
    std::chrono::seconds returnAfter{0}; ///< from the break to the mend, if the failover is over by then
};

QStringList scenarioIds();
/// An unknown id is a Configuration error that names the valid ones.
Result<Scenario> loadScenario(const QString &id);
/// Reads one scenario file; for loadScenario and its tests.
Result<Scenario> parseScenario(const QByteArray &text);
/// Carries the scenario's world overrides into the fleet.
void applyScenario(const Scenario &scenario, Fleet &fleet);

} // namespace twinlake::simulator
