// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/faultanswers.h"

#include "app/simulator/server/httpbytes.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Wording {
    QByteArray code;
    QByteArray message;
};

Wording databricksWording(int status)
{
    static const std::map<int, Wording> wordings = {
        {400, {"BAD_REQUEST"_ba, "The request is malformed."_ba}},
        {401, {"UNAUTHENTICATED"_ba, "The credential is missing or invalid."_ba}},
        {403, {"PERMISSION_DENIED"_ba, "You do not have permission for this operation."_ba}},
        {404, {"RESOURCE_DOES_NOT_EXIST"_ba, "The resource does not exist."_ba}},
        {409, {"RESOURCE_CONFLICT"_ba, "The resource is being changed by another request."_ba}},
        {429, {"REQUEST_LIMIT_EXCEEDED"_ba, "Too many requests."_ba}},
        {500, {"INTERNAL_ERROR"_ba, "An internal error occurred."_ba}},
        {503, {"TEMPORARILY_UNAVAILABLE"_ba, "The service is temporarily unavailable."_ba}},
        {504, {"DEADLINE_EXCEEDED"_ba, "The request did not finish in time."_ba}}};
    const auto found = wordings.find(status);
    return found == wordings.end() ? Wording{"INTERNAL_ERROR"_ba, "The request failed."_ba} : found->second;
}

void page(SimResponse &response, const QByteArray &title)
{
    response.contentType = "text/html; charset=utf-8"_ba;
    response.body = "<!DOCTYPE html><html><head><title>"_ba + title + "</title></head><body><h1>"_ba + title
        + "</h1></body></html>"_ba;
}

void word(SimResponse &response, const QString &target)
{
    const QByteArray status = QByteArray::number(response.status);
    const bool gateway = response.status == 502 || response.status == 503 || response.status == 504;
    const bool databricks = target == u"primary"_s || target == u"secondary"_s;
    if (response.status == 204 || response.status == 304)
        return;
    if (response.status == 502 || (gateway && !databricks))
        return page(response, status + ' ' + reasonPhrase(response.status));
    if (target == u"terraform"_s) {
        response.contentType = "application/vnd.api+json"_ba;
        response.body = R"({"errors":[{"status":")"_ba + status + R"(","title":")"_ba
            + reasonPhrase(response.status).toLower() + R"("}]})"_ba;
        return;
    }
    const Wording wording = databricksWording(response.status);
    response.body = R"({"error_code":")"_ba + wording.code + R"(","message":")"_ba + wording.message + R"("})"_ba;
}

} // namespace

SimResponse faultAnswer(const Fault &fault)
{
    SimResponse response;
    response.status = fault.status;
    std::optional<double> wait = fault.retryAfter;
    switch (fault.kind) {
    case FaultKind::Throttle:
        response.status = 429;
        wait = wait.value_or(1.0);
        word(response, fault.target);
        response.headers.append({"X-RateLimit-Reset"_ba, QByteArray::number(*wait, 'f', 1)});
        break;
    case FaultKind::Html:
        response.status = 200;
        page(response, "Sign in to continue"_ba);
        return response;
    case FaultKind::Redirect:
        response.status = 302;
        response.headers.append(
            {"Location"_ba, fault.location.isEmpty() ? "http://127.0.0.1:9/login.html"_ba : fault.location.toLatin1()});
        return response;
    default:
        word(response, fault.target);
        break;
    }
    if (wait) // whole seconds, as both services write it
        response.headers.append({"Retry-After"_ba, QByteArray::number(std::llround(std::ceil(*wait)))});
    return response;
}

SimResponse garbled(SimResponse response)
{
    response.body = QByteArray("\x00\xff\xfe{]garbage[", 13);
    return response;
}

} // namespace twinlake::simulator
