// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A step lists one call for each write that it intended, in the same order; what a dry run would send is no intent.
#include "models/views/wizardcalls.h"

#include "models/runbook/outcomewords.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

class CallWords {
    Q_DECLARE_TR_FUNCTIONS(WizardCalls)
};

QList<IntentRecord> intentsOf(const RunState &run, const StepId &step)
{
    QList<IntentRecord> intents = run.intents;
    intents.removeIf([&](const IntentRecord &one) { return one.phase.section(u'/', 0, 0) != step.value; });
    return intents;
}

bool isWrite(const StepCall &call)
{
    return call.call.method != "GET"_L1 && call.note != "would send"_L1;
}

QString noteOf(const Outcome &outcome)
{
    if (outcome.kind == Outcome::Kind::Done || outcome.text.isEmpty())
        return outcomeWord(outcome);
    return CallWords::tr("%1: %2").arg(outcomeWord(outcome), outcome.text);
}

} // namespace

QList<StepCall> wizardCalls(const RunState &run, const StepProgress &step)
{
    QList<StepCall> calls = step.calls;
    const QList<IntentRecord> intents = intentsOf(run, step.id);
    qsizetype write = 0;
    for (StepCall &call : calls) {
        if (!isWrite(call))
            continue;
        const IntentRecord *intent = write < intents.size() ? &intents.at(write) : nullptr;
        ++write;
        if (intent)
            call.note = intent->outcome ? noteOf(*intent->outcome) : CallWords::tr("write");
    }
    return calls;
}

} // namespace twinlake
