// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shared questions to the world.
#include "models/runbook/steps/common.h"

#include "models/rules/reachability.h"
#include "models/runbook/steps/lockkey.h"

#include <QCryptographicHash>

#include <algorithm>

namespace twinlake::steps {

Verdict yes(const QString &sentence, QList<Evidence> evidence)
{
    return {Verdict::Kind::Yes, sentence, std::move(evidence), {}, {}};
}

Verdict notYet(const QString &sentence, QList<Evidence> evidence)
{
    return {Verdict::Kind::NotYet, sentence, std::move(evidence), {}, {}};
}

Verdict blocked(const QString &sentence, QList<Evidence> evidence)
{
    return {Verdict::Kind::Blocked, sentence, std::move(evidence), {}, {}};
}

Verdict failed(const QString &sentence, QList<Evidence> evidence)
{
    return {Verdict::Kind::Failed, sentence, std::move(evidence), {}, {}};
}

Evidence row(const QString &question, EvidenceVerdict verdict, const QString &word, const QString &detail,
             const Instant &readAt)
{
    Evidence evidence{question, verdict, word, detail, std::nullopt};
    if (readAt.isValid())
        evidence.readAt = readAt;
    return evidence;
}

QString timeOfDay(const Instant &instant, const Instant &today)
{
    const QString time = instant.toUTC().toString(u"HH:mm:ss'Z'"_s);
    return instant.toUTC().date() == today.toUTC().date() ? time
                                                          : instant.toUTC().date().toString(Qt::ISODate) + u' ' + time;
}

FactRequest facts(QSet<FactKind> kinds, QSet<Region> regions)
{
    FactRequest request;
    request.facts = std::move(kinds);
    request.regions = std::move(regions);
    return request;
}

std::optional<Pipeline> livePipeline(const StepContext &c, Region region, const EstatePipeline &pipeline)
{
    const Observed<Pipeline> observed = c.world.facts.regions[region].pipelines.value(pipeline.name);
    return observed.isLive() ? observed.value : std::nullopt;
}

bool isContinuous(const StepContext &c, Region region, const EstatePipeline &pipeline)
{
    if (pipeline.activation == Activation::ContinuousJob) {
        const Observed<Job> job = c.world.facts.regions[region].jobs.value(pipeline.jobIds[region]);
        return job.isLive() && job.value->continuousPaused == false;
    }
    const auto live = livePipeline(c, region, pipeline);
    return live && live->continuous;
}

std::optional<Update> runningUpdate(const StepContext &c, Region region, const EstatePipeline &pipeline)
{
    const auto live = livePipeline(c, region, pipeline);
    const auto update = live ? live->activeUpdate() : std::nullopt;
    return update && update->state == UpdateState::Running ? update : std::nullopt;
}

bool allRunning(const StepContext &c, Region region)
{
    return std::all_of(c.group.pipelines.begin(), c.group.pipelines.end(), [&](const EstatePipeline &pipeline) {
        return isContinuous(c, region, pipeline) && runningUpdate(c, region, pipeline);
    });
}

bool hasCanary(const StepContext &c)
{
    return c.group.consumers && c.group.consumers->canary;
}

std::optional<Instant> groupWatermark(const StepContext &c, Region region)
{
    std::optional<Instant> slowest;
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            const Observed<TableWatermark> read = c.world.facts.regions[region].watermarks.value(table.names[region]);
            if (!read.isLive() || !read.value->watermark)
                return std::nullopt;
            slowest = slowest ? std::min(*slowest, *read.value->watermark) : *read.value->watermark;
        }
    }
    return slowest;
}

std::optional<Instant> newestLanding(const StepContext &c, Region region)
{
    std::optional<Instant> oldest;
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        const Observed<LandingNewest> read = c.world.facts.regions[region].landing.value(pipeline.name);
        if (!read.isLive() || !read.value->newestFileAt)
            return std::nullopt;
        oldest = oldest ? std::min(*oldest, *read.value->newestFileAt) : *read.value->newestFileAt;
    }
    return oldest;
}

Duration groupLateness(const StepContext &c)
{
    Duration longest = std::chrono::minutes(1);
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables)
            longest = std::max(longest, table.lateness);
    }
    return longest;
}

std::optional<Instant> servedUpTo(const StepContext &c)
{
    const auto noted = c.state.notedInstant(u"served_up_to"_s);
    return noted ? noted : c.state.clocks.t0;
}

bool mayHaveServedOn(const StepContext &c)
{
    const Reachability &reach = c.world.facts.regions[c.from()].reach;
    if (isSilent(reach.reach))
        return false;
    const bool unasked = !reach.lastProbeAt; // by a console that went on just now
    const bool answers = reach.lastAnswerAt && between(*reach.lastAnswerAt, c.now) <= roleLimit;
    return c.state.recipe != RecipeKind::Failover || unasked || answers;
}

std::optional<Instant> servedUpToNow(const StepContext &c)
{
    const std::optional<Instant> noted = servedUpTo(c);
    const std::optional<Instant> shown = groupWatermark(c, c.from());
    if (!shown)
        return noted;
    for (const Observed<TableWatermark> &read : c.world.facts.regions[c.from()].watermarks) {
        const bool hidden = read.value && read.value->watermark > read.value->serverNow;
        if (hidden || between(read.readAt, c.now) > roleLimit)
            return noted; // a row of the future hides what was served; an old reading says nothing of now
    }
    // Both regions take their files in batches; to the second they never agree.
    const Instant served = later(*shown, -groupLateness(c));
    return noted ? std::max(*noted, served) : served;
}

QString stepNonce(const StepContext &c)
{
    const auto attempt = std::count_if(c.state.intents.begin(), c.state.intents.end(),
                                       [&](const IntentRecord &one) { return one.phase == c.phase.key; });
    const QString text = c.state.nonce + u'|' + c.phase.key + u'|' + QString::number(attempt);
    return u"twinlake/"_s
        + QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
}

bool holdsCoordinationLock(const StepContext &c)
{
    const Observed<TerraformWorkspace> &workspace = c.world.facts.terraform.coordination;
    return workspace.isLive() && workspace.value->locked && workspace.value->lockedReason.contains(c.state.nonce);
}

bool hasLostCoordinationLock(const StepContext &c)
{
    return tookLock(c.state) && c.world.facts.terraform.coordination.isLive() && !holdsCoordinationLock(c);
}

TerraformRunId runOf(const RunState &state, const QString &phaseKey)
{
    const IntentRecord *intent = state.intent(phaseKey);
    if (!intent || intent->givenUp || !intent->outcome || intent->outcome->kind != Outcome::Kind::Done)
        return {};
    return {intent->outcome->createdId};
}

QStringList previewPhaseKeys(RecipeKind recipe)
{
    const QString step = recipe == RecipeKind::Switchover ? u"ready"_s : u"warm"_s;
    return {step + u"/preview-run"_s, step + u"/preview-plan"_s};
}

TerraformRunId previewRun(const StepContext &c)
{
    return runOf(c.state, previewPhaseKeys(c.state.recipe).constFirst());
}

Verdict approved(const StepContext &c)
{
    const PhaseRecord record = c.state.phase(c.phase.key);
    return record.gateAnsweredAt && record.approved ? yes(Words::tr("Approved.")) : notYet({});
}

FactRequest nothing(const StepContext &)
{
    return {};
}

} // namespace twinlake::steps
