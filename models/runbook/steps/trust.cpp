// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// F1 trust, F2 mend-feed and F3 revive: the old region answers, its feed flows, its pipelines run.
#include "models/rules/reachability.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

FactRequest readReach(const StepContext &c)
{
    return facts({FactKind::Reach}, {c.to()});
}

/// Answering without a gap for the hold-down.
Verdict answersSteadily(const StepContext &c)
{
    const Reachability &reach = c.world.facts.regions[c.to()].reach;
    const auto since = c.world.answeringSince[c.to()];
    const QString question = Words::tr("%1 answers").arg(c.label(c.to()));
    if (!since) {
        return notYet(Words::tr("%1 does not answer yet.").arg(c.label(c.to())),
                      {row(question, EvidenceVerdict::Bad, reachWord(reach.reach), reach.detail, c.now)});
    }
    const Duration steady = between(*since, c.now);
    const bool enough = steady >= c.estate.timings.holdDown;
    const QList<Evidence> rows{row(question, enough ? EvidenceVerdict::Good : EvidenceVerdict::NotYet,
                                   reachWord(reach.reach), Words::tr("for %1").arg(humanDuration(steady)), c.now)};
    return enough ? yes(Words::tr("%1 has been answering for %2.").arg(c.label(c.to()), humanDuration(steady)), rows)
                  : notYet(Words::tr("Holding down for %1.").arg(humanDuration(c.estate.timings.holdDown)), rows);
}

// --- F2

FactRequest readLanding(const StepContext &c)
{
    return facts({FactKind::Landing}, {c.from(), c.to()});
}

bool zonesAreKnown(const StepContext &c)
{
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        if (pipeline.landingZones[c.to()].isEmpty() || pipeline.landingZones[c.from()].isEmpty())
            return false;
    }
    return true;
}

Verdict feedFlows(const StepContext &c)
{
    const QString question = Words::tr("Feed of %1").arg(c.label(c.to()));
    if (c.state.phase(c.phase.key).approved)
        return yes(Words::tr("A person says that the feed is mended."));
    const auto ours = newestLanding(c, c.to());
    const auto theirs = newestLanding(c, c.from());
    if (!ours || !theirs)
        return notYet(Words::tr("Listing the landing zones."),
                      {row(question, EvidenceVerdict::CannotKnow, Words::tr("CANNOT KNOW"), {}, c.now)});
    const Duration behind = between(*ours, *theirs);
    const bool fresh = behind <= 5min;
    const QList<Evidence> rows{row(
        question, fresh ? EvidenceVerdict::Good : EvidenceVerdict::Bad,
        fresh ? Words::tr("FLOWS") : Words::tr("BEHIND"),
        Words::tr("The newest file is %1 behind that of %2.").arg(humanDuration(behind), c.label(c.from())), c.now)};
    return fresh ? yes(Words::tr("The feed of %1 flows again.").arg(c.label(c.to())), rows)
                 : notYet(Words::tr("The feed of %1 is behind. Resume its copying and back-fill what is missing.")
                              .arg(c.label(c.to())),
                          rows);
}

std::optional<GateAsk> askAboutFeed(const StepContext &c)
{
    if (zonesAreKnown(c))
        return std::nullopt;
    GateAsk ask;
    ask.headline = Words::tr("Is the feed of %1 whole again?").arg(c.label(c.to()));
    ask.explanation = Words::tr("The estate names no landing zones, so Twinlake cannot see it.");
    ask.primaryLabel = Words::tr("The feed is mended");
    return ask;
}

// --- F3

FactRequest readPipelinesAndJobs(const StepContext &c)
{
    return facts({FactKind::Pipelines, FactKind::Jobs}, {c.to()});
}

Verdict revived(const StepContext &c)
{
    QList<Evidence> rows;
    bool all = true;
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        const auto live = livePipeline(c, c.to(), pipeline);
        if (live && !isContinuous(c, c.to(), pipeline)) {
            return failed(
                Words::tr("%1 is not continuous in %2. Activate it there first.").arg(pipeline.name, c.label(c.to())));
        }
        const bool runs = runningUpdate(c, c.to(), pipeline).has_value();
        all = all && runs;
        rows.append(row(pipeline.name, runs ? EvidenceVerdict::Good : EvidenceVerdict::Waiting,
                        runs ? Words::tr("RUNNING") : Words::tr("NOT RUNNING"), {}, c.now));
    }
    return all ? yes(Words::tr("Every pipeline of %1 runs.").arg(c.label(c.to())), rows)
               : notYet(Words::tr("Waiting for RUNNING in %1.").arg(c.label(c.to())), rows);
}

/// A continuous pipeline restarts by itself; one that has not after a minute is started. Never a full refresh.
std::optional<Mutation> startStopped(const StepContext &c)
{
    if (between(c.phaseStart, c.now) < 60s)
        return std::nullopt;
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        const auto live = livePipeline(c, c.to(), pipeline);
        if (!live || live->activeUpdate())
            continue;
        QList<UpdateId> known;
        for (const Update &update : live->latestUpdates)
            known.append(update.id);
        const StartUpdate start{c.to(), live->id, known};
        return start;
    }
    return std::nullopt;
}

} // namespace

Step trust(const Labels &labels)
{
    Phase steady{u"trust/steady"_s, readReach, answersSteadily};
    steady.poll = 30s;
    steady.budget = 24h;
    return {StepId{u"trust"_s},
            Words::tr("Trust %1").arg(labels.to),
            {},
            24h,
            {{findDirection(u"trust/direction"_s), steady, lockCoordination(u"trust/lock"_s),
              startWarehouses(u"trust/warehouse"_s)}}};
}

Step mendFeed(const Labels &labels)
{
    Phase feed{u"mend-feed/landing"_s, readLanding, feedFlows, nullptr, askAboutFeed};
    feed.poll = 30s;
    feed.budget = 24h;
    return {StepId{u"mend-feed"_s}, Words::tr("Mend the feed of %1").arg(labels.to), {u"trust"_s}, 24h, {{feed}}};
}

Step revive(const Labels &labels)
{
    Phase updates{u"revive/updates"_s, readPipelinesAndJobs, revived, nullptr, nullptr, startStopped};
    updates.budget = 60min;
    return {StepId{u"revive"_s}, Words::tr("Let %1 run").arg(labels.to), {u"trust"_s}, 60min, {{updates}}};
}

} // namespace twinlake::steps
