// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One look at each phase.
#include "models/runbook/dryrun.h"

#include "models/runbook/events.h"
#include "models/runbook/intents.h"
#include "models/runbook/invariants.h"
#include "models/runbook/mutationcodec.h"
#include "models/runbook/phasedecision.h"
#include "models/runbook/phaseparts.h"

#include <QJsonArray>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace phaseparts;

namespace {

const QString findingsKey = u"dry_run_findings"_s;

/// Waits for a run that exists: the plan-only one of this dry run.
bool followsARun(const StepContext &c)
{
    const FactRequest request = usualReads(c);
    return std::any_of(request.plans.begin(), request.plans.end(),
                       [](const TerraformRunId &id) { return !id.isEmpty(); });
}

QList<Command> over(const StepContext &c, Verdict verdict, const QString &finding)
{
    QJsonArray findings = c.state.notes[findingsKey].toArray();
    if (!finding.isEmpty())
        findings.append(u"%1: %2"_s.arg(c.step.title, finding));
    verdict.notes.insert(findingsKey, findings);
    verdict.remarks.clear(); // no clock runs in a dry run
    return finish(c, verdict);
}

QList<Command> wouldSend(const StepContext &c, const Poll &poll, const Mutation &mutation)
{
    FactRequest needed = usualReads(c);
    needed.add(readsBefore(c, mutation));
    if (!poll.request.covers(needed))
        return {readNow(c, needed)};
    const Verdict allowed =
        c.phase.precondition ? c.phase.precondition(c) : Verdict{Verdict::Kind::Yes, {}, {}, {}, {}, {}};
    const bool may = allowed.kind == Verdict::Kind::Yes;
    // Rules about what an earlier write would have brought about cannot hold yet: they are told, they stop nothing.
    const Verdict rules = may ? checkFacts(c, mutation) : allowed;
    const QString verdict = rules.kind == Verdict::Kind::Yes ? Words::tr("It would be allowed now.") : rules.sentence;
    const Send send{c.step.id, keyOf(c), subjectOf(mutation), mutation, {}};
    const CallText text = callText(mutation);
    Verdict done;
    done.sentence = Words::tr("Would send %1 %2 to %3. %4").arg(text.method, text.path, text.target, verdict);
    return QList<Command>{Record{event(c, events::wouldSend, wouldSendData(send, verdict))}}
    + over(c, done, may ? QString() : allowed.sentence);
}

} // namespace

QList<Command> decideDry(const StepContext &c, bool speaks)
{
    const Poll *poll = usablePoll(c);
    if (!poll)
        return {readNow(c, usualReads(c))};
    const std::optional<Mutation> mutation = c.phase.act ? c.phase.act(c) : std::nullopt;
    const bool real = (mutation && isPlanOnly(*mutation)) || c.state.intent(keyOf(c)) || followsARun(c);
    Verdict verdict = c.phase.done(c);
    if (real && verdict.kind == Verdict::Kind::NotYet && !(c.phase.gate && c.phase.gate(c)))
        return decide(c, speaks);
    if (verdict.kind == Verdict::Kind::Yes)
        return over(c, verdict, {});
    if (verdict.kind == Verdict::Kind::NotYet && mutation)
        return wouldSend(c, *poll, *mutation);
    const bool stops = verdict.kind == Verdict::Kind::Blocked || verdict.kind == Verdict::Kind::Failed;
    const QString finding = stops ? verdict.sentence : QString();
    verdict.sentence = stops ? Words::tr("Would stop here: %1").arg(verdict.sentence)
                             : Words::tr("Not waited for in a dry run. %1").arg(verdict.sentence);
    return over(c, verdict, finding);
}

Command closeDryRun(const RunState &state)
{
    const QJsonArray findings = state.notes[findingsKey].toArray();
    const QString result = findings.isEmpty() ? u"passed"_s : u"inconclusive"_s;
    const QString sentence = findings.isEmpty()
        ? Words::tr("Dry run: every step was walked, nothing but plan-only runs was sent.")
        : Words::tr("Dry run: nothing but plan-only runs was sent. It would stop at %1")
              .arg(findings.first().toString());
    return Record{
        events::make(state.id, events::incidentClosed, {}, {{u"result"_s, result}, {u"sentence"_s, sentence}})};
}

} // namespace twinlake
