// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/terraform/terraformwriter.h"

#include "app/http/json.h"
#include "app/http/mutationsender.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What the answer's document must be; an action that is only queued answers with nothing.
enum class Answer { Nothing, Document, Created };

template <typename Call>
MutationRequest requestFor(const Call &call, const nlohmann::json &body)
{
    const CallText text = callText(call);
    return MutationRequest{text.method.toLatin1(), text.path, toBytes(body), "application/vnd.api+json"_ba, false};
}

QCoro::Task<Outcome> send(MutationSender &sender, MutationRequest request, MutationPermit permit, Answer expected)
{
    const MutationAnswer answer = co_await sender.sendOnce(request, permit);
    Outcome outcome = answer.outcome;
    if (outcome.kind != Outcome::Kind::Done || expected == Answer::Nothing)
        co_return outcome;
    const Result<nlohmann::json> document = parseJson(answer.body);
    const QString id = document ? textOr(*document, "/data/id") : QString();
    if (id.isEmpty()) {
        outcome.kind = Outcome::Kind::Unknown;
        outcome.text = QCoreApplication::translate(
            "Terraform", "The answer says success but is not the document that was expected.");
    }
    if (expected == Answer::Created)
        outcome.createdId = id;
    co_return outcome;
}

QCoro::Task<Outcome> notSent(QString why)
{
    Outcome outcome{Outcome::Kind::Refused, 0, why, {}};
    co_return outcome;
}

nlohmann::json runAttributes(const CreateRun &call)
{
    nlohmann::json attributes = {
        {"message", call.message.toStdString()}, {"auto-apply", false}, {"plan-only", call.planOnly}};
    for (const auto &[key, value] : call.variables)
        attributes["variables"].push_back({{"key", key.toStdString()}, {"value", value.toStdString()}});
    return attributes;
}

/// While the newest state is being written, 503 says that the lock is still held (contract 2.2): it may be tried anew.
QCoro::Task<Outcome> unlock(MutationSender &sender, MutationRequest request, MutationPermit permit)
{
    Outcome outcome = co_await send(sender, request, permit, Answer::Document);
    if (outcome.httpStatus == 503 && outcome.text.contains("latest state version is still pending"_L1))
        outcome.kind = Outcome::Kind::NotSent;
    co_return outcome;
}

} // namespace

TerraformWriter::TerraformWriter(MutationSender &sender)
    : m_sender(sender)
{
}

QCoro::Task<Outcome> TerraformWriter::setVariable(SetVariable call, MutationPermit permit)
{
    const nlohmann::json body = {{"data",
                                  {{"type", "vars"},
                                   {"id", call.variable.value.toStdString()},
                                   {"attributes", {{"value", call.value.toStdString()}}}}}};
    return send(m_sender, requestFor(call, body), std::move(permit), Answer::Document);
}

QCoro::Task<Outcome> TerraformWriter::createRun(CreateRun call, MutationPermit permit)
{
    if (!call.planOnly && !call.variables.isEmpty()) // they would die with the run and the next run would plan it back
        return notSent(QCoreApplication::translate("Terraform",
                                                   "Only a preview may carry variables of its own. Nothing was sent."));
    const nlohmann::json workspace = {{"type", "workspaces"}, {"id", call.workspace.value.toStdString()}};
    const nlohmann::json body = {{"data",
                                  {{"type", "runs"},
                                   {"attributes", runAttributes(call)},
                                   {"relationships", {{"workspace", {{"data", workspace}}}}}}}};
    MutationRequest request = requestFor(call, body);
    request.planOnly = call.planOnly;
    return send(m_sender, std::move(request), std::move(permit), Answer::Created);
}

QCoro::Task<Outcome> TerraformWriter::applyRun(ApplyRun call, MutationPermit permit)
{
    const nlohmann::json body = {{"comment", call.comment.toStdString()}};
    return send(m_sender, requestFor(call, body), std::move(permit), Answer::Nothing);
}

QCoro::Task<Outcome> TerraformWriter::discardRun(DiscardRun call, MutationPermit permit)
{
    const nlohmann::json body = {{"comment", call.comment.toStdString()}};
    return send(m_sender, requestFor(call, body), std::move(permit), Answer::Nothing);
}

QCoro::Task<Outcome> TerraformWriter::lockWorkspace(LockWorkspace call, MutationPermit permit)
{
    const nlohmann::json body = {{"reason", call.reason.toStdString()}};
    return send(m_sender, requestFor(call, body), std::move(permit), Answer::Document);
}

QCoro::Task<Outcome> TerraformWriter::unlockWorkspace(UnlockWorkspace call, MutationPermit permit)
{
    return unlock(m_sender, requestFor(call, nlohmann::json::object()), std::move(permit));
}

} // namespace twinlake
