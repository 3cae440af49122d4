// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/terraform/terraformreader.h"

#include "app/http/json.h"
#include "app/http/readdoor.h"
#include "app/terraform/documents.h"
#include "app/terraform/plandocument.h"
#include "app/terraform/runlog.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

// Judged here too: a service that does not know the filter answers with every run.
bool isFinal(const TerraformRun &run)
{
    return run.phase() == RunPhase::FinishedOk || run.phase() == RunPhase::FinishedFailed;
}

constexpr int noContent = 204;

ReadRequest get(const QString &path)
{
    ReadRequest request = ReadRequest::get(u"/api/v2/"_s + path);
    request.accept = "application/vnd.api+json"_ba;
    return request;
}

/// A page of a workspace's runs. Brackets go encoded, as the service documents them.
ReadRequest runList(const WorkspaceId &workspace, const QString &key, const QString &value)
{
    ReadRequest request = get(u"workspaces/%1/runs"_s.arg(workspace.value));
    request.query.addQueryItem(u"page%5Bsize%5D"_s, u"100"_s);
    request.query.addQueryItem(key, value);
    request.runList = true;
    return request;
}

QCoro::Task<Result<nlohmann::json>> ask(ReadDoor &door, ReadRequest request, std::stop_token stop)
{
    const Result<ReadAnswer> answer = co_await door.read(request, stop);
    if (!answer)
        co_return tl::unexpected(answer.error());
    if (answer->status == noContent)
        co_return tl::unexpected(Error{Error::Kind::Protocol,
                                       QCoreApplication::translate("Terraform", "The document is not ready yet."),
                                       noContent,
                                       u"not_ready"_s,
                                       {}});
    co_return parseJson(answer->body);
}

template <typename T>
QCoro::Task<Result<T>> readAs(ReadDoor &door, ReadRequest request, Result<T> (*parser)(const nlohmann::json &),
                              std::stop_token stop)
{
    const Result<nlohmann::json> document = co_await ask(door, request, stop);
    if (!document)
        co_return tl::unexpected(document.error());
    co_return parser(*document);
}

/// A cache or a proxy on the way has mixed two answers up.
tl::unexpected<Error> aboutSomethingElse()
{
    return fail(Error::Kind::Protocol,
                QCoreApplication::translate("Terraform", "The answer is about something else than was asked."));
}

QCoro::Task<Result<QString>> logOf(ReadDoor &door, QString resourcePath, std::stop_token stop)
{
    const ReadRequest request = get(resourcePath);
    const Result<nlohmann::json> document = co_await ask(door, request, stop);
    if (!document)
        co_return tl::unexpected(document.error());
    const QUrl address(textOr(*document, "/data/attributes/log-read-url"));
    if (!address.isValid() || address.isEmpty())
        co_return QString(); // it has not begun
    Result<QString> log = co_await readLog(door, door.base().resolved(address), stop);
    co_return log;
}

ReadRequest planJson(const PlanId &plan, const QString &form)
{
    ReadRequest request = get(u"plans/%1/%2"_s.arg(plan.value, form));
    request.followWithoutToken = true;
    return request;
}

QList<TerraformRun> mentioning(const QList<TerraformRun> &runs, const QString &nonce)
{
    QList<TerraformRun> found;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(found),
                 [&](const TerraformRun &run) { return run.message.contains(nonce); });
    return found;
}

} // namespace

TerraformReader::TerraformReader(QString organization, ReadDoor &door)
    : m_organization(std::move(organization))
    , m_door(door)
{
}

QCoro::Task<Result<>> TerraformReader::ping(std::stop_token stop)
{
    ReadRequest request = ReadRequest::probe(u"/api/v2/ping"_s);
    request.accept = "application/vnd.api+json"_ba;
    const Result<ReadAnswer> answer = co_await m_door.read(request, stop);
    if (!answer)
        co_return tl::unexpected(answer.error());
    co_return Result<>();
}

