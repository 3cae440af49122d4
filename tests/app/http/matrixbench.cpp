// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ids in the good answers are "mine-1" and 4711, so that a fault can put others in their place.
#include "tests/app/http/matrixbench.h"

#include "app/credentials/oauthtoken.h"
#include "tests/support/testpermit.h"

#include <qcoro/qcorotask.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString mine = u"mine-1"_s;
const JobId job{4711};
const WarehouseId warehouse{mine};

QCoro::Task<Result<Secret>> giveToken()
{
    co_return Secret{MatrixBench::token(), u"pat"_s, u"test"_s};
}

template <typename T>
Told told(QCoro::Task<Result<T>> reading)
{
    const Result<T> answer = QCoro::waitFor(std::move(reading));
    return answer ? Told() : Told{answer.error().kind, {}, answer.error().message};
}

Told told(QCoro::Task<Outcome> writing)
{
    const Outcome outcome = QCoro::waitFor(std::move(writing));
    return {{}, outcome.kind, outcome.text};
}

MutationPermit permit()
{
    static int count = 0;
    return PermitOffice::full(u"intent-%1"_s.arg(++count));
}

const QByteArray pipelineJson =
    R"({"pipeline_id":"mine-1","name":"orders","state":"IDLE","spec":{"id":"mine-1","continuous":true},"latest_updates":[]})"_ba;
const QByteArray jobJson =
    R"({"job_id":4711,"settings":{"name":"j","schedule":{"quartz_cron_expression":"0 0 1 * * ?","timezone_id":"UTC","pause_status":"UNPAUSED"}}})"_ba;
const QByteArray rowsJson =
    R"({"statement_id":"s1","status":{"state":"SUCCEEDED"},"manifest":{"truncated":false,"schema":{"columns":[{"name":"t"},{"name":"w"},{"name":"n"}]}},"result":{"data_array":[["main.gold.orders","2019-12-20T00:00:00.000Z","2019-12-20T00:00:01.000Z"]]}})"_ba;
const QByteArray workspaceJson =
    R"({"data":{"id":"ws-1","type":"workspaces","attributes":{"name":"mine-1","locked":false}}})"_ba;
const QByteArray runJson = R"({"data":{"id":"mine-1","type":"runs","attributes":{"status":"planned"}}})"_ba;
const QByteArray planJson = R"({"format_version":"1.2","resource_changes":[]})"_ba;
const QByteArray variableJson = R"({"data":{"id":"var-1","type":"vars","attributes":{"key":"active_region"}}})"_ba;

RawReply json(const QByteArray &body)
{
    return RawReply::http(200, body);
}

QCoro::Task<Result<QList<TableWatermark>>> askWatermarks(MatrixBench &bench, StatementPatience patience)
{
    return bench.databricks.watermarks(warehouse, {{u"main.gold.orders"_s, u"event_timestamp"_s}}, patience, {});
}

Endpoint read(const char *name, const QByteArray &good, std::function<Told(MatrixBench &)> call, bool namesId = false)
{
    Endpoint endpoint{name, false, good, std::move(call)};
    endpoint.namesId = namesId;
    return endpoint;
}

Endpoint write(const char *name, const QByteArray &good, std::function<Told(MatrixBench &)> call,
               bool readsAnswer = true)
{
    Endpoint endpoint{name, true, good, std::move(call)};
    endpoint.readsAnswer = readsAnswer;
    return endpoint;
}

QList<Endpoint> databricksReads()
{
    Endpoint poll = read("statement, polled", rowsJson,
                         [](MatrixBench &b) { return told(askWatermarks(b, StatementPatience::KeepPolling)); });
    poll.before = {json(R"({"statement_id":"s1","status":{"state":"PENDING"}})"_ba)};
    poll.budget = 90s;
    Endpoint execute = read("statement", rowsJson,
                            [](MatrixBench &b) { return told(askWatermarks(b, StatementPatience::CancelAfterWait)); });
    execute.budget = 60s;
    return {
        read("who am I", R"({"userName":"sam"})"_ba, [](MatrixBench &b) { return told(b.databricks.whoAmI({})); }),
        read(
            "pipeline", pipelineJson, [](MatrixBench &b) { return told(b.databricks.pipeline(PipelineId{mine}, {})); },
            true),
        read("updates", R"({"updates":[{"update_id":"u1","state":"RUNNING"}]})"_ba,
             [](MatrixBench &b) { return told(b.databricks.updates(PipelineId{mine}, {})); }),
        read(
            "job", jobJson, [](MatrixBench &b) { return told(b.databricks.job(job, {})); }, true),
        read("job runs", R"({"runs":[{"run_id":9,"job_id":4711}]})"_ba,
             [](MatrixBench &b) { return told(b.databricks.latestRuns(job, {})); }),
        read(
            "warehouse", R"({"id":"mine-1","name":"w","state":"RUNNING"})"_ba,
            [](MatrixBench &b) { return told(b.databricks.warehouse(warehouse, {})); }, true),
        execute,
        poll,
    };
}

