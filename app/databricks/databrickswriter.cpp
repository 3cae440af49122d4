// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/databricks/databrickswriter.h"

#include "app/http/json.h"
#include "app/http/mutationsender.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Databricks", text);
}

MutationRequest post(const QString &path, const QByteArray &body)
{
    return MutationRequest{"POST"_ba, path, body, "application/json"_ba, false};
}

/// Sends, and takes the id of what was made from the answer; an answer without it leaves us not knowing what was made.
QCoro::Task<Outcome> sendForId(MutationSender &sender, MutationRequest request, MutationPermit permit,
                               std::string idPath)
{
    const MutationAnswer answer = co_await sender.sendOnce(request, permit);
    Outcome outcome = answer.outcome;
    if (outcome.kind != Outcome::Kind::Done || idPath.empty())
        co_return outcome;
    const Result<nlohmann::json> document = parseJson(answer.body);
    if (document)
        outcome.createdId = textOr(*document, idPath);
    if (const auto number = document ? integerAt(*document, idPath) : std::nullopt)
        outcome.createdId = QString::number(*number);
    if (outcome.createdId.isEmpty()) {
        outcome.kind = Outcome::Kind::Unknown;
        outcome.text =
            say(QT_TRANSLATE_NOOP("Databricks", "The answer says success but does not name what was started."));
    }
    co_return outcome;
}

QCoro::Task<Outcome> notSent(Error why)
{
    const QString text = say(QT_TRANSLATE_NOOP("Databricks", "Nothing was sent. %1")).arg(why.message);
    Outcome outcome{Outcome::Kind::Refused, 0, text, {}};
    co_return outcome;
}

} // namespace

DatabricksWriter::DatabricksWriter(MutationSender &sender)
    : m_sender(sender)
{
}

QCoro::Task<Outcome> DatabricksWriter::startWarehouse(StartWarehouse call, MutationPermit permit)
{
    return sendForId(m_sender, post(callText(call).path, "{}"_ba), std::move(permit), {});
}

QCoro::Task<Outcome> DatabricksWriter::startUpdate(StartUpdate call, MutationPermit permit)
{
    return sendForId(m_sender, post(callText(call).path, R"({"cause":"API_CALL"})"_ba), std::move(permit),
                     "/update_id");
}

QCoro::Task<Outcome> DatabricksWriter::setJobPause(SetJobPause call, Job current, MutationPermit permit)
{
    const Result<QByteArray> body = jobPauseBody(current, call.paused);
    if (!body)
        return notSent(body.error());
    return sendForId(m_sender, post(callText(call).path, *body), std::move(permit), {});
}

QCoro::Task<Outcome> DatabricksWriter::setContinuous(SetContinuous call, Pipeline current, MutationPermit permit)
{
    const Result<QByteArray> body = continuousBody(current, call);
    if (!body)
        return notSent(body.error());
    const MutationRequest request{"PUT"_ba, callText(call).path, *body, "application/json"_ba, false};
    return sendForId(m_sender, request, std::move(permit), {});
}

QCoro::Task<Outcome> DatabricksWriter::runJobNow(RunJobNow call, MutationPermit permit)
{
    const nlohmann::json body = {{"job_id", call.job.value},
                                 {"idempotency_token", call.idempotencyToken.left(64).toStdString()}};
    return sendForId(m_sender, post(callText(call).path, toBytes(body)), std::move(permit), "/run_id");
}

Result<QByteArray> continuousBody(const Pipeline &current, const SetContinuous &call)
{
    const Result<nlohmann::json> document = parseJson(current.document);
    if (!document)
        return tl::unexpected(document.error());
    const nlohmann::json *spec = valueAt(*document, "/spec");
    if (!spec || !spec->is_object())
        return fail(Error::Kind::Rejected,
                    say(QT_TRANSLATE_NOOP("Databricks", "The pipeline's settings were not read. Nothing was sent.")));
    nlohmann::json body = *spec;
    body["id"] = call.pipeline.value.toStdString();
    body["continuous"] = call.continuous;
    body["expected_last_modified"] = call.lastModified;
    for (const char *beside : {"run_as", "parameters"}) {
        if (const nlohmann::json *value = valueAt(*document, std::string("/") + beside); value && !value->is_null())
            body[beside] = *value;
    }
    return toBytes(body);
}

Result<QByteArray> jobPauseBody(const Job &current, bool paused)
{
    const Result<nlohmann::json> document = parseJson(current.document);
    if (!document)
        return tl::unexpected(document.error());
    for (const char *kind : {"schedule", "continuous", "trigger"}) {
        const nlohmann::json *trigger = valueAt(*document, std::string("/settings/") + kind);
        if (!trigger || !trigger->is_object())
            continue;
        nlohmann::json changed = *trigger;
        changed["pause_status"] = paused ? "PAUSED" : "UNPAUSED";
        const nlohmann::json body = {{"job_id", current.id.value}, {"new_settings", {{kind, changed}}}};
        return toBytes(body);
    }
    return fail(
        Error::Kind::Rejected,
        say(QT_TRANSLATE_NOOP(
            "Databricks", "The job has no schedule and no trigger, so there is nothing to pause. Nothing was sent.")));
}

} // namespace twinlake
