// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who serves, and the one sentence that the overview says about it.
#include "models/rules/advice.h"

#include "models/rules/reachability.h"
#include "models/rules/serving.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant now = *fromIso(u"2026-11-22T03:00:00Z"_s);

Estate estate()
{
    Estate one;
    one.name = u"acme"_s;
    one.regions.primary.label = u"us-east-1"_s;
    one.regions.secondary.label = u"us-west-2"_s;
    FailoverGroup group;
    group.name = u"orders"_s;
    group.rto = 30min;
    group.rpo = 15min;
    EstatePipeline pipeline;
    pipeline.name = u"orders"_s;
    pipeline.goldTables = {EstateTable{{u"main.gold.orders"_s, u"main.gold.orders"_s}, u"event_timestamp"_s, 2min}};
    group.pipelines = {pipeline};
    EstateConsumers consumers;
    consumers.values = {u"us-east-1"_s, u"us-west-2"_s};
    consumers.canary = EstateCanary{QUrl(u"http://127.0.0.1:1/"_s), u"/region"_s, {}};
    group.consumers = consumers;
    one.groups = {group};
    return one;
}

void setRole(RegionFacts &facts, bool continuous, bool paused)
{
    Pipeline pipeline;
    pipeline.id = PipelineId{u"p"_s};
    pipeline.name = u"orders"_s;
    pipeline.continuous = continuous;
    const UpdateState state = continuous ? UpdateState::Running : UpdateState::Completed;
    pipeline.latestUpdates = {Update{UpdateId{u"u"_s}, state, wireWord(state), {}, {}}};
    facts.pipelines[u"orders"_s].succeeded(pipeline, now);
    Job job;
    job.id = JobId{7};
    job.name = u"dr-orders"_s;
    job.schedule = JobSchedule{u"0 30 * * * ?"_s, u"UTC"_s, paused};
    job.pipelines = {pipeline.id};
    facts.jobs[job.id].succeeded(job, now);
}

void setReach(Reachability &reach, Reach word)
{
    reach.reach = word;
    reach.lastProbeAt = now;
    reach.silentSince = isSilent(word) ? std::optional(now.addSecs(-384)) : std::nullopt;
}

void setServing(GroupFacts &facts, Region region)
{
    const QString value = region == Region::Primary ? u"us-east-1"_s : u"us-west-2"_s;
    facts.canary.succeeded(CanaryAnswer{value, region, {}}, now);
    facts.terraform.consumers.variable.succeeded(TerraformVariable{{}, {}, value, {}, false, {}}, now);
}

EstateSnapshot fine()
{
    GroupFacts facts;
    facts.group = u"orders"_s;
    setRole(facts.regions.primary, true, true);
    setRole(facts.regions.secondary, false, false);
    setReach(facts.regions.primary.reach, Reach::Reachable);
    setReach(facts.regions.secondary.reach, Reach::Reachable);
    setReach(facts.terraform.reach, Reach::Reachable);
    setServing(facts, Region::Primary);
    for (const Region region : bothRegions) {
        facts.regions[region].watermarks[u"main.gold.orders"_s].succeeded(
            TableWatermark{u"main.gold.orders"_s, now.addSecs(-42), now}, now);
    }
    EstateSnapshot snapshot;
    snapshot.at = now;
    snapshot.groups = {facts};
    return snapshot;
}

using Change = void (*)(GroupFacts &);

} // namespace

Q_DECLARE_METATYPE(Change)

