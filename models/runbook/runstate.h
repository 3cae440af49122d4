// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RunState: an incident as it stands, a fold over its journal events. Screens and transcripts are drawn from it alone.
#pragma once

#include "models/domain/mutation.h"
#include "models/domain/region.h"
#include "models/domain/terraform.h"
#include "models/domain/time.h"
#include "models/ports/operatorcommands.h"
#include "models/rules/catchup.h"
#include "models/rules/evidence.h"
#include "models/rules/planguard.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace twinlake {

enum class StepStatus { ToCome, Running, YourTurn, Done, Skipped, Failed, Blocked, OutcomeUnknown };
/// Approve: a button. TypedRegion: the region's label is typed first (activate, repoint).
enum class GateKind { Approve, TypedRegion };
enum class RunResult { Open, Passed, Failed, Interrupted, Inconclusive };

struct StepCall {
    CallText call;
    QString note; ///< "each 2 s", "write", outcome once known
    QString intent = {}; ///< the write's, which its outcome names; empty: nothing was sent

    friend bool operator==(const StepCall &, const StepCall &) = default;
};

struct StepProgress {
    StepId id;
    QString title; ///< "Activate us-west-2", translated
    StepStatus status = StepStatus::ToCome;
    bool hasGate = false;
    std::optional<Instant> startedAt;
    std::optional<Instant> endedAt;
    std::optional<Instant> retriedAt; ///< the budget starts anew here
    Duration budget{};
    QString sentence; ///< what is so now, or why it failed and what to do
    QString cause; ///< models/runbook/causes.h: why it is blocked, in a word for machines; mostly empty
    QString rule; ///< the invariant that blocks it, "I3"; empty if none does
    bool maySkip = false; ///< it only waits or checks, so a person may go on without it
    QStringList anew; ///< of a failure: the phases that a retry goes through anew
    QList<Evidence> evidence;
    QList<StepCall> calls;
    QList<TableWatermark> catchUpReadings; ///< of the catch-up step: all tables' polls since RUNNING, oldest first

    friend bool operator==(const StepProgress &, const StepProgress &) = default;
};

/// A wait for a person.
struct OpenGate {
    QString id; ///< "activate/apply": names step and phase, key of OperatorCommands::approve
    StepId step;
    GateKind kind = GateKind::Approve;
    QString headline; ///< verdict first: "Go is advised. Nothing blocks."
    QString explanation;
    QString typedWord; ///< what has to be typed, the region's label; empty for Approve
    QString primaryLabel; ///< "Activate us-west-2"
    bool secondPerson = false; ///< somebody else has to agree, with a token of their own
    Instant openedAt;
    std::optional<PlanDiff> plan; ///< with its verdict, where the gate approves a Terraform plan
    std::optional<GuardVerdict> guard;
    TerraformRunId run;
    QList<Evidence> checks; ///< re-read just now

    friend bool operator==(const OpenGate &, const OpenGate &) = default;
};

/// The four clocks of design.md 13, all in the Clock's time; empty until known.
struct RunClocks {
    std::optional<Instant> t0;
    std::optional<Instant> detectedAt; ///< U0's witnesses agree and its dwell is over; incident start in a failback
    std::optional<Instant> servingProvenAt;
    Duration decision{}; ///< spent at gates of the critical path
    std::optional<Duration> rto() const;
    std::optional<Duration> machine() const; ///< rto - detection - decision
    std::optional<Duration> dataAtRisk; ///< RPO: what had not reached the target's landing zone at T0

    friend bool operator==(const RunClocks &, const RunClocks &) = default;
};

/// A phase of a step as the journal tells it (models/runbook/recipe.h).
struct PhaseRecord {
    std::optional<Instant> doneAt;
    std::optional<Instant> gateOpenedAt;
    std::optional<Instant> gateAnsweredAt; ///< empty again when the gate is opened anew
    bool approved = false;
    QByteArray shownHash; ///< projection hash of the plan that the gate showed; empty without a plan

    friend bool operator==(const PhaseRecord &, const PhaseRecord &) = default;
};

/// A write that was intended, and how it ended once that is known.
struct IntentRecord {
    QString id; ///< unique in the incident, the permit's intent
    QString phase;
    QString subject; ///< what is written to: one accepted write for each phase and subject
    QJsonObject call; ///< models/runbook/mutationcodec.h
    QJsonObject seen; ///< pipeline name -> update ids read just before
    Instant at;
    int epoch = 1; ///< of the console that intended it
    std::optional<Outcome> outcome; ///< empty: in flight, or the console died
    std::optional<Instant> outcomeAt;
    bool givenUp = false; ///< a person said "retry", or a later console looked and the servers showed no trace of it

    QString callName() const { return call[QStringLiteral("call")].toString(); } ///< "create_run", as the codec says
    bool isDone() const { return outcome && outcome->kind == Outcome::Kind::Done; }
    friend bool operator==(const IntentRecord &, const IntentRecord &) = default;
};

/// Moves no consumers: re-arming the standby, settling Terraform's debt.
bool isRepair(RecipeKind recipe);
struct RunState;
/// Whether a lost console may have done more than this journal knows: it was made from the coordination lock, or it is
/// a copy that was taken over from elsewhere.
bool mayBeOlder(const RunState &state);

struct RunState {
    IncidentId id;
    RecipeKind recipe = RecipeKind::Failover;
    QString recipeVersion;
    QString group;
    QJsonObject estatePrint; ///< models/runbook/estateprint.h; empty in a journal of before it was kept
    Region from = Region::Primary; ///< who served at the start
    Region to = Region::Secondary; ///< who shall serve
    QString driver;
    Instant openedAt;
    std::optional<Instant> closedAt;
    RunResult result = RunResult::Open;
    QString resultSentence;
    QString resultCause; ///< models/runbook/causes.h; mostly empty
    bool paused = false;
    bool aborting = false; ///< on the way out: the step "abort" alone is worked on
    CaughtUp caughtUp = CaughtUp::NotYet;
    bool servingProven = false;
    QList<QString> overrides;
    QMap<QString, QStringList> overridden; ///< the rules that a person has set aside, by step id
    RunClocks clocks;
    QList<StepProgress> steps; ///< in the order of running
    std::optional<OpenGate> gate;
    qint64 lastSequence = 0; ///< of the journal event folded last
    QString nonce; ///< ours, in the coordination lock's reason and in every run's message
    int epoch = 1; ///< rises with each resume
    QString place; ///< machine and folder of the journal that is driven from: another one has to take the lock over
    std::optional<Instant> resumedAt; ///< when this epoch began; empty in the first
    bool dryRun = false; ///< nothing but plan-only runs is sent
    QJsonObject notes; ///< what later phases need of earlier ones: served_up_to, cut, preview_run, ...
    QMap<QString, PhaseRecord> phases; ///< by phase key
    QList<IntentRecord> intents; ///< in the order of intent

    PhaseRecord phase(const QString &key) const { return phases.value(key); }
    /// The latest intent of a phase, of one subject if that is not empty; nullptr if there is none.
    const IntentRecord *intent(const QString &phase, const QString &subject = {}) const;
    std::optional<Instant> notedInstant(const QString &key) const;
    const StepProgress *step(const StepId &stepId) const;
    friend bool operator==(const RunState &, const RunState &) = default;
};

} // namespace twinlake
