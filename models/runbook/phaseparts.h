// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a phase's decision is put together from, in a run and in a dry run alike: its reading, what it shows, its end.
// Private to the runbook.
#pragma once

#include "models/runbook/next.h"
#include "models/runbook/recipe.h"

namespace twinlake::phaseparts {

JournalEvent event(const StepContext &context, const QString &kind, QJsonObject data);
QString keyOf(const StepContext &context);
/// The last reading that counts for this phase; nullptr if there is none yet.
const Poll *usablePoll(const StepContext &context);
FactRequest usualReads(const StepContext &context);
Command readNow(const StepContext &context, FactRequest request);
/// Reads again when the poll interval is over, else waits for that.
QList<Command> keepPolling(const StepContext &context, const Poll &poll, const FactRequest &request);
/// Writes down what is so now, if it is not what was written last.
QList<Command> show(const StepContext &context, const Verdict &verdict, const QString &status, bool speaks);
QList<Command> finish(const StepContext &context, const Verdict &verdict);
/// `anew`: the phases that a retry goes through anew.
QList<Command> failWith(const StepContext &context, const QString &sentence, const QStringList &anew = {});
/// Update and run ids as just read, so that what a write creates can be told apart.
QJsonObject idsSeen(const StepContext &context);

} // namespace twinlake::phaseparts
