// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of visual-design.md section 6.
#include "models/views/statesign.h"

#include "models/rules/reachability.h"

#include <QCoreApplication>

namespace twinlake {

namespace {

QString word(const char *text)
{
    return QCoreApplication::translate("StateSign", text);
}

StateSign quiet(Shape shape, ToneToken token, QString text)
{
    return {shape, token, false, std::move(text)};
}

StateSign loud(Shape shape, ToneToken token, QString text)
{
    return {shape, token, true, std::move(text)};
}

} // namespace

StateSign unknownSign()
{
    return loud(Shape::DiamondQuestion, ToneToken::Unknown, word(QT_TRANSLATE_NOOP("StateSign", "UNKNOWN")));
}

StateSign roleSign(Role role)
{
    switch (role) {
    case Role::Active:
        return quiet(Shape::Play, ToneToken::Active, roleWord(role));
    case Role::StandbyArmed:
        return quiet(Shape::ShieldTick, ToneToken::Ready, roleWord(role));
    case Role::Partial:
        return loud(Shape::HalfCircle, ToneToken::Watch, roleWord(role));
    case Role::Disarmed:
        return loud(Shape::ShieldStruck, ToneToken::Bad, roleWord(role));
    case Role::Unknown:
        break;
    }
    return loud(Shape::DiamondQuestion, ToneToken::Unknown, roleWord(Role::Unknown));
}

StateSign reachSign(Reach reach)
{
    switch (reach) {
    case Reach::Reachable:
        return quiet(Shape::TickCircle, ToneToken::Ready, reachWord(reach));
    case Reach::Slow:
    case Reach::Throttled:
        return loud(Shape::Triangle, ToneToken::Watch, reachWord(reach));
    case Reach::NoAnswer:
    case Reach::Refused:
    case Reach::Tls:
    case Reach::Credentials:
    case Reach::WrongHost:
        return loud(Shape::OctagonCross, ToneToken::Bad, reachWord(reach));
    case Reach::NotAsked:
        break;
    }
    return loud(Shape::DiamondQuestion, ToneToken::Unknown, reachWord(Reach::NotAsked));
}

StateSign updateSign(UpdateState state)
{
    switch (state) {
    case UpdateState::Running:
        return quiet(Shape::Ring, ToneToken::Active, word(QT_TRANSLATE_NOOP("StateSign", "RUNNING")));
    case UpdateState::Queued:
    case UpdateState::Created:
    case UpdateState::WaitingForResources:
        return quiet(Shape::Clock, ToneToken::Off, word(QT_TRANSLATE_NOOP("StateSign", "WAITING")));
    case UpdateState::Initializing:
    case UpdateState::Resetting:
    case UpdateState::SettingUpTables:
        return quiet(Shape::Clock, ToneToken::Off, word(QT_TRANSLATE_NOOP("StateSign", "STARTING")));
    case UpdateState::Stopping:
        return quiet(Shape::Clock, ToneToken::Off, word(QT_TRANSLATE_NOOP("StateSign", "STOPPING")));
    case UpdateState::Completed:
        return quiet(Shape::Tick, ToneToken::Ready, word(QT_TRANSLATE_NOOP("StateSign", "COMPLETED")));
    case UpdateState::Canceled:
        return quiet(Shape::Chevrons, ToneToken::Off, word(QT_TRANSLATE_NOOP("StateSign", "CANCELED")));
    case UpdateState::Failed:
        return loud(Shape::OctagonCross, ToneToken::Bad, word(QT_TRANSLATE_NOOP("StateSign", "FAILED")));
    case UpdateState::Unknown:
        break;
    }
    return unknownSign();
}

StateSign pipelineSign(const Pipeline &pipeline)
{
    if (const auto active = pipeline.activeUpdate())
        return updateSign(active->state);
    const bool lastFailed =
        !pipeline.latestUpdates.isEmpty() && pipeline.latestUpdates.constFirst().state == UpdateState::Failed;
    if (pipeline.state == PipelineState::Failed || lastFailed)
        return updateSign(UpdateState::Failed);
    switch (pipeline.state) {
    case PipelineState::Unknown:
    case PipelineState::Deleted:
        return unknownSign();
    case PipelineState::Running:
        return updateSign(UpdateState::Running);
    case PipelineState::Stopping:
        return updateSign(UpdateState::Stopping);
    case PipelineState::Deploying:
    case PipelineState::Starting:
    case PipelineState::Recovering:
    case PipelineState::Resetting:
        return updateSign(UpdateState::Initializing);
    default:
        return quiet(Shape::SmallRing, ToneToken::Off, word(QT_TRANSLATE_NOOP("StateSign", "IDLE")));
    }
}

StateSign jobSign(bool paused, bool disarms)
{
    if (!paused)
        return quiet(Shape::ShieldTick, ToneToken::Ready, word(QT_TRANSLATE_NOOP("StateSign", "UNPAUSED")));
    const QString text = word(QT_TRANSLATE_NOOP("StateSign", "PAUSED"));
    return disarms ? loud(Shape::Bars, ToneToken::Bad, text) : quiet(Shape::Bars, ToneToken::Off, text);
}

StateSign warehouseSign(WarehouseState state)
{
    switch (state) {
    case WarehouseState::Running:
        return updateSign(UpdateState::Running);
    case WarehouseState::Starting:
        return updateSign(UpdateState::Initializing);
    case WarehouseState::Stopping:
        return updateSign(UpdateState::Stopping);
    case WarehouseState::Stopped:
        return quiet(Shape::SmallRing, ToneToken::Off, word(QT_TRANSLATE_NOOP("StateSign", "STOPPED")));
    case WarehouseState::Deleting:
    case WarehouseState::Deleted:
        return loud(Shape::OctagonCross, ToneToken::Bad, word(QT_TRANSLATE_NOOP("StateSign", "DELETED")));
    case WarehouseState::Unknown:
        break;
    }
    return unknownSign();
}

StateSign stepSign(StepStatus status, bool hasGate)
{
    switch (status) {
    case StepStatus::ToCome:
        return quiet(hasGate ? Shape::DiamondDot : Shape::DotRing, ToneToken::Off,
                     word(QT_TRANSLATE_NOOP("StateSign", "TO COME")));
    case StepStatus::Running:
        return updateSign(UpdateState::Running);
    case StepStatus::YourTurn:
        return loud(Shape::DiamondDot, ToneToken::Watch, word(QT_TRANSLATE_NOOP("StateSign", "YOUR TURN")));
    case StepStatus::Done:
        return quiet(Shape::Tick, ToneToken::Ready, word(QT_TRANSLATE_NOOP("StateSign", "DONE")));
    case StepStatus::Skipped:
        return quiet(Shape::Chevrons, ToneToken::Off, word(QT_TRANSLATE_NOOP("StateSign", "SKIPPED")));
    case StepStatus::Failed:
        return updateSign(UpdateState::Failed);
    case StepStatus::Blocked:
        return loud(Shape::OctagonBar, ToneToken::Bad, word(QT_TRANSLATE_NOOP("StateSign", "BLOCKED")));
    case StepStatus::OutcomeUnknown:
        break;
    }
    return loud(Shape::DiamondQuestion, ToneToken::Unknown, word(QT_TRANSLATE_NOOP("StateSign", "OUTCOME UNKNOWN")));
}

StateSign verdictSign(EvidenceVerdict verdict, const QString &text)
{
    switch (verdict) {
    case EvidenceVerdict::Good:
        return quiet(Shape::TickCircle, ToneToken::Ready, text);
    case EvidenceVerdict::NotYet:
        return loud(Shape::Clock, ToneToken::Watch, text);
    case EvidenceVerdict::Bad:
        return loud(Shape::OctagonBar, ToneToken::Bad, text);
    case EvidenceVerdict::Waiting:
        return quiet(Shape::Clock, ToneToken::Off, text);
    case EvidenceVerdict::CannotKnow:
        break;
    }
    return loud(Shape::DiamondQuestion, ToneToken::Unknown, text);
}

StateSign guardSign(GuardVerdict::Kind kind)
{
    switch (kind) {
    case GuardVerdict::Kind::Allowed:
        return verdictSign(EvidenceVerdict::Good, word(QT_TRANSLATE_NOOP("StateSign", "ALLOWED")));
    case GuardVerdict::Kind::NothingToDo:
        return quiet(Shape::Tick, ToneToken::Off, word(QT_TRANSLATE_NOOP("StateSign", "NOTHING TO DO")));
    case GuardVerdict::Kind::Blocked:
        break;
    }
    return stepSign(StepStatus::Blocked);
}

StateSign catchUpSign(CaughtUp caughtUp)
{
    switch (caughtUp) {
    case CaughtUp::Proven:
        return verdictSign(EvidenceVerdict::Good, word(QT_TRANSLATE_NOOP("StateSign", "PROVEN")));
    case CaughtUp::NotYet:
        return verdictSign(EvidenceVerdict::NotYet, word(QT_TRANSLATE_NOOP("StateSign", "NOT YET")));
    case CaughtUp::CannotKnow:
        break;
    }
    return verdictSign(EvidenceVerdict::CannotKnow, word(QT_TRANSLATE_NOOP("StateSign", "CANNOT KNOW")));
}

StateSign servingSign(ServingState serving)
{
    switch (serving) {
    case ServingState::Serving:
        return quiet(Shape::Play, ToneToken::Active, word(QT_TRANSLATE_NOOP("StateSign", "SERVING")));
    case ServingState::NotServing:
        return quiet(Shape::SmallRing, ToneToken::Off, word(QT_TRANSLATE_NOOP("StateSign", "NOT SERVING")));
    case ServingState::NoStandby:
        return loud(Shape::OctagonCross, ToneToken::Bad, word(QT_TRANSLATE_NOOP("StateSign", "NO STANDBY")));
    case ServingState::NotProven:
        break;
    }
    return loud(Shape::DiamondQuestion, ToneToken::Unknown, word(QT_TRANSLATE_NOOP("StateSign", "SERVING NOT PROVEN")));
}

StateSign ageSign(AgeState age)
{
    switch (age) {
    case AgeState::Fresh:
        return quiet(Shape::TickCircle, ToneToken::Ready, word(QT_TRANSLATE_NOOP("StateSign", "FRESH")));
    case AgeState::Ageing:
        return quiet(Shape::Clock, ToneToken::Off, word(QT_TRANSLATE_NOOP("StateSign", "AGEING")));
    case AgeState::Stale:
        return loud(Shape::Triangle, ToneToken::Watch, word(QT_TRANSLATE_NOOP("StateSign", "STALE")));
    case AgeState::NeverRead:
        return loud(Shape::DiamondQuestion, ToneToken::Unknown, word(QT_TRANSLATE_NOOP("StateSign", "NEVER READ")));
    case AgeState::Unknown:
        break;
    }
    return unknownSign();
}

AgeState ageState(const Instant &readAt, const Instant &now, Duration poll)
{
    if (!readAt.isValid())
        return AgeState::NeverRead;
    const Duration age = between(readAt, now);
    if (2 * age <= 3 * poll)
        return AgeState::Fresh;
    return age <= 3 * poll ? AgeState::Ageing : AgeState::Stale;
}

} // namespace twinlake
