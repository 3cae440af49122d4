// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/credentials/oauthtoken.h"

#include "app/http/json.h"
#include "app/http/network.h"
#include "app/http/readdoor.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QCoro::Task<Result<QString>> textOf(ReadDoor &door, QString path, std::string pointer, std::stop_token stop)
{
    const ReadRequest request = ReadRequest::probe(path);
    const Result<ReadAnswer> answer = co_await door.read(request, stop);
    if (!answer)
        co_return tl::unexpected(answer.error());
    const Result<nlohmann::json> document = parseJson(answer->body);
    const std::optional<QString> text = document ? textAt(*document, pointer) : std::nullopt;
    if (!text)
        co_return fail(Error::Kind::Protocol,
                       QCoreApplication::translate("Credentials", "%1 does not say where tokens are issued.")
                           .arg(door.base().authority()));
    co_return *text;
}

/// From the host's metadata, else the usual place.
QCoro::Task<Result<QUrl>> tokenEndpoint(ReadDoor &door, std::stop_token stop)
{
    const QString metadata = u"/.well-known/databricks-config"_s;
    const Result<QString> root = co_await textOf(door, metadata, "/oidc_endpoint", stop);
    if (stop.stop_requested())
        co_return tl::unexpected(root ? Error{Error::Kind::Cancelled, QString(), 0, {}, {}} : root.error());
    const QUrl oidc(root.value_or(u"/oidc"_s));
    const QString discovery = door.base().resolved(oidc).path() + u"/.well-known/oauth-authorization-server"_s;
    const Result<QString> endpoint = co_await textOf(door, discovery, "/token_endpoint", stop);
    if (!endpoint)
        co_return tl::unexpected(endpoint.error());
    const QUrl url = door.base().resolved(QUrl(*endpoint));
    if (!isSameOrigin(url, door.base()))
        co_return fail(Error::Kind::Protocol,
                       QCoreApplication::translate("Credentials",
                                                   "%1 wants its client secret sent to another host. It was not sent.")
                           .arg(door.base().authority()));
    co_return url;
}

} // namespace

QCoro::Task<Result<AccessToken>> fetchAccessToken(OAuthClient client, Clock &clock, Activity *activity,
                                                  std::stop_token stop)
{
    ReadDoor door(HostOptions{client.host, {}, client.caBundle, activity}, clock);
    const Result<QUrl> url = co_await tokenEndpoint(door, stop);
    if (!url)
        co_return tl::unexpected(url.error());
    const QByteArray pair = client.clientId.toUtf8() + ':' + client.clientSecret.toUtf8();
    const ReadRequest request = ReadRequest::token(*url, pair, "grant_type=client_credentials&scope=all-apis"_ba);
    const Result<ReadAnswer> answer = co_await door.read(request, stop);
    if (!answer)
        co_return tl::unexpected(answer.error());
    co_return accessTokenFrom(answer->body, clock.now());
}

Result<AccessToken> accessTokenFrom(const QByteArray &body, const Instant &now)
{
    const Result<nlohmann::json> document = parseJson(body);
    const std::optional<QString> token = document ? textAt(*document, "/access_token") : std::nullopt;
    const qint64 seconds =
        !document ? 0 : integerAt(*document, "/expires_in").value_or(textOr(*document, "/expires_in").toLongLong());
    if (!token || token->isEmpty() || seconds <= 0)
        return fail(Error::Kind::Protocol,
                    QCoreApplication::translate("Credentials", "The token endpoint's answer holds no token."));
    const Duration life = std::chrono::seconds(std::min<qint64>(seconds, 24LL * 3600));
    const Duration staleBefore = std::min<Duration>(life / 2, std::chrono::minutes(20));
    return AccessToken{token->toUtf8(), later(now, life - staleBefore), later(now, life - std::chrono::seconds(40))};
}

} // namespace twinlake
