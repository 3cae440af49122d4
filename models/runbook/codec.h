// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How evidence, plans, verdicts, gates and outcomes are written into journal events and read back.
#pragma once

#include "models/runbook/runstate.h"

#include <QJsonArray>
#include <QJsonObject>

namespace twinlake {

QJsonArray toJson(const QList<Evidence> &evidence);
QList<Evidence> evidenceFromJson(const QJsonArray &array);

QJsonObject toJson(const PlanDiff &plan);
PlanDiff planFromJson(const QJsonObject &object);

QJsonObject toJson(const GuardVerdict &verdict);
GuardVerdict guardFromJson(const QJsonObject &object);

QJsonObject toJson(const OpenGate &gate);
OpenGate gateFromJson(const QJsonObject &object);

QJsonObject toJson(const Outcome &outcome);
Outcome outcomeFromJson(const QJsonObject &object);

/// "proven", "not_yet", "cannot_know": also the words of a transcript's summary (design.md 4).
QString caughtUpKey(CaughtUp verdict);
CaughtUp caughtUpFromKey(const QString &key);
/// "passed", "failed", "interrupted", "inconclusive", "open".
QString resultKey(RunResult result);
RunResult resultFromKey(const QString &key);
/// "to_come", "running", "your_turn", "done", "skipped", "failed", "blocked", "outcome_unknown".
QString stepStatusKey(StepStatus status);
/// "failover", "failback", "switchover", "rearm", "settle-debt".
QString recipeKey(RecipeKind recipe);
RecipeKind recipeFromKey(const QString &key);
bool isRecipeKey(const QString &key);

} // namespace twinlake
