// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the mutating calls to HCP Terraform put on the wire, and what their answers mean.
#include "app/http/mutationsender.h"
#include "app/terraform/terraformwriter.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"
#include "tests/support/testpermit.h"

#include <QTest>

#include <qcoro/qcorotask.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Bench {
    FakeClock clock;
    RawServer server;
    MutationSender sender{HostOptions{server.url(), {}, {}, nullptr}, clock};
    TerraformWriter writer{sender};
    MutationPermit permit = PermitOffice::full(u"intent"_s);

    void reply(int status, const QByteArray &body) { server.reply(RawReply::http(status, body)); }
    QByteArray sent() const { return server.requests.value(0).body; }
};

} // namespace

class TestTerraformWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aVariableIsPatched()
    {
        Bench bench;
        bench.reply(200, R"({"data":{"id":"var-1","type":"vars"}})"_ba);
        const Outcome outcome = QCoro::waitFor(bench.writer.setVariable(
            {WorkspaceId{u"ws-1"_s}, VariableId{u"var-1"_s}, u"active"_s, u"true"_s, u"false"_s}, bench.permit));
        QCOMPARE(outcome.kind, Outcome::Kind::Done);
        QCOMPARE(bench.server.requests.first().line, "PATCH /api/v2/workspaces/ws-1/vars/var-1 HTTP/1.1"_ba);
        QCOMPARE(bench.sent(), R"({"data":{"attributes":{"value":"true"},"id":"var-1","type":"vars"}})"_ba);
        QCOMPARE(bench.server.requests.first().header("Content-Type"_ba), "application/vnd.api+json"_ba);
    }
    void aRunNeverAppliesByItself()
    {
        Bench bench;
        bench.reply(201, R"({"data":{"id":"run-7","type":"runs"}})"_ba);
        const Outcome outcome =
            QCoro::waitFor(bench.writer.createRun({WorkspaceId{u"ws-1"_s}, u"twinlake/n"_s, false, {}}, bench.permit));
        QCOMPARE(outcome.createdId, u"run-7"_s);
        QCOMPARE(
            bench.sent(),
            R"({"data":{"attributes":{"auto-apply":false,"message":"twinlake/n","plan-only":false},"relationships":{"workspace":{"data":{"id":"ws-1","type":"workspaces"}}},"type":"runs"}})"_ba);
    }
    void onlyAPreviewCarriesVariables()
    {
        Bench bench;
        bench.reply(201, R"({"data":{"id":"run-7","type":"runs"}})"_ba);
        const CreateRun real{WorkspaceId{u"ws-1"_s}, u"m"_s, false, {{u"a"_s, u"true"_s}}};
        QCOMPARE(QCoro::waitFor(bench.writer.createRun(real, bench.permit)).kind, Outcome::Kind::Refused);
        QCOMPARE(bench.server.connections, 0);
        const CreateRun preview{WorkspaceId{u"ws-1"_s}, u"m"_s, true, {{u"a"_s, u"true"_s}}};
        QCOMPARE(QCoro::waitFor(bench.writer.createRun(preview, PermitOffice::planOnly(u"p"_s))).kind,
                 Outcome::Kind::Done);
        QVERIFY(bench.sent().contains("\"variables\":[{\"key\":\"a\",\"value\":\"true\"}]"));
    }
    void aPlanOnlyPermitStartsNoRealRun()
    {
        Bench bench;
        const CreateRun real{WorkspaceId{u"ws-1"_s}, u"m"_s, false, {}};
        QCOMPARE(QCoro::waitFor(bench.writer.createRun(real, PermitOffice::planOnly(u"p"_s))).kind,
                 Outcome::Kind::Refused);
        QCOMPARE(bench.server.connections, 0);
    }
    void anApplyIsAcceptedWithAnEmptyAnswer()
    {
        Bench bench;
        bench.reply(202, ""_ba);
        QCOMPARE(QCoro::waitFor(bench.writer.applyRun({TerraformRunId{u"run-7"_s}, u"why"_s}, bench.permit)).kind,
                 Outcome::Kind::Done);
        QCOMPARE(bench.sent(), R"({"comment":"why"})"_ba);
    }
    void anApplyThatIsNotWaitedForIsRefused()
    {
        Bench bench;
        bench.reply(409, R"({"errors":[{"status":"409","title":"transition not allowed"}]})"_ba);
        const Outcome outcome = QCoro::waitFor(bench.writer.applyRun({TerraformRunId{u"run-7"_s}, {}}, bench.permit));
        QCOMPARE(outcome.kind, Outcome::Kind::Refused);
        QVERIFY(outcome.text.contains(u"transition not allowed"_s));
    }
    void aLockSendsItsReason()
    {
        Bench bench;
        bench.reply(200, R"({"data":{"id":"ws-1","type":"workspaces"}})"_ba);
        QCOMPARE(
            QCoro::waitFor(bench.writer.lockWorkspace({WorkspaceId{u"ws-1"_s}, u"{\"n\":1}"_s}, bench.permit)).kind,
            Outcome::Kind::Done);
        QCOMPARE(bench.sent(), "{\"reason\":\"{\\\"n\\\":1}\"}"_ba);
    }
    void anUnlockThatMustWaitIsTriedAgainAndNotUnknown_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::newRow("state pending") << R"({"errors":[{"detail":"latest state version is still pending"}]})"_ba
                                       << int(Outcome::Kind::NotSent);
        QTest::newRow("any other 503") << "{}"_ba << int(Outcome::Kind::Unknown);
    }
    void anUnlockThatMustWaitIsTriedAgainAndNotUnknown()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        Bench bench;
        bench.reply(503, body);
        QCOMPARE(int(QCoro::waitFor(bench.writer.unlockWorkspace({WorkspaceId{u"ws-1"_s}}, bench.permit)).kind), kind);
    }
    void aSuccessThatIsNotADocumentIsUnknown()
    {
        Bench bench;
        bench.reply(201, "{}"_ba);
        QCOMPARE(QCoro::waitFor(bench.writer.createRun({WorkspaceId{u"ws-1"_s}, u"m"_s, false, {}}, bench.permit)).kind,
                 Outcome::Kind::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestTerraformWriter)
#include "tst_terraformwriter.moc"
