// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/apierror.h"

#include "app/http/calllog.h"
#include "app/http/exchange.h"
#include "app/http/json.h"

#include <QCoreApplication>
#include <QLocale>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ServerWords {
    QString code;
    QString text;
};

ServerWords wordsOf(const nlohmann::json &document)
{
    ServerWords words;
    for (const char *path : {"/error_code", "/errors/0/title", "/error"}) {
        if (words.code.isEmpty())
            words.code = textOr(document, path);
    }
    if (const auto number = integerAt(document, "/error_code"))
        words.code = QString::number(*number);
    for (const char *path : {"/message", "/errors/0/detail", "/error_description", "/detail"}) {
        if (words.text.isEmpty())
            words.text = textOr(document, path);
    }
    return words;
}

struct CodeRule {
    QLatin1StringView code;
    Error::Kind kind;
};

constexpr std::array codeRules{
    CodeRule{"RESOURCE_DOES_NOT_EXIST"_L1, Error::Kind::NotFound},
    CodeRule{"NOT_FOUND"_L1, Error::Kind::NotFound},
    CodeRule{"ENDPOINT_NOT_FOUND"_L1, Error::Kind::NotFound},
    CodeRule{"FEATURE_DISABLED"_L1, Error::Kind::NotFound},
    CodeRule{"UNAUTHENTICATED"_L1, Error::Kind::Auth},
    CodeRule{"invalid_client"_L1, Error::Kind::Auth},
    CodeRule{"PERMISSION_DENIED"_L1, Error::Kind::Forbidden},
    CodeRule{"ABORTED"_L1, Error::Kind::Conflict},
    CodeRule{"ALREADY_EXISTS"_L1, Error::Kind::Conflict},
    CodeRule{"RESOURCE_ALREADY_EXISTS"_L1, Error::Kind::Conflict},
    CodeRule{"RESOURCE_CONFLICT"_L1, Error::Kind::Conflict},
    CodeRule{"RESOURCE_EXHAUSTED"_L1, Error::Kind::RateLimited},
    CodeRule{"REQUEST_LIMIT_EXCEEDED"_L1, Error::Kind::RateLimited},
    CodeRule{"INTERNAL_ERROR"_L1, Error::Kind::Server},
    CodeRule{"TEMPORARILY_UNAVAILABLE"_L1, Error::Kind::Server},
    CodeRule{"WORKSPACE_TEMPORARILY_UNAVAILABLE"_L1, Error::Kind::Server},
};

Error::Kind kindOf(int status, const ServerWords &words)
{
    using Kind = Error::Kind;
    const auto rule =
        std::find_if(codeRules.begin(), codeRules.end(), [&](const auto &r) { return r.code == words.code; });
    if (rule != codeRules.end())
        return rule->kind;
    const bool says404 = words.text.contains("does not exist"_L1) || words.text.contains("doesn't exist"_L1);
    if (status == 400 && words.code == "INVALID_PARAMETER_VALUE"_L1 && says404)
        return Kind::NotFound;
    if (status == 401)
        return Kind::Auth;
    if (status == 403) // about the token itself: the code is the number 403 (contract 2.4)
        return words.code == "403"_L1 || words.text.contains("access token"_L1) ? Kind::Auth : Kind::Forbidden;
    if (status == 404)
        return Kind::NotFound;
    if (status == 409)
        return Kind::Conflict;
    if (status == 429)
        return Kind::RateLimited;
    if (status >= 500)
        return Kind::Server;
    return status >= 400 ? Kind::Rejected : Kind::Protocol;
}

QString sentence(const Exchange &exchange, const ServerWords &words)
{
    const QString host = exchange.url.authority();
    if (exchange.status >= 300 && exchange.status < 400)
        return QCoreApplication::translate("Http",
                                           "%1 answered with a redirect (%2). It was not followed: a token goes "
                                           "only to its own host.")
            .arg(host)
            .arg(exchange.status);
    const QString said = plainServerText(words.text.isEmpty() ? words.code : words.text);
    if (said.isEmpty())
        return QCoreApplication::translate("Http", "%1 answered with status %2.").arg(host).arg(exchange.status);
    return QCoreApplication::translate("Http", "%1 answered with status %2: %3")
        .arg(host)
        .arg(exchange.status)
        .arg(said);
}

std::optional<std::chrono::milliseconds> seconds(const QByteArray &text)
{
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber);
    if (!isNumber || !std::isfinite(value) || value < 0)
        return std::nullopt;
    return std::chrono::milliseconds(static_cast<qint64>(std::ceil(std::min(value, 1e7) * 1000)));
}

std::optional<Instant> httpDate(const QByteArray &text)
{
    const QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    return date.isValid() ? std::optional(Instant(date.date(), date.time(), Qt::UTC)) : std::nullopt;
}

} // namespace

std::optional<std::chrono::milliseconds> askedWait(const Exchange &exchange, const Instant &now)
{
    const QByteArray after = exchange.header("Retry-After");
    if (const auto wait = seconds(after))
        return wait;
    if (const auto date = httpDate(after)) {
        const Instant answeredAt = httpDate(exchange.header("Date")).value_or(now); // both by the server's own clock
        return std::max(std::chrono::milliseconds(0), between(answeredAt, *date));
    }
    return seconds(exchange.header("X-RateLimit-Reset"));
}

bool isHtml(const Exchange &exchange)
{
    return exchange.header("Content-Type").toLower().startsWith("text/html") || exchange.body.trimmed().startsWith('<');
}

Error apiError(const Exchange &exchange, const Instant &now)
{
    const Result<nlohmann::json> document = parseJson(exchange.body);
    const ServerWords words = document ? wordsOf(*document) : ServerWords();
    Error error{kindOf(exchange.status, words),
                sentence(exchange, words),
                exchange.status,
                plainServerText(words.code, 80),
                {}};
    if (error.kind == Error::Kind::RateLimited || exchange.status == 503)
        error.retryAfter = askedWait(exchange, now);
    return error;
}

} // namespace twinlake
