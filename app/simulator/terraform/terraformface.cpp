// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/terraformface.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QString apiRoot = u"/api/v2/"_s;

bool isRunList(const SimRequest &request)
{
    return request.method == "GET"_ba && request.path.endsWith(u"/runs"_s);
}

SimResponse wellKnown()
{
    json services = json::object();
    for (const char *name : {"tfe.v2", "tfe.v2.1", "tfe.v2.2", "state.v2"})
        services[name] = "/api/v2/";
    SimResponse response;
    response.contentType = "application/json"_ba;
    response.body = QByteArray::fromStdString(services.dump());
    return response;
}

// Discarded if it is not JSON, or nested deeper than any honest client nests.
json parsedBody(const QByteArray &body)
{
    constexpr int deepest = 64;
    int depth = 0;
    bool inText = false;
    for (qsizetype at = 0; at < body.size(); ++at) {
        const char one = body.at(at);
        if (inText && one == '\\')
            ++at;
        else if (one == '"')
            inText = !inText;
        else if (!inText && (one == '{' || one == '['))
            depth += 1;
        else if (!inText && (one == '}' || one == ']'))
            depth -= 1;
        if (depth > deepest)
            return json(json::value_t::discarded);
    }
    return json::parse(body.toStdString(), nullptr, false);
}

SimResponse tooManyRequests()
{
    return tfError(429, u"Too many requests"_s, u"You have exceeded the API's rate limit."_s);
}

} // namespace

TerraformFace::TerraformFace(TerraformWorld &world, TfBlobs &blobs, QMap<QByteArray, TfPrincipal> accounts)
    : m_world(world)
    , m_accounts(std::move(accounts))
{
    for (const TfPrincipal &account : std::as_const(m_accounts))
        world.remember(account);
    addAccountCalls(m_router, world);
    addProjectCalls(m_router, world);
    addWorkspaceCalls(m_router, world, blobs);
    addTagCalls(m_router, world);
    addSettingCalls(m_router, world);
    addAssessmentCalls(m_router, world, blobs);
    addVariableCalls(m_router, world);
    addVarSetCalls(m_router, world);
    addConfigurationCalls(m_router, world, blobs);
    addStateCalls(m_router, world, blobs);
    addRunCalls(m_router, world, blobs);
    addRunExtraCalls(m_router, world);
    addPolicyCalls(m_router, world);
    addPlanCalls(m_router, world, blobs);
}

bool TerraformFace::isMutating(const SimRequest &request) const
{
    return request.method != "GET"_ba && request.method != "HEAD"_ba;
}

void TerraformFace::handle(const SimRequest &request, Reply reply)
{
    SimResponse response = answer(request);
    response.headers.append({"TFP-API-Version"_ba, "2.6"_ba});
    response.headers.append({"TFP-AppName"_ba, "HCP Terraform"_ba});
    reply(std::move(response));
}

SimResponse TerraformFace::answer(const SimRequest &request)
{
    if (request.path == u"/.well-known/terraform.json"_s) {
        SimResponse response = wellKnown();
        TfRateLimit::decorate(response, {});
        return response;
    }
    const QByteArray authorization = request.header("authorization"_ba);
    const QByteArray token = authorization.startsWith("Bearer "_ba) ? authorization.mid(7).trimmed() : QByteArray();
    const auto owner = m_accounts.constFind(token);
    if (owner == m_accounts.cend() || m_world.conditions().tokensRevoked()) {
        SimResponse response = tfError(401, u"unauthorized"_s);
        TfRateLimit::decorate(response, {});
        return response;
    }
    const TfRateLimit::Verdict verdict = m_rateLimit.admit(owner->id, isRunList(request), m_world.now());
    SimResponse response = verdict.allowed ? route(request, request.path, *owner) : tooManyRequests();
    TfRateLimit::decorate(response, verdict);
    response.principal = owner->username;
    return response;
}

SimResponse TerraformFace::route(const SimRequest &request, const QString &path, const TfPrincipal &who)
{
    if (!path.startsWith(apiRoot))
        return tfNotFound();
    QStringList ids;
    const QByteArray method = request.method == "HEAD"_ba ? "GET"_ba : request.method;
    const TfRouter::Handler *handler = m_router.find(method, path.mid(apiRoot.size()), &ids);
    if (!handler)
        return tfNotFound();
    const bool raw = path.endsWith(u"/upload"_s); // a policy's code
    json body = raw || request.body.trimmed().isEmpty() ? json::object() : parsedBody(request.body);
    if (!body.is_object())
        return tfError(400, u"bad request"_s, u"The request body is not a JSON object."_s);
    TfCall call{request, who, ids, std::move(body)};
    return (*handler)(call);
}

} // namespace twinlake::simulator
