// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the steps of both recipes share: verdicts, evidence rows, requests and questions to the world.
#pragma once

#include "models/rules/role.h"
#include "models/rules/serving.h"
#include "models/runbook/phasedecision.h"
#include "models/runbook/recipe.h"

namespace twinlake::steps {

using namespace Qt::Literals::StringLiterals;

inline constexpr Duration roleLimit = std::chrono::minutes(2); ///< a role's facts are at most this old

Verdict yes(const QString &sentence, QList<Evidence> evidence = {});
Verdict notYet(const QString &sentence, QList<Evidence> evidence = {});
Verdict blocked(const QString &sentence, QList<Evidence> evidence = {});
Verdict failed(const QString &sentence, QList<Evidence> evidence = {});
Evidence row(const QString &question, EvidenceVerdict verdict, const QString &word, const QString &detail,
             const Instant &readAt = {});
/// "14:03:07Z"; with the date when it is another day than `today`'s.
QString timeOfDay(const Instant &instant, const Instant &today);

FactRequest facts(QSet<FactKind> kinds, QSet<Region> regions = {});

// The group's pipelines and tables in one region
std::optional<Pipeline> livePipeline(const StepContext &c, Region region, const EstatePipeline &pipeline);
/// Whether the pipeline is kept running: its flag, or its unpaused continuous job.
bool isContinuous(const StepContext &c, Region region, const EstatePipeline &pipeline);
/// An update with state RUNNING, if there is one now.
std::optional<Update> runningUpdate(const StepContext &c, Region region, const EstatePipeline &pipeline);
/// Every pipeline of the group continuous with a RUNNING update, just read.
bool allRunning(const StepContext &c, Region region);
/// Whether the estate names an address that shows whom the consumers read.
bool hasCanary(const StepContext &c);
/// The slowest gold table's watermark; empty as long as one table has not answered.
std::optional<Instant> groupWatermark(const StepContext &c, Region region);
/// The oldest of the newest files of the landing zones; empty when a zone is unknown or not in the estate.
std::optional<Instant> newestLanding(const StepContext &c, Region region);
/// Whether the source is to be asked what it has served since S was noted: not where it is known to be out.
bool mayHaveServedOn(const StepContext &c);
Duration groupLateness(const StepContext &c);
/// S: what consumers have already been served; T0 where nothing better is known.
std::optional<Instant> servedUpTo(const StepContext &c);
/// S as noted, or what the source was just read to serve less the lateness, whichever is later.
std::optional<Instant> servedUpToNow(const StepContext &c);

// Our marks
QString stepNonce(const StepContext &c);
bool holdsCoordinationLock(const StepContext &c);
/// Taken once, and now seen to be somebody else's or nobody's.
bool hasLostCoordinationLock(const StepContext &c);
/// The phases that make the plan-only preview of the activation and read its plan, in this order.
QStringList previewPhaseKeys(RecipeKind recipe);
/// The plan-only preview of the activation.
TerraformRunId previewRun(const StepContext &c);
/// The run that a phase created, once its outcome is known.
TerraformRunId runOf(const RunState &state, const QString &phaseKey);

// U11
using twinlake::holdMark;
using twinlake::isHold;

// A gate that only a person's word makes done
Verdict approved(const StepContext &c);
FactRequest nothing(const StepContext &c);

} // namespace twinlake::steps