QCoro::Task<Result<TerraformWorkspace>> TerraformReader::workspace(QString name, std::stop_token stop)
{
    const ReadRequest request = get(u"organizations/%1/workspaces/%2"_s.arg(m_organization, name));
    Result<TerraformWorkspace> answer = co_await readAs<TerraformWorkspace>(m_door, request, workspaceFrom, stop);
    const bool isOther = answer && !answer->name.isEmpty() && answer->name.compare(name, Qt::CaseInsensitive) != 0;
    if (isOther)
        co_return aboutSomethingElse();
    co_return answer;
}

QCoro::Task<Result<QList<TerraformVariable>>> TerraformReader::variables(WorkspaceId workspace, std::stop_token stop)
{
    return readAs<QList<TerraformVariable>>(m_door, get(u"workspaces/%1/vars"_s.arg(workspace.value)), variablesFrom,
                                            stop);
}

QCoro::Task<Result<TerraformRun>> TerraformReader::run(TerraformRunId id, std::stop_token stop)
{
    const ReadRequest request = get(u"runs/"_s + id.value);
    Result<TerraformRun> answer = co_await readAs<TerraformRun>(m_door, request, runFrom, stop);
    if (answer && answer->id != id)
        co_return aboutSomethingElse();
    co_return answer;
}

QCoro::Task<Result<QList<TerraformRun>>> TerraformReader::unfinishedRuns(WorkspaceId workspace, std::stop_token stop)
{
    const ReadRequest request = runList(workspace, u"filter%5Bstatus_group%5D"_s, u"non_final"_s);
    Result<QList<TerraformRun>> runs = co_await readAs<QList<TerraformRun>>(m_door, request, runsFrom, stop);
    if (runs)
        runs->removeIf([](const TerraformRun &run) { return run.planOnly || isFinal(run); });
    co_return runs;
}

QCoro::Task<Result<QList<TerraformRun>>> TerraformReader::runsByMessage(WorkspaceId workspace, QString nonce,
                                                                        std::stop_token stop)
{
    ReadDoor &door = m_door;
    const QString operations = u"filter%5Boperation%5D"_s; // the list leaves plan-only runs out unless asked
    const QString allKinds = u"plan_and_apply,plan_only"_s;
    ReadRequest search = runList(workspace, u"search%5Bbasic%5D"_s, nonce);
    search.query.addQueryItem(operations, allKinds);
    const Result<QList<TerraformRun>> found = co_await readAs<QList<TerraformRun>>(door, search, runsFrom, stop);
    if (!found)
        co_return tl::unexpected(found.error());
    const QList<TerraformRun> ours = mentioning(*found, nonce);
    if (!ours.isEmpty())
        co_return ours;
    // The search index may lag behind: look at the newest page itself before saying that there is none.
    const ReadRequest newest = runList(workspace, operations, allKinds);
    const Result<QList<TerraformRun>> page = co_await readAs<QList<TerraformRun>>(door, newest, runsFrom, stop);
    if (!page)
        co_return tl::unexpected(page.error());
    co_return mentioning(*page, nonce);
}

QCoro::Task<Result<PlanDiff>> TerraformReader::planDiff(PlanId plan, std::stop_token stop)
{
    ReadDoor &door = m_door;
    const ReadRequest whole = planJson(plan, u"json-output"_s);
    Result<nlohmann::json> document = co_await ask(door, whole, stop);
    const bool notPermitted = !document
        && (document.error().kind == Error::Kind::NotFound || document.error().kind == Error::Kind::Forbidden);
    if (notPermitted) {
        const ReadRequest redacted = planJson(plan, u"json-output-redacted"_s);
        document = co_await ask(door, redacted, stop);
    }
    if (!document)
        co_return tl::unexpected(document.error());
    co_return planDiffFrom(*document);
}

QCoro::Task<Result<QString>> TerraformReader::planLog(PlanId plan, std::stop_token stop)
{
    return logOf(m_door, u"plans/"_s + plan.value, stop);
}

QCoro::Task<Result<QString>> TerraformReader::applyLog(ApplyId apply, std::stop_token stop)
{
    return logOf(m_door, u"applies/"_s + apply.value, stop);
}

} // namespace twinlake
