// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// F4 catch-up, F5 parity and F6 go: the old region has the same rows below a cut, and a person says so.
#include "models/rules/reachability.h"
#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

/// Only where an answer is missing it matters who is silent.
FactRequest readWatermarks(const StepContext &c)
{
    const bool known = groupWatermark(c, c.from()) && groupWatermark(c, c.to());
    return known ? facts({FactKind::Watermarks}, {c.from(), c.to()})
                 : facts({FactKind::Watermarks, FactKind::Reach}, {c.from(), c.to()});
}

/// A comparison with a region that is out never ends: a person has to hear of it, and what else there is to do.
std::optional<Verdict> missingRegion(const StepContext &c)
{
    for (const Region region : {c.from(), c.to()}) {
        if (!isSilent(c.world.facts.regions[region].reach.reach))
            continue;
        const bool mayEscalate = c.state.recipe == RecipeKind::Switchover && region == c.from();
        return blocked(mayEscalate
                           ? Words::tr("%1 does not answer any more, so the regions cannot be compared. Wait for it, "
                                       "or go on as a failover.")
                                 .arg(c.label(region))
                           : Words::tr("%1 does not answer any more, so the regions cannot be compared. Wait for it, "
                                       "or abort.")
                                 .arg(c.label(region)));
    }
    return std::nullopt;
}

Verdict watermarksAreMissing(const StepContext &c)
{
    return missingRegion(c).value_or(notYet(Words::tr("Reading the watermarks of both regions.")));
}

Verdict followerIsNear(const StepContext &c)
{
    const auto ours = groupWatermark(c, c.to());
    const auto theirs = groupWatermark(c, c.from());
    if (!ours || !theirs)
        return watermarksAreMissing(c);
    const Duration behind = std::max(Duration::zero(), between(*ours, *theirs));
    const bool near = behind <= groupLateness(c);
    const QList<Evidence> rows{row(Words::tr("%1 behind %2").arg(c.label(c.to()), c.label(c.from())),
                                   near ? EvidenceVerdict::Good : EvidenceVerdict::NotYet, humanDuration(behind),
                                   Words::tr("at most %1").arg(humanDuration(groupLateness(c))), c.now)};
    return near ? yes(Words::tr("%1 has caught up.").arg(c.label(c.to())), rows)
                : notYet(Words::tr("%1 is catching up.").arg(c.label(c.to())), rows);
}

/// C = min(wA, wB) - L: below it nothing is expected to arrive any more.
Verdict cutIsSet(const StepContext &c)
{
    const auto ours = groupWatermark(c, c.to());
    const auto theirs = groupWatermark(c, c.from());
    if (!ours || !theirs)
        return watermarksAreMissing(c);
    const Instant cut = later(std::min(*ours, *theirs), -groupLateness(c));
    Verdict verdict = yes(Words::tr("Rows are compared up to %1.").arg(timeOfDay(cut, c.now)));
    verdict.notes = {{u"cut"_s, toIso(cut)}};
    return verdict;
}

bool allCounted(const StepContext &c)
{
    return std::all_of(c.group.pipelines.begin(), c.group.pipelines.end(), [&](const EstatePipeline &pipeline) {
        return std::all_of(pipeline.goldTables.begin(), pipeline.goldTables.end(), [&](const EstateTable &table) {
            return c.world.counted[c.to()].value(table.names[c.to()]).isLive()
                && c.world.counted[c.from()].value(table.names[c.from()]).isLive();
        });
    });
}

FactRequest readCountsAtCut(const StepContext &c)
{
    FactRequest request;
    const Instant cut = c.state.notedInstant(u"cut"_s).value_or(c.state.openedAt);
    request.counts = CountRequest{cut, later(cut, -Duration(48h)), {c.from(), c.to()}, false};
    if (!allCounted(c))
        request.add(facts({FactKind::Reach}, {c.from(), c.to()}));
    return request;
}

struct TableParity {
    bool known = false;
    bool equal = false;
    Evidence evidence;
};

