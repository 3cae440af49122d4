// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Readings that count, evidence that is written only when it changed, ids seen.
#include "models/runbook/phaseparts.h"

#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/reconcile.h"
#include "models/runbook/steps/common.h"

#include <QJsonArray>

#include <algorithm>

namespace twinlake::phaseparts {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration borrowLimit = 3s; // a reading made for another phase counts this long
constexpr Duration showEvery = 60s; // unchanged evidence is written again only for its age

/// The instant after which a reading counts: the phase's start, its gate's answer, the last thing sent.
Instant countsFrom(const StepContext &c)
{
    Instant since = c.phaseStart;
    if (const auto answered = c.state.phase(keyOf(c)).gateAnsweredAt)
        since = std::max(since, *answered);
    for (const IntentRecord &intent : c.state.intents) {
        if (intent.phase == keyOf(c))
            since = std::max(since, intent.outcomeAt.value_or(intent.at));
    }
    return since;
}

/// The last thing that could have made an earlier reading wrong, whoever's it was.
Instant lastChange(const StepContext &c)
{
    Instant last = c.state.resumedAt.value_or(c.state.openedAt);
    if (const StepProgress *progress = c.state.step(c.step.id))
        last = std::max(last, progress->retriedAt.value_or(last));
    last = std::max(last, c.state.phase(keyOf(c)).gateAnsweredAt.value_or(last));
    for (const IntentRecord &intent : c.state.intents)
        last = std::max(last, intent.outcomeAt.value_or(intent.at));
    return last;
}

/// What another phase has read just now need not be read again.
const Poll *borrowedPoll(const StepContext &c)
{
    const Instant since = lastChange(c);
    const FactRequest wanted = usualReads(c);
    const Poll *newest = nullptr;
    for (const Poll &poll : c.world.polls) {
        const bool recent = poll.startedAt > since && between(poll.endedAt, c.now) <= borrowLimit;
        if (recent && poll.request.covers(wanted) && (!newest || poll.startedAt > newest->startedAt))
            newest = &poll;
    }
    return newest;
}

/// Old rows with the new ones in their place: two lanes of a step share its evidence.
QList<Evidence> merged(QList<Evidence> rows, const QList<Evidence> &fresh)
{
    for (const Evidence &row : fresh) {
        const auto same =
            std::find_if(rows.begin(), rows.end(), [&](const Evidence &old) { return old.question == row.question; });
        if (same == rows.end())
            rows.append(row);
        else
            *same = row;
    }
    return rows;
}

bool looksTheSame(const QList<Evidence> &old, const QList<Evidence> &fresh)
{
    return std::equal(old.begin(), old.end(), fresh.begin(), fresh.end(), [](const Evidence &a, const Evidence &b) {
        const bool sameAge = !a.readAt || !b.readAt || between(*a.readAt, *b.readAt) < showEvery;
        return a.question == b.question && a.verdict == b.verdict && a.word == b.word && a.detail == b.detail
            && sameAge;
    });
}

} // namespace

JournalEvent event(const StepContext &c, const QString &kind, QJsonObject data)
{
    return events::make(c.state.id, kind, c.step.id, std::move(data));
}

QString keyOf(const StepContext &c)
{
    return c.phase.key;
}

const Poll *usablePoll(const StepContext &c)
{
    const auto poll = c.world.polls.constFind(keyOf(c));
    const bool own = poll != c.world.polls.constEnd() && poll->startedAt >= countsFrom(c);
    return own ? &*poll : borrowedPoll(c);
}

FactRequest usualReads(const StepContext &c)
{
    return c.phase.reads ? c.phase.reads(c) : FactRequest();
}

Command readNow(const StepContext &c, FactRequest request)
{
    return Read{keyOf(c), std::move(request)};
}

/// Reads again when the poll interval is over, else waits for that.
QList<Command> keepPolling(const StepContext &c, const Poll &poll, const FactRequest &request)
{
    const Instant due = later(poll.endedAt, c.phase.pace ? c.phase.pace(c) : c.phase.poll);
    if (due <= c.now)
        return {readNow(c, request)};
    return {Wait{due}};
}

QList<Command> show(const StepContext &c, const Verdict &verdict, const QString &status, bool speaks)
{
    const StepProgress &progress = *c.state.step(c.step.id);
    const QList<Evidence> rows = merged(progress.evidence, verdict.evidence);
    const QString sentence = speaks && !verdict.sentence.isEmpty() ? verdict.sentence : progress.sentence;
    const bool blocked = progress.status == StepStatus::Blocked;
    const bool unknown = progress.status == StepStatus::OutcomeUnknown;
    const QString shown = blocked ? u"blocked"_s : unknown ? u"outcome_unknown"_s : QString();
    const QString cause = speaks ? verdict.cause : progress.cause;
    const QString rule = speaks ? verdict.rule : progress.rule;
    if (sentence == progress.sentence && cause == progress.cause && rule == progress.rule
        && looksTheSame(progress.evidence, rows) && (shown == status || !speaks))
        return {};
    return {Record{event(c, events::evidence,
                         {{u"status"_s, speaks ? status : shown},
                          {u"sentence"_s, sentence},
                          {u"cause"_s, cause},
                          {u"rule"_s, rule},
                          {u"evidence"_s, toJson(rows)}})}};
}

QList<Command> finish(const StepContext &c, const Verdict &verdict)
{
    QList<Command> commands;
    for (const Remark &remark : verdict.remarks)
        commands.append(Record{event(c, remark.kind, remark.data)});
    QJsonObject data{{u"phase"_s, keyOf(c)}, {u"notes"_s, verdict.notes}};
    if (!verdict.sentence.isEmpty())
        data.insert(u"sentence"_s, verdict.sentence);
    const QList<Evidence> rows = merged(c.state.step(c.step.id)->evidence, verdict.evidence);
    if (!rows.isEmpty())
        data.insert(u"evidence"_s, toJson(rows));
    commands.append(Record{event(c, events::phaseDone, data)});
    return commands;
}

QList<Command> failWith(const StepContext &c, const QString &sentence, const QStringList &anew)
{
    QJsonObject data{{u"sentence"_s, sentence}};
    if (!anew.isEmpty())
        data.insert(u"anew"_s, QJsonArray::fromStringList(anew));
    return {Record{event(c, events::stepFailed, data)}};
}

QJsonObject idsSeen(const StepContext &c)
{
    QJsonObject seen;
    QJsonArray continuous;
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        for (const Region region : bothRegions) {
            if (steps::isContinuous(c, region, pipeline))
                continuous.append(regionKey(region) + u'/' + pipeline.name);
        }
    }
    if (!continuous.isEmpty())
        seen.insert(u"continuous"_s, continuous);
    for (const Region region : bothRegions) {
        const RegionFacts &facts = c.world.facts.regions[region];
        for (auto it = facts.pipelines.begin(); it != facts.pipelines.end(); ++it) {
            if (!it->value)
                continue;
            QJsonArray ids;
            for (const Update &update : it->value->latestUpdates)
                ids.append(update.id.value);
            seen.insert(regionKey(region) + u'/' + it.key(), ids);
        }
    }
    for (auto it = c.world.latestRuns.begin(); it != c.world.latestRuns.end(); ++it) {
        QJsonArray ids;
        for (const JobRun &run : it->value.value_or(QList<JobRun>()))
            ids.append(QString::number(run.id.value));
        seen.insert(jobRunsKey(it.key()), ids);
    }
    return seen;
}

} // namespace twinlake::phaseparts