QList<Endpoint> terraformReads()
{
    Endpoint plan = read("plan document", planJson,
                         [](MatrixBench &b) { return told(b.terraform.planDiff(PlanId{u"plan-1"_s}, {})); });
    plan.followsRedirect = true;
    plan.budget = 40s; // the redacted form is asked for where the whole one is not permitted
    Endpoint token = read("OAuth token", R"({"access_token":"t","expires_in":3600})"_ba, [](MatrixBench &b) {
        const OAuthClient client{b.options.base, u"id"_s, QString::fromLatin1(MatrixBench::token()), {}};
        return told(fetchAccessToken(client, b.clock, nullptr, {}));
    });
    token.before = {RawReply::http(404, "{}"_ba), json(R"({"token_endpoint":"/oidc/v1/token"})"_ba)};
    token.budget = 40s;
    return {
        read(
            "workspace", workspaceJson, [](MatrixBench &b) { return told(b.terraform.workspace(mine, {})); }, true),
        read("variables", R"({"data":[{"id":"var-1","type":"vars","attributes":{"key":"k","value":"v"}}]})"_ba,
             [](MatrixBench &b) { return told(b.terraform.variables(WorkspaceId{u"ws-1"_s}, {})); }),
        read(
            "run", runJson, [](MatrixBench &b) { return told(b.terraform.run(TerraformRunId{mine}, {})); }, true),
        plan,
        token,
    };
}

QList<Endpoint> databricksWrites()
{
    return {
        write("start update", R"({"update_id":"u9"})"_ba,
              [](MatrixBench &b) {
                  return told(b.databricksWrites.startUpdate({Region::Secondary, PipelineId{mine}, {}}, permit()));
              }),
        write("run job now", R"({"run_id":5})"_ba,
              [](MatrixBench &b) {
                  return told(b.databricksWrites.runJobNow({Region::Secondary, job, u"token"_s}, permit()));
              }),
        write(
            "pause job", "{}"_ba,
            [](MatrixBench &b) {
                Job current;
                current.id = job;
                current.document = jobJson;
                return told(b.databricksWrites.setJobPause({Region::Secondary, job, true}, current, permit()));
            },
            false),
        write(
            "start warehouse", "{}"_ba,
            [](MatrixBench &b) {
                return told(b.databricksWrites.startWarehouse({Region::Secondary, warehouse}, permit()));
            },
            false),
    };
}

QList<Endpoint> terraformWrites()
{
    const WorkspaceId workspace{u"ws-1"_s};
    const TerraformRunId run{mine};
    return {
        write("set variable", variableJson,
              [=](MatrixBench &b) {
                  return told(b.terraformWrites.setVariable(
                      {workspace, VariableId{u"var-1"_s}, u"k"_s, u"true"_s, u"false"_s}, permit()));
              }),
        write("create run", runJson,
              [=](MatrixBench &b) {
                  return told(b.terraformWrites.createRun({workspace, u"twinlake/n"_s, false, {}}, permit()));
              }),
        write(
            "apply run", "{}"_ba,
            [=](MatrixBench &b) {
                return told(b.terraformWrites.applyRun({run, u"c"_s}, permit()));
            },
            false),
        write(
            "discard run", "{}"_ba,
            [=](MatrixBench &b) {
                return told(b.terraformWrites.discardRun({run, u"c"_s}, permit()));
            },
            false),
        write("lock workspace", workspaceJson,
              [=](MatrixBench &b) {
                  return told(b.terraformWrites.lockWorkspace({workspace, u"r"_s}, permit()));
              }),
        write("unlock workspace", workspaceJson,
              [=](MatrixBench &b) { return told(b.terraformWrites.unlockWorkspace({workspace}, permit())); }),
    };
}

} // namespace

MatrixBench::MatrixBench(const QUrl &base)
    : options{base, [](const QByteArray &, const std::stop_token &) { return giveToken(); }, {}, nullptr}
    , door(options, clock)
    , sender(options, clock)
    , databricks(door)
    , terraform(u"acme"_s, door)
    , databricksWrites(sender)
    , terraformWrites(sender)
{
    clock.runsByItself = true;
}

QList<Endpoint> matrixEndpoints()
{
    return databricksReads() + terraformReads() + databricksWrites() + terraformWrites();
}

} // namespace twinlake
