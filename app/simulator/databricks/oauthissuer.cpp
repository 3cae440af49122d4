// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/oauthissuer.h"

#include "app/simulator/databricks/replies.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString discoveryPath = u"/oidc/.well-known/oauth-authorization-server"_s;
const QString tokenPath = u"/oidc/v1/token"_s;
constexpr auto tokenLife = 3600s;
constexpr std::size_t requestsPerSecond = 50;
constexpr std::size_t accessTokensKept = 10'000;

SimResponse oauthError(int status, const char *error, const char *description)
{
    return jsonReply({{"error", error}, {"error_description", description}}, status);
}

QString formDecoded(const QByteArray &text)
{
    return QUrl::fromPercentEncoding(QByteArray(text).replace('+', ' '));
}

QMap<QString, QString> formOf(const QByteArray &body)
{
    QMap<QString, QString> form;
    for (const QByteArray &pair : body.left(64LL * 1024).split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0)
            form.insert(formDecoded(pair.left(equals)), formDecoded(pair.mid(equals + 1)));
    }
    return form;
}

struct Credentials {
    QByteArray id;
    QByteArray secret;
};

// HTTP Basic as the SDKs send it; the form's own fields otherwise.
Credentials credentialsOf(const SimRequest &request, const QMap<QString, QString> &form)
{
    const QByteArray authorization = request.header("authorization"_ba).trimmed();
    if (authorization.left(6).toLower() == "basic ") {
        const QByteArray plain = QByteArray::fromBase64(authorization.mid(6).trimmed());
        const qsizetype colon = plain.indexOf(':');
        return {QByteArray::fromPercentEncoding(plain.left(colon)),
                colon < 0 ? QByteArray() : QByteArray::fromPercentEncoding(plain.mid(colon + 1))};
    }
    return {form.value(u"client_id"_s).toUtf8(), form.value(u"client_secret"_s).toUtf8()};
}

} // namespace

QString originOf(const SimRequest &request)
{
    return (request.secure ? u"https://"_s : u"http://"_s) + request.host;
}

OauthIssuer::OauthIssuer(const WorldContext &context, const TokenBook &book, ClientClock clock)
    : m_context(context)
    , m_book(book)
    , m_clock(clock ? std::move(clock) : [&context] { return context.now(); })
{
}

bool OauthIssuer::isDiscovery(const SimRequest &request)
{
    return request.method == "GET" && request.path == discoveryPath;
}

bool OauthIssuer::isTokenRequest(const SimRequest &request)
{
    return request.method == "POST" && request.path == tokenPath;
}

SimResponse OauthIssuer::discovery(const SimRequest &request) const
{
    const std::string origin = originOf(request).toStdString();
    return jsonReply({{"issuer", origin + "/oidc"},
                      {"authorization_endpoint", origin + "/oidc/v1/authorize"},
                      {"token_endpoint", origin + tokenPath.toStdString()},
                      {"response_types_supported", {"code"}},
                      {"grant_types_supported", {"client_credentials"}},
                      {"scopes_supported", {"all-apis", "sql", "offline_access"}},
                      {"token_endpoint_auth_methods_supported", {"client_secret_basic", "client_secret_post"}}});
}

// Many clients at once are told to come back, in the words of RFC 6749.
bool OauthIssuer::throttled()
{
    const SimTime now = m_clock();
    while (!m_recent.empty() && now - m_recent.front() >= 1s)
        m_recent.pop_front();
    if (m_recent.size() >= requestsPerSecond)
        return true;
    m_recent.push_back(now);
    return false;
}

SimResponse OauthIssuer::token(const SimRequest &request)
{
    if (throttled()) {
        SimResponse busy = oauthError(429, "invalid_request", "Temporarily throttled, too many requests");
        busy.headers.append({"Retry-After"_ba, "1"_ba});
        return busy;
    }
    if (!request.header("content-type"_ba).toLower().startsWith("application/x-www-form-urlencoded"))
        return oauthError(400, "invalid_request", "The request must be form-encoded.");
    const auto form = formOf(request.body);
    const QString grant = form.value(u"grant_type"_s);
    if (grant.isEmpty())
        return oauthError(400, "invalid_request", "grant_type is missing.");
    if (grant != u"client_credentials")
        return oauthError(400, "unsupported_grant_type", "Only client_credentials is supported here.");
    const Credentials given = credentialsOf(request, form);
    const auto client = m_book.clients.constFind(given.id);
    if (client == m_book.clients.cend() || client->secret != given.secret)
        return oauthError(401, "invalid_client", "Client authentication failed");
    const QString scope = form.value(u"scope"_s, u"all-apis"_s).simplified();
    for (const QString &one : scope.split(u' ')) {
        if (one != u"all-apis" && one != u"sql" && one != u"offline_access")
            return oauthError(400, "invalid_scope", "The requested scope is invalid.");
    }
    return issue(client->principal, scope);
}

SimResponse OauthIssuer::issue(const TokenBook::Principal &principal, const QString &scope)
{
    const SimTime now = m_clock();
    std::erase_if(m_issued, [now](const auto &entry) { return entry.second.expires <= now; });
    while (m_issued.size() >= accessTokensKept)
        m_issued.erase(m_issued.begin());
    const QByteArray token =
        "eyJ0"_ba + m_context.draw.hex(m_context.entity(u"oauth/token"_s), ++m_count, 96).toLatin1();
    m_issued[token] = {principal, now + tokenLife};
    SimResponse response = jsonReply({{"access_token", token.toStdString()},
                                      {"token_type", "Bearer"},
                                      {"expires_in", tokenLife.count()},
                                      {"scope", scope.toStdString()}});
    response.headers.append({"Cache-Control"_ba, "no-store"_ba});
    response.principal = principal.userName;
    return response;
}

std::optional<TokenBook::Principal> OauthIssuer::owner(const QByteArray &token) const
{
    const auto found = m_issued.find(token);
    if (found == m_issued.end() || found->second.expires <= m_clock())
        return std::nullopt;
    return found->second.principal;
}

} // namespace twinlake::simulator
