// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recipe: ordered steps as a value; nothing in it talks to anybody. A step's lanes run side by side, the phases of a
// lane one after the other, and a phase makes at most one write to each subject. Plain function pointers, so that no
// capture can die.
#pragma once

#include "models/domain/mutation.h"
#include "models/estate/estate.h"
#include "models/ports/journal.h"
#include "models/runbook/runstate.h"
#include "models/runbook/world.h"

#include <QJsonObject>

namespace twinlake {

struct Phase;
struct Step;

/// What every check and action of a phase may look at.
struct StepContext {
    const Estate &estate;
    const FailoverGroup &group;
    const RunState &state;
    const World &world;
    Instant now;
    const Step &step;
    const Phase &phase;
    Instant phaseStart; ///< or the last retry

    Region from() const { return state.from; }
    Region to() const { return state.to; }
    const QString &label(Region region) const { return estate.regions[region].label; }
};

/// An event that a phase wants written when it is done: a clock, T0, the catch-up verdict.
struct Remark {
    QString kind;
    QJsonObject data;
};

/// An answer of a check. Blocked waits for the world or a person; Failed ends the step.
struct Verdict {
    enum class Kind { NotYet, Yes, Blocked, Failed, Inconclusive };
    Kind kind = Kind::NotYet;
    QString sentence;
    QList<Evidence> evidence;
    QJsonObject notes; ///< kept in RunState::notes when the phase is done
    QList<Remark> remarks;
    QString cause = {}; ///< models/runbook/causes.h
    QString rule = {}; ///< the invariant that blocks, "I3" (reliability.md section 3)
    QStringList anew = {}; ///< of a failure: the phases that a retry goes through anew, because their run is dead
};

/// What a gate shows; the plan and its verdict where it approves one.
struct GateAsk {
    GateKind kind = GateKind::Approve;
    QString headline;
    QString explanation;
    QString primaryLabel;
    std::optional<PlanDiff> plan;
    std::optional<GuardVerdict> guard;
    TerraformRunId run;
    QList<Evidence> checks;
};

/// Which Terraform switch a phase belongs to.
enum class Switch { None, ActivateTarget, PointToTarget, DemoteSource, KeepSource };

struct Phase {
    QString key; ///< "activate/apply": journal key and gate id, never renamed
    FactRequest (*reads)(const StepContext &) = nullptr;
    Verdict (*done)(const StepContext &) = nullptr; ///< also the resume rule: asked before anything is sent
    Verdict (*precondition)(const StepContext &) = nullptr; ///< Yes lets the gate open and the write go out
    std::optional<GateAsk> (*gate)(const StepContext &) = nullptr; ///< empty answer: no person is needed
    std::optional<Mutation> (*act)(const StepContext &) = nullptr; ///< empty answer: nothing to send now
    Duration poll = std::chrono::seconds(2);
    Duration (*pace)(const StepContext &) = nullptr; ///< in place of `poll`, where it depends on what is seen
    Duration budget = std::chrono::minutes(10); ///< zero: the check itself says when it is too late
    Switch about = Switch::None;
    qsizetype number = 0; ///< of a manual step in the estate file
    bool (*applies)(const RunState &) = nullptr; ///< false: passed over, as if it were not in the lane
    bool secondPerson = false; ///< four eyes, where the estate asks for them
    bool eachEpoch = false; ///< a console that goes on may send anew what an earlier one sent: others can undo it
};

using Lane = QList<Phase>;

struct Step {
    StepId id; ///< recovery-model.md 3.0, never renamed
    QString title;
    QStringList needs; ///< step ids or phase keys
    Duration budget{};
    QList<Lane> lanes;
    /// A person may go on without it, with a reason: it only waits or checks. Never true of a step that decides, that
    /// holds a plan's verdict or that writes what a later one relies on.
    bool maySkip = false;

    bool hasGate() const;
};

struct Recipe {
    RecipeKind kind = RecipeKind::Failover;
    QString version; ///< an incident is resumed with the version it was opened with
    Estate estate;
    QString groupName;
    QList<Step> steps;
    Step abort; ///< takes the place of all steps once a person aborts

    const FailoverGroup &group() const { return *estate.group(groupName); }
};

/// `group` must exist in the estate.
Recipe failoverRecipe(const Estate &estate, const QString &group);
Recipe failbackRecipe(const Estate &estate, const QString &group);
Recipe switchoverRecipe(const Estate &estate, const QString &group);
Recipe rearmRecipe(const Estate &estate, const QString &group);
Recipe settleDebtRecipe(const Estate &estate, const QString &group);
/// Whether a person may go on without this step of the recipe.
bool maySkip(const Recipe &recipe, const StepId &step);
Recipe recipeFor(RecipeKind kind, const Estate &estate, const QString &group);
/// Who serves before a recipe of this kind, as long as nobody has asked: the usual case.
Region usualSource(RecipeKind kind);
/// The same steps with the titles that they have when `from` serves at the start: {step: title}.
QJsonObject titlesFrom(const Recipe &recipe, Region from);

/// Who opens an incident, and from where.
struct Opening {
    IncidentId id;
    QString driver;
    QString place;
    QString nonce;
    int epoch = 1;
    bool dryRun = false;
    std::optional<Region> from = {}; ///< who serves, if that is known; else the usual
    QJsonObject notes; ///< may hold proposed_t0, t0_source, served_up_to and closed_nonces
};

/// The incident_opened event: everything that the fold needs to list the steps.
JournalEvent openingEvent(const Recipe &recipe, const Opening &opening);

} // namespace twinlake
