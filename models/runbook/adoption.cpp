// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Terraform run carries the incident in its message; a job's test run is told by its trigger and its time.
#include "models/runbook/adoption.h"

#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/intents.h"
#include "models/runbook/mutationcodec.h"
#include "models/runbook/phasedecision.h"
#include "models/runbook/reconcile.h"

#include <QJsonArray>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration skewAllowance = 2min; // between the server's clock and the console's

/// Whoever goes on may do so from an older copy of the journal, or from none.
bool mayNotKnowAll(const StepContext &c)
{
    return c.state.notes["reconstructed"_L1].toBool() || c.state.epoch > 1;
}

/// Made or adopted by this journal already: a phase that wants another one does so because that one is of no use.
bool isKnown(const StepContext &c, const QString &createdId)
{
    return std::any_of(c.state.intents.begin(), c.state.intents.end(), [&](const IntentRecord &intent) {
        return intent.outcome && intent.outcome->createdId == createdId;
    });
}

/// Everything before the nonce: incident and purpose.
QString purposeOf(const QString &message)
{
    return message.section(" twinlake/"_L1, 0, 0);
}

QString foundRun(const StepContext &c, const CreateRun &wanted)
{
    const auto found = c.world.found.value({workspaceName(c, wanted.workspace.value), c.state.id.value});
    if (!found.isLive())
        return {};
    const auto ours = std::find_if(found.value->begin(), found.value->end(), [&](const TerraformRun &run) {
        return purposeOf(run.message) == purposeOf(wanted.message) && run.planOnly == wanted.planOnly
            && run.phase() != RunPhase::FinishedFailed && !isKnown(c, run.id.value);
    });
    return ours == found.value->end() ? QString() : ours->id.value;
}

QString foundTest(const StepContext &c, const RunJobNow &wanted)
{
    const auto runs = c.world.latestRuns.value({wanted.region, wanted.job});
    const Instant since = later(c.state.notedInstant(u"proposed_t0"_s).value_or(c.state.openedAt), -skewAllowance);
    if (!runs.isLive())
        return {};
    const auto ours = std::find_if(runs.value->begin(), runs.value->end(), [&](const JobRun &run) {
        const bool useful = run.isActive() || run.resultState == "SUCCESS"_L1;
        return run.trigger == "ONE_TIME"_L1 && run.startedAt && *run.startedAt >= since && useful
            && !isKnown(c, QString::number(run.id.value));
    });
    return ours == runs.value->end() ? QString() : QString::number(ours->id.value);
}

} // namespace

FactRequest readsToAdopt(const StepContext &c, const Mutation &mutation)
{
    FactRequest request;
    if (!mayNotKnowAll(c))
        return request;
    if (const auto *run = std::get_if<CreateRun>(&mutation)) {
        const QString workspace = workspaceName(c, run->workspace.value);
        request.runsByNonce.insert({workspace, c.state.id.value});
    } else if (const auto *test = std::get_if<RunJobNow>(&mutation)) {
        request.runsOfJobs.insert({test->region, test->job});
    }
    return request;
}

QList<Command> adopt(const StepContext &c, const Mutation &mutation)
{
    QString id;
    if (!mayNotKnowAll(c))
        return {};
    if (const auto *run = std::get_if<CreateRun>(&mutation))
        id = foundRun(c, *run);
    else if (const auto *test = std::get_if<RunJobNow>(&mutation))
        id = foundTest(c, *test);
    if (id.isEmpty())
        return {};
    const QString intent = nextIntentId(c.state) + u'/' + c.phase.key; // two lanes may adopt in the same round
    QJsonObject outcome =
        toJson(Outcome{Outcome::Kind::Done, 0, Words::tr("Made before by an earlier console, found by reading."), id});
    outcome.insert(u"intent"_s, intent);
    QJsonObject made = intentData(c.state, {c.step.id, c.phase.key, subjectOf(mutation), mutation, {}});
    made.insert(u"intent"_s, intent);
    return {Record{events::make(c.state.id, events::intent, c.step.id, made)},
            Record{events::make(c.state.id, events::outcome, c.step.id, outcome)}};
}

} // namespace twinlake
