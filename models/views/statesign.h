// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// StateSign: how each state is told on screen, as shape, word and colour token (visual-design.md section 6). View
// models choose it, widgets only paint it.
#pragma once

#include "models/domain/databricks.h"
#include "models/domain/observation.h"
#include "models/rules/evidence.h"
#include "models/rules/role.h"
#include "models/runbook/runstate.h"

#include <QMetaType>
#include <QString>

namespace twinlake {

enum class Shape {
    Play,
    ShieldTick,
    HalfCircle,
    ShieldStruck,
    DiamondQuestion,
    TickCircle,
    Triangle,
    OctagonCross,
    OctagonBar,
    Ring,
    Clock,
    SmallRing,
    DotRing,
    Tick,
    Chevrons,
    Bars,
    DiamondDot,
};

enum class ToneToken { Active, Ready, Watch, Bad, Unknown, Off };

struct StateSign {
    Shape shape = Shape::DiamondQuestion;
    ToneToken token = ToneToken::Unknown;
    bool loud = true; ///< the word takes the state's colour; a quiet word stays in text.1
    QString word; ///< capitals, translated

    friend bool operator==(const StateSign &, const StateSign &) = default;
};

/// What may be said of who serves: a canary's word, the pointer's alone, or neither.
enum class ServingState { Serving, NotProven, NotServing, NoStandby };
/// Fresh within 1.5 polls, ageing up to 3, then stale; unknown once an answer failed for good.
enum class AgeState { Fresh, Ageing, Stale, Unknown, NeverRead };

StateSign unknownSign();
StateSign roleSign(Role role);
StateSign reachSign(Reach reach);
StateSign updateSign(UpdateState state);
/// A pipeline is what its active update is, else what its last one left.
StateSign pipelineSign(const Pipeline &pipeline);
/// PAUSED is bad only where it disarms the region; the caller knows.
StateSign jobSign(bool paused, bool disarms = false);
StateSign warehouseSign(WarehouseState state);
StateSign stepSign(StepStatus status, bool hasGate = false);
StateSign verdictSign(EvidenceVerdict verdict, const QString &word);
StateSign guardSign(GuardVerdict::Kind kind);
StateSign catchUpSign(CaughtUp caughtUp);
StateSign servingSign(ServingState serving);
StateSign ageSign(AgeState age);

/// How old a reading made at `readAt` is in polls of `poll`; an invalid `readAt` was never read.
AgeState ageState(const Instant &readAt, const Instant &now, Duration poll);

} // namespace twinlake

Q_DECLARE_METATYPE(twinlake::StateSign)
