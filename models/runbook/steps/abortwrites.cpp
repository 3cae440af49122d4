// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Before anything is taken back, what was sent has to have arrived: an answer that comes late, or never came to a
// console that was lost. Nothing is sent again here, so what the servers show no trace of was not received.
#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/lostwrites.h"
#include "models/runbook/reconcile.h"
#include "models/runbook/steps/abort.h"
#include "models/runbook/steps/common.h"

namespace twinlake::steps {

namespace {

/// Those of the recipe; the way out looks for its own.
QList<IntentRecord> writesToLookFor(const StepContext &c)
{
    QList<IntentRecord> lost;
    for (const IntentRecord &intent : c.state.intents) {
        const bool given = intent.givenUp && intent.outcome;
        if (!given && needsLooking(intent) && !intent.phase.startsWith(c.step.id.value + u'/'))
            lost.append(intent);
    }
    return lost;
}

FactRequest readTheirEffects(const StepContext &c)
{
    FactRequest request;
    for (const IntentRecord &intent : writesToLookFor(c))
        request.add(readsToReconcile(c, intent));
    return request;
}

Remark endOfWrite(const StepContext &c, const IntentRecord &intent, const Poll &poll, bool &isKnown)
{
    const std::optional<Command> end = endOf(c, intent, poll);
    isKnown = end.has_value();
    return isKnown ? Remark{events::outcome, std::get<Record>(*end).event.data} : Remark{};
}

Verdict everyEndIsKnown(const StepContext &c)
{
    if (!c.world.sending.isEmpty())
        return notYet(Words::tr("A write is on its way. Its answer is awaited."));
    const QList<IntentRecord> lost = writesToLookFor(c);
    Verdict verdict =
        yes(lost.isEmpty() ? Words::tr("Nothing is on its way.") : Words::tr("The ends of all writes are known."));
    const auto poll = c.world.polls.constFind(c.phase.key);
    for (const IntentRecord &intent : lost) {
        bool isKnown = false;
        if (poll != c.world.polls.constEnd())
            verdict.remarks.append(endOfWrite(c, intent, *poll, isKnown));
        if (!isKnown)
            return notYet(
                Words::tr("The outcome of a write is unknown. Looking for its effect; nothing is sent again."));
    }
    return verdict;
}

} // namespace

Phase settleWrites(const QString &key)
{
    return {key, readTheirEffects, everyEndIsKnown};
}

} // namespace twinlake::steps
