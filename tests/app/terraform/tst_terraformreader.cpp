// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HCP Terraform over HTTP: documents, lists, plans behind redirects, logs in pieces.
#include "app/http/readdoor.h"
#include "app/terraform/terraformreader.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"

#include <QTest>

#include <qcoro/qcorotask.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

QCoro::Task<Result<Secret>> giveToken()
{
    co_return Secret{"canary-token"_ba, u"terraform"_s, u"test"_s};
}

struct Bench {
    FakeClock clock;
    RawServer server;
    ReadDoor door{
        HostOptions{server.url(), [](const QByteArray &, const std::stop_token &) { return giveToken(); }, {}, nullptr},
        clock};
    TerraformReader reader{u"acme"_s, door};
    std::stop_token stop;

    Bench() { clock.runsByItself = true; }
    void reply(const QByteArray &body) { server.reply(RawReply::http(200, body)); }
};

const QByteArray aRun =
    R"({"id":"run-1","type":"runs","attributes":{"status":"planned","message":"twinlake/n1","has-changes":true,
  "actions":{"is-confirmable":true,"is-discardable":true},"permissions":{"can-apply":true},"created-at":"2026-11-22T02:58:00.123Z"},
  "relationships":{"workspace":{"data":{"id":"ws-1","type":"workspaces"}},"plan":{"data":{"id":"plan-1","type":"plans"}},"apply":{"data":{"id":"apply-1","type":"applies"}}}})"_ba;

} // namespace

class TestTerraformReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWorkspaceSaysWhoHoldsIt()
    {
        Bench bench;
        bench.reply(
            R"({"data":{"id":"ws-1","type":"workspaces","attributes":{"name":"dlt","locked":true,"locked-reason":"driver=ada nonce=n","auto-apply":false,
          "execution-mode":"remote","permissions":{"can-queue-run":true,"can-update-variable":true,"can-queue-apply":true}},
          "relationships":{"locked-by":{"data":{"id":"user-1","type":"users"}},"current-run":{"data":{"id":"run-9","type":"runs"}}}}})"_ba);
        const auto workspace = QCoro::waitFor(bench.reader.workspace(u"dlt"_s, bench.stop));
        QVERIFY(workspace);
        QVERIFY(workspace->locked && workspace->canQueueRun && workspace->canUpdateVariable);
        QCOMPARE(workspace->lockedReason, u"driver=ada nonce=n"_s);
        QCOMPARE(workspace->lockedByKind, u"users"_s);
        QCOMPARE(workspace->currentRun.value, u"run-9"_s);
        QCOMPARE(bench.server.requests.first().path(), "/api/v2/organizations/acme/workspaces/dlt"_ba);
    }
    void anUnlockedWorkspaceHasNulls()
    {
        Bench bench;
        bench.reply(
            R"({"data":{"id":"ws-1","type":"workspaces","attributes":{"locked":false,"locked-reason":null},"relationships":{"locked-by":{"data":null}}}})"_ba);
        const auto workspace = QCoro::waitFor(bench.reader.workspace(u"dlt"_s, bench.stop));
        QVERIFY(workspace);
        QVERIFY(!workspace->locked && workspace->lockedReason.isEmpty() && workspace->lockedByKind.isEmpty());
    }
    void aSensitiveVariableHasNoValue()
    {
        Bench bench;
        bench.reply(
            R"({"data":[{"id":"var-1","type":"vars","attributes":{"key":"active_region","value":"a","category":"terraform","hcl":false,"sensitive":false,"version-id":"v"}},
          {"id":"var-2","type":"vars","attributes":{"key":"s","value":null,"sensitive":true}}]})"_ba);
        const auto variables = QCoro::waitFor(bench.reader.variables(WorkspaceId{u"ws-1"_s}, bench.stop));
        QCOMPARE(variables->size(), 2);
        QCOMPARE(variables->first().value, std::optional(u"a"_s));
        QVERIFY(!variables->last().value);
    }
    void aRunSaysWhatMayBeDoneWithIt()
    {
        Bench bench;
        bench.reply(R"({"data":)"_ba + aRun + '}');
        const auto run = QCoro::waitFor(bench.reader.run(TerraformRunId{u"run-1"_s}, bench.stop));
        QVERIFY(run);
        QCOMPARE(run->phase(), RunPhase::NeedsConfirmation);
        QVERIFY(run->canApply && run->hasChanges && !run->planOnly);
        QCOMPARE(run->plan.value, u"plan-1"_s);
        QCOMPARE(run->apply.value, u"apply-1"_s);
        QCOMPARE(run->workspace.value, u"ws-1"_s);
    }
    void unfinishedRunsAreAskedForByGroup()
    {
        Bench bench;
        bench.reply(R"({"data":[)"_ba + aRun + "]}"_ba);
        QCOMPARE(QCoro::waitFor(bench.reader.unfinishedRuns(WorkspaceId{u"ws-1"_s}, bench.stop))->size(), 1);
        QVERIFY(bench.server.requests.first().path().contains("filter%5Bstatus_group%5D=non_final"));
    }
    void anEmptySearchIsCheckedAgainstTheNewestPage()
    {
        Bench bench;
        bench.reply(R"({"data":[]})"_ba);
        bench.reply(R"({"data":[)"_ba + aRun + "]}"_ba);
        const auto runs =
            QCoro::waitFor(bench.reader.runsByMessage(WorkspaceId{u"ws-1"_s}, u"twinlake/n1"_s, bench.stop));
        QCOMPARE(runs->size(), 1);
        QCOMPARE(bench.server.requests.size(), 2);
        QVERIFY(bench.server.requests.first().path().contains("search%5Bbasic%5D=twinlake"));
        QVERIFY(!bench.server.requests.last().path().contains("search"));
    }
    void aPlanIsFetchedWithoutTheTokenFromWhereItIs()
    {
        RawServer blobs;
        blobs.reply(RawReply::http(200, R"({"format_version":"1.2","resource_changes":[]})"_ba));
        Bench bench;
        bench.server.reply(
            RawReply::http(307, ""_ba, "Location: "_ba + blobs.url().toEncoded() + "/secret-path\r\n"_ba));
        QVERIFY(QCoro::waitFor(bench.reader.planDiff(PlanId{u"plan-1"_s}, bench.stop)));
        QVERIFY(!blobs.requests.first().head.contains("canary-token"));
        QVERIFY(bench.server.requests.first().head.contains("canary-token"));
    }
    void theRedactedPlanIsTakenWhenTheOtherIsNotPermitted()
    {
        Bench bench;
        bench.server.reply(RawReply::http(404, R"({"errors":[{"status":"404","title":"not found"}]})"_ba));
        bench.reply(R"({"plan_format_version":"1.2","resource_changes":[]})"_ba);
        QVERIFY(QCoro::waitFor(bench.reader.planDiff(PlanId{u"plan-1"_s}, bench.stop)));
        QCOMPARE(bench.server.requests.last().path(), "/api/v2/plans/plan-1/json-output-redacted"_ba);
    }
    void aPlanThatIsNotReadySaysSo()
    {
        Bench bench;
        bench.server.reply(RawReply::http(204, ""_ba));
        const auto diff = QCoro::waitFor(bench.reader.planDiff(PlanId{u"plan-1"_s}, bench.stop));
        QCOMPARE(diff.error().kind, Error::Kind::Protocol);
        QCOMPARE(diff.error().code, u"not_ready"_s);
    }
    void aLogIsReadInPiecesWithoutTheToken()
    {
        RawServer blobs;
        blobs.reply(RawReply::http(200, "\x02Terraform v1\n"_ba, {}, "text/plain"_ba));
        blobs.reply(RawReply::http(200, "Plan: 0 to add\x03"_ba, {}, "text/plain"_ba));
        Bench bench;
        bench.reply(R"({"data":{"id":"plan-1","type":"plans","attributes":{"log-read-url":")"_ba
                    + blobs.url().toEncoded() + R"(/log/secret?x=1"}}})"_ba);
        const auto log = QCoro::waitFor(bench.reader.planLog(PlanId{u"plan-1"_s}, bench.stop));
        QVERIFY(log);
        QCOMPARE(*log, u"Terraform v1\nPlan: 0 to add"_s);
        QCOMPARE(blobs.requests.size(), 2);
        QCOMPARE(blobs.requests.last().path(), "/log/secret?limit=65536&offset=14"_ba);
        QVERIFY(!blobs.requests.first().head.contains("canary-token"));
    }
    void pingNeedsNoBody()
    {
        Bench bench;
        bench.server.reply(RawReply::http(204, ""_ba));
        QVERIFY(QCoro::waitFor(bench.reader.ping(bench.stop)));
    }
};

QTEST_GUILESS_MAIN(TestTerraformReader)
#include "tst_terraformreader.moc"
