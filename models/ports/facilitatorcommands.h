// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FacilitatorCommands: what the facilitator of a rehearsal may do to the simulated world. Exists in a rehearsal only;
// it reaches the simulator's control address and nothing else.
#pragma once

#include "models/domain/time.h"

#include <QList>
#include <QString>

#include <optional>

namespace twinlake {

struct FaultNow {
    QString id;
    QString target;
    QString kind;

    friend bool operator==(const FaultNow &, const FaultNow &) = default;
};

/// What the scenario will do by itself, and when.
struct PlannedTurn {
    Instant at;
    QString text; ///< "us-east-1: region_outage", "us-east-1 returns"

    friend bool operator==(const PlannedTurn &, const PlannedTurn &) = default;
};

/// The truth that the driver of the incident does not see.
struct WorldTruth {
    Instant at;
    double speed = 1.0; ///< 0: held
    QString serving; ///< "primary" or "secondary"
    std::optional<Instant> watermarkPrimary; ///< oldest gold watermark of the scenario's group
    std::optional<Instant> watermarkSecondary;
    QList<FaultNow> faults;
    QList<PlannedTurn> planned;
    QString trouble; ///< why the control address does not answer; empty if it does

    friend bool operator==(const WorldTruth &, const WorldTruth &) = default;
};

class FacilitatorCommands {
public:
    virtual ~FacilitatorCommands() = default;

    virtual void setSpeed(double speed) = 0;
    virtual void advance(Duration span) = 0;
    virtual void addFault(QString target, QString kind) = 0;
    virtual void liftFault(QString id) = 0;
};

} // namespace twinlake
