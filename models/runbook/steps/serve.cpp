// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U10 serve and F9 soak: a window in which everything stays green before anything is cooled down or forgotten.
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

FactRequest readHealth(const StepContext &c)
{
    FactRequest request = facts({FactKind::Pipelines}, {c.to()});
    if (hasCanary(c))
        request.add(facts({FactKind::Canary}));
    return request;
}

bool canaryIsFine(const StepContext &c)
{
    if (!hasCanary(c))
        return true;
    const Observed<CanaryAnswer> &canary = c.world.facts.canary;
    return canary.isLive() && canary.value->region == c.to();
}

Verdict soaked(const StepContext &c, Duration window)
{
    const bool runs = allRunning(c, c.to());
    const bool serves = canaryIsFine(c);
    const QList<Evidence> rows{
        row(Words::tr("%1 processes").arg(c.label(c.to())), runs ? EvidenceVerdict::Good : EvidenceVerdict::Bad,
            runs ? Words::tr("RUNNING") : Words::tr("NOT RUNNING"), {}, c.now),
        row(Words::tr("%1 serves").arg(c.label(c.to())), serves ? EvidenceVerdict::Good : EvidenceVerdict::Bad,
            serves ? Words::tr("SERVES") : Words::tr("NOT SEEN"), {}, c.now)};
    if (!runs || !serves)
        return notYet(Words::tr("Not everything is green; the window ends only when it is."), rows);
    const Duration left = window - between(c.phaseStart, c.now);
    if (left > Duration::zero())
        return notYet(Words::tr("Green. The window of %1 is running.").arg(humanDuration(window)), rows);
    return yes(Words::tr("Green at the end of the window of %1.").arg(humanDuration(window)), rows);
}

Verdict committed(const StepContext &c)
{
    return soaked(c, c.estate.timings.commitWindow);
}

Verdict soakOver(const StepContext &c)
{
    return soaked(c, c.estate.timings.soak);
}

Phase window(const QString &key, Verdict (*done)(const StepContext &))
{
    Phase phase{key, readHealth, done};
    phase.poll = 30s;
    phase.budget = 12h;
    return phase;
}

} // namespace

Step serve(const Labels &)
{
    return {StepId{u"serve"_s},
            Words::tr("Serve and commit"),
            {u"repoint"_s},
            12h,
            {{window(u"serve/window"_s, committed)}},
            true};
}

Step soak(const Labels &)
{
    return {StepId{u"soak"_s}, Words::tr("Soak"), {u"repoint"_s}, 12h, {{window(u"soak/window"_s, soakOver)}}, true};
}

} // namespace twinlake::steps