TableParity compare(const StepContext &c, const EstateTable &table)
{
    const auto ours = c.world.counted[c.to()].value(table.names[c.to()]);
    const auto theirs = c.world.counted[c.from()].value(table.names[c.from()]);
    TableParity parity;
    parity.known = ours.isLive() && theirs.isLive();
    if (!parity.known) {
        parity.evidence = row(table.names[c.to()], EvidenceVerdict::CannotKnow, Words::tr("CANNOT KNOW"),
                              Words::tr("One region has not answered."), c.now);
        return parity;
    }
    const qint64 unread = ours.value->unreadFiles.value_or(0) + theirs.value->unreadFiles.value_or(0);
    parity.equal = ours.value->rowsUpToT0 == theirs.value->rowsUpToT0 && unread == 0;
    const QString counts =
        Words::tr("%1 rows in %2, %3 in %4, %5 files unread")
            .arg(QString::number(ours.value->rowsUpToT0), c.label(c.to()), QString::number(theirs.value->rowsUpToT0),
                 c.label(c.from()), QString::number(unread));
    parity.evidence = row(table.names[c.to()], parity.equal ? EvidenceVerdict::Good : EvidenceVerdict::NotYet,
                          parity.equal ? Words::tr("EQUAL") : Words::tr("DIFFERENT"), counts, c.now);
    return parity;
}

Verdict regionsAgree(const StepContext &c)
{
    QList<Evidence> rows;
    bool known = true;
    bool equal = true;
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            const TableParity parity = compare(c, table);
            rows.append(parity.evidence);
            known = known && parity.known;
            equal = equal && parity.equal;
        }
    }
    if (!known)
        return missingRegion(c).value_or(notYet(Words::tr("Counting in both regions."), rows));
    if (!equal)
        return notYet(Words::tr("The regions differ below the cut: rows are missing in one of them."), rows);
    Verdict verdict = yes(Words::tr("Both regions hold the same number of rows below the cut."), rows);
    verdict.remarks = {
        {events::caughtUp, {{u"verdict"_s, caughtUpKey(CaughtUp::Proven)}, {u"sentence"_s, verdict.sentence}}}};
    return verdict;
}

std::optional<GateAsk> askToGoBack(const StepContext &c)
{
    GateAsk ask;
    ask.headline = Words::tr("%1 is whole. Failing back is safe.").arg(c.label(c.to()));
    ask.explanation = Words::tr("Failing back is never urgent; consumers move a second time.");
    ask.primaryLabel = Words::tr("Fail back to %1").arg(c.label(c.to()));
    const StepProgress *parity = c.state.step(StepId{u"parity"_s});
    ask.checks = parity ? parity->evidence : QList<Evidence>();
    return ask;
}

} // namespace

Step catchUpBack(const Labels &labels)
{
    Phase near{u"catch-up/near"_s, readWatermarks, followerIsNear};
    near.poll = 15s;
    near.budget = 26h;
    return {StepId{u"catch-up"_s},
            Words::tr("Catch up %1").arg(labels.to),
            {u"mend-feed"_s, u"revive"_s},
            26h,
            {{near}},
            true};
}

Step parity(const Labels &)
{
    Phase cut{u"parity/cut"_s, readWatermarks, cutIsSet};
    cut.poll = 5s;
    Phase counts{u"parity/counts"_s, readCountsAtCut, regionsAgree};
    counts.poll = 15s;
    counts.budget = 2h;
    return {StepId{u"parity"_s}, Words::tr("Prove parity"), {u"catch-up"_s}, 2h, {{cut, counts}}, true};
}

Step goBack(const Labels &)
{
    const Phase approve{u"go/approve"_s, nothing, approved, nullptr, askToGoBack};
    return {StepId{u"go"_s}, Words::tr("Approve the failback"), {u"parity"_s}, 10min, {{approve}}};
}

Step level(const Labels &)
{
    Phase near{u"level/near"_s, readWatermarks, followerIsNear};
    near.poll = 10s;
    near.budget = 26h;
    Phase cut{u"level/cut"_s, readWatermarks, cutIsSet};
    cut.poll = 5s;
    Phase counts{u"level/counts"_s, readCountsAtCut, regionsAgree};
    counts.poll = 10s;
    counts.budget = 2h;
    return {StepId{u"level"_s},       Words::tr("Level both regions"),
            {u"quiet"_s, u"ready"_s}, 26h,
            {{near, cut, counts}},    true};
}

} // namespace twinlake::steps