class TestAdvice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void worstFindingSpeaks_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<Advice::Tone>("tone");
        QTest::addColumn<Advice::Action>("action");
        QTest::addColumn<QString>("says");
        using Tone = Advice::Tone;
        using Action = Advice::Action;
        const auto row = [](const char *name, Change change, Tone tone, Action action, const QString &says) {
            QTest::newRow(name) << change << tone << action << says;
        };
        row(
            "all is well", [](GroupFacts &) {}, Tone::Fine, Action::Rehearse,
            u"No action needed. us-east-1 serves orders and us-west-2 can take over."_s);
        row(
            "the serving region is dark",
            [](GroupFacts &f) {
                setReach(f.regions.primary.reach, Reach::NoAnswer);
                f.canary.failed(Error{Error::Kind::Timeout, u"no answer"_s, 0, {}, {}}, now);
            },
            Tone::Bad, Action::DeclareOutage,
            u"us-east-1 has not answered for 6 min 24 s. Declare an outage, fail over orders first."_s);
        row(
            "the secondary serves and is dark",
            [](GroupFacts &f) {
                setServing(f, Region::Secondary);
                setRole(f.regions.secondary, true, true);
                setRole(f.regions.primary, false, false);
                setReach(f.regions.secondary.reach, Reach::NoAnswer);
                f.canary.failed(Error{Error::Kind::Timeout, u"no answer"_s, 0, {}, {}}, now);
            },
            Tone::Bad, Action::DeclareOutage,
            u"us-west-2 has not answered for 6 min 24 s. Declare an outage, fail over orders first."_s);
        row(
            "nobody answers",
            [](GroupFacts &f) {
                setReach(f.regions.primary.reach, Reach::NoAnswer);
                setReach(f.regions.secondary.reach, Reach::NoAnswer);
                setReach(f.terraform.reach, Reach::NoAnswer);
            },
            Tone::Bad, Action::None, u"us-east-1 has not answered for 6 min 24 s. Check our own network first."_s);
        row(
            "our token is refused", [](GroupFacts &f) { setReach(f.regions.secondary.reach, Reach::Credentials); },
            Tone::Bad, Action::None, u"us-west-2 refuses our credentials. Renew them, nothing can be read."_s);
        row(
            "the standby is disarmed", [](GroupFacts &f) { setRole(f.regions.secondary, false, true); }, Tone::Bad,
            Action::Rearm, u"us-west-2 is DISARMED for orders. Unpause job dr-orders."_s);
        row(
            "the standby is dark", [](GroupFacts &f) { setReach(f.regions.secondary.reach, Reach::Refused); },
            Tone::Watch, Action::None, u"NO STANDBY. us-east-1 serves; us-west-2 has not answered for 6 min 24 s."_s);
        row(
            "after a failover",
            [](GroupFacts &f) {
                setServing(f, Region::Secondary);
                setRole(f.regions.secondary, true, true);
            },
            Tone::Watch, Action::FailBack, u"us-west-2 serves orders. Fail back once us-east-1 has proven itself."_s);
        row(
            "after a failover the other way",
            [](GroupFacts &f) {
                TerraformWorkspace held;
                held.locked = true;
                held.lockedReason = holdMark();
                f.terraform.activation.primary.workspace.succeeded(held, now);
            },
            Tone::Watch, Action::FailBack, u"us-east-1 serves orders. Fail back once us-west-2 has proven itself."_s);
        row(
            "the serving region is disarmed", [](GroupFacts &f) { setRole(f.regions.primary, false, true); }, Tone::Bad,
            Action::None, u"us-east-1 is DISARMED for orders. Unpause job dr-orders."_s);
        row(
            "half a switch", [](GroupFacts &f) { setRole(f.regions.secondary, true, false); }, Tone::Watch,
            Action::Rearm, u"us-west-2 is PARTIAL for orders. Pause job dr-orders."_s);
        row(
            "served data too old",
            [](GroupFacts &f) {
                f.regions.primary.watermarks[u"main.gold.orders"_s].value->watermark = now.addSecs(-3600);
            },
            Tone::Watch, Action::None, u"orders is served with data 1 h old, the objective is 15 min."_s);
        row(
            "the canary is silent",
            [](GroupFacts &f) {
                f.canary.failed(Error{Error::Kind::Server, u"503"_s, 503, {}, {}}, now);
            },
            Tone::Watch, Action::None, u"SERVING NOT PROVEN for orders. The pointer names us-east-1."_s);
        row(
            "who serves is not known",
            [](GroupFacts &f) {
                f.canary = {};
                f.terraform.consumers = {};
            },
            Tone::Unknown, Action::None, u"Which region serves orders is not known."_s);
        row(
            "before the first answer", [](GroupFacts &f) { f = GroupFacts{}; }, Tone::Unknown, Action::None,
            u"Asking both regions. Nothing is known yet."_s);
    }
    void worstFindingSpeaks()
    {
        QFETCH(const Change, change);
        QFETCH(const Advice::Tone, tone);
        QFETCH(const Advice::Action, action);
        QFETCH(const QString, says);
        EstateSnapshot snapshot = fine();
        change(snapshot.groups.first());
        const Advice advice = advise(estate(), snapshot, now);
        QCOMPARE(advice.headline, says);
        QCOMPARE(advice.tone, tone);
        QCOMPARE(advice.action, action);
    }

    void oldFactsAreNeverGood()
    {
        const Advice advice = advise(estate(), fine(), now.addSecs(3600));
        QVERIFY(advice.tone != Advice::Tone::Fine);
    }

    void headlineFitsItsLine()
    {
        Estate wordy = estate();
        wordy.regions.primary.label = QString(200, u'x');
        QVERIFY(advise(wordy, fine(), now).headline.size() <= 90);
    }

    void canaryProvesAndThePointerDoesNot()
    {
        const Estate one = estate();
        GroupFacts facts = fine().groups.first();
        ServingVerdict verdict = judgeServing(one.groups.first(), facts, now, 90s);
        QCOMPARE(verdict.kind, ServingVerdict::Kind::Proven);
        QCOMPARE(verdict.region, std::optional(Region::Primary));
        verdict = judgeServing(one.groups.first(), facts, now.addSecs(91), 90s);
        QCOMPARE(verdict.kind, ServingVerdict::Kind::Unknown); // both are old

        facts.canary.succeeded(CanaryAnswer{u"eu-1"_s, {}, {}}, now); // a third region: the pointer is not believed
        QCOMPARE(judgeServing(one.groups.first(), facts, now, 90s).kind, ServingVerdict::Kind::Unknown);

        Estate without = estate();
        without.groups.first().consumers->canary.reset();
        facts.canary = {};
        verdict = judgeServing(without.groups.first(), facts, now, 90s);
        QCOMPARE(verdict.kind, ServingVerdict::Kind::NotProven);
        QCOMPARE(verdict.region, std::optional(Region::Primary));
    }
};

QTEST_GUILESS_MAIN(TestAdvice)
#include "tst_advice.moc"
