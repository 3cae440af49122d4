// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/credentials/credentialstore.h"

#include "app/cli/privatememory.h"
#include "app/credentials/configfile.h"
#include "app/credentials/keychain.h"
#include "app/credentials/terraformtoken.h"
#include "app/http/json.h"
#include "app/http/network.h"
#include "app/http/readdoor.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A host that refuses or is silent is not asked for a token by each of the requests that need one.
constexpr Duration failureLasts = std::chrono::seconds(5);

tl::unexpected<Error> wrong(const QString &what)
{
    return fail(Error::Kind::Configuration, what);
}

QString say(const char *text)
{
    return QCoreApplication::translate("Credentials", text);
}

QUrl addressOf(const QString &host)
{
    return QUrl(host.contains("://"_L1) ? host : u"https://"_s + host);
}

Result<Secret> secretOf(const Result<QByteArray> &token, const QString &kind, const QString &source)
{
    if (!token)
        return tl::unexpected(token.error());
    // A line break or another control character would end the header early.
    const QByteArray clean = token->trimmed();
    const bool usable =
        !clean.isEmpty() && std::all_of(clean.begin(), clean.end(), [](char c) { return c > ' ' && c < 127; });
    if (!usable)
        return wrong(say(QT_TRANSLATE_NOOP("Credentials", "What %1 names is empty or is not a token.")).arg(source));
    return Secret{clean, kind, source};
}

Result<QByteArray> environmentToken(const QString &variable)
{
    const QByteArray value = qgetenv(variable.toUtf8().constData());
    if (value.trimmed().isEmpty())
        return wrong(say(QT_TRANSLATE_NOOP(
                             "Credentials",
                             "The environment variable %1 is not set. Set it to the token, or write another source."))
                         .arg(variable));
    return value;
}

/// A profile that names another host would send this host's requests with that host's token.
Result<> checkHost(const QMap<QString, QString> &profile, const QUrl &host)
{
    const QString named = profile.value(u"host"_s);
    if (named.isEmpty() || addressOf(named).host().compare(host.host(), Qt::CaseInsensitive) == 0)
        return {};
    return wrong(say(QT_TRANSLATE_NOOP("Credentials",
                                       "The profile is for %1, but the estate's host is %2. Name another profile."))
                     .arg(addressOf(named).host(), host.host()));
}

QString hostAndPort(const QUrl &host)
{
    return host.port() < 0 ? host.host() : u"%1:%2"_s.arg(host.host()).arg(host.port());
}

QCoro::Task<Result<Secret>> ready(Result<Secret> secret)
{
    co_return secret;
}

QCoro::Task<Result<Secret>> fromKeychain(QString source, QString name, std::stop_token stop)
{
    const Result<QByteArray> token = co_await keychainSecret(name, stop);
    co_return secretOf(token, u"pat"_s, source);
}

QCoro::Task<Result<Secret>> fromRehearsal(QString source, QString who, CredentialStore::Settings settings, Clock *clock,
                                          std::stop_token stop)
{
    if (!isLoopback(settings.control))
        co_return wrong(
            say(QT_TRANSLATE_NOOP("Credentials", "\u201c%1\u201d is only for a rehearsal's own estate file."))
                .arg(source));
    ReadDoor door(HostOptions{settings.control, {}, {}, settings.activity}, *clock);
    const ReadRequest request = ReadRequest::get(u"/control/tokens"_s);
    const Result<ReadAnswer> answer = co_await door.read(request, stop);
    if (!answer)
        co_return tl::unexpected(answer.error());
    const Result<nlohmann::json> document = parseJson(answer->body);
    if (!document)
        co_return tl::unexpected(document.error());
    const Result<QByteArray> token = textOr(*document, '/' + who.toStdString()).toUtf8();
    co_return secretOf(token, who == "terraform"_L1 ? u"terraform"_s : u"pat"_s, source);
}

} // namespace

CredentialStore::CredentialStore(Settings settings, Clock &clock)
    : m_settings(std::move(settings))
    , m_clock(clock)
{
}

QCoro::Task<Result<Secret>> CredentialStore::secretFor(QString source, QString host, std::stop_token stop)
{
    const QString kind = source.section(u':', 0, 0);
    const QString name = source.section(u':', 1);
    const QUrl address = addressOf(host);
    if (kind == "databrickscfg"_L1)
        return fromDatabricksProfile(source, name, address, stop);
    if (kind == "keychain"_L1 && !name.isEmpty())
        return kept(source, name, stop);
    if (kind == "env"_L1 && !name.isEmpty())
        return ready(secretOf(environmentToken(name), u"pat"_s, source));
    if (source == "terraformrc"_L1)
        return ready(secretOf(terraformToken(hostAndPort(address)), u"terraform"_s, source));
    if (kind == "rehearsal"_L1)
        return kept(source, name, stop);
    return ready(wrong(
        say(QT_TRANSLATE_NOOP("Credentials",
                              "\u201c%1\u201d is no source of credentials. Write databrickscfg:PROFILE, keychain:NAME, "
                              "env:VARIABLE or terraformrc."))
            .arg(source)));
}

TokenSource CredentialStore::tokenSource(const QString &source, const QUrl &host)
{
    return [this, source, host](const QByteArray &refused, const std::stop_token &stop) {
        return refused.isEmpty() ? secretFor(source, host.toString(), stop) : renewed(source, host, refused, stop);
    };
}

/// Of many requests that are refused together, the first brings the new token and the others find it.
QCoro::Task<Result<Secret>> CredentialStore::renewed(QString source, QUrl host, QByteArray refused,
                                                     std::stop_token stop)
{
    const QString key = source + u' ' + host.authority();
    if (m_shelf->accessTokens.value(key).token == refused)
        m_shelf->accessTokens.remove(key);
    if (m_shelf->secrets.value(source).token == refused)
        m_shelf->secrets.remove(source);
    return secretFor(source, host.toString(), stop);
}

/// Each request asks for its token; a keychain or a control address asked each time would be the slowest part of it.
QCoro::Task<Result<Secret>> CredentialStore::kept(QString source, QString name, std::stop_token stop)
{
    const auto held = m_shelf->secrets.constFind(source);
    if (held != m_shelf->secrets.constEnd())
        return ready(*held);
    const auto fetch = [shelf = m_shelf, source, name, settings = m_settings, clock = &m_clock](std::stop_token gone) {
        return fetchKept(shelf, source, name, settings, clock, std::move(gone));
    };
    return m_secretFlights.get(source, fetch, std::move(stop));
}

QCoro::Task<Result<Secret>> CredentialStore::fetchKept(ShelfPtr shelf, QString source, QString name, Settings settings,
                                                       Clock *clock, std::stop_token stop)
{
    Result<Secret> fresh = fail(Error::Kind::Cancelled, QString());
    if (source.startsWith("rehearsal:"_L1)) // no co_await in a conditional expression: GCC 12 frees its frame twice
        fresh = co_await fromRehearsal(source, name, settings, clock, stop);
    else
        fresh = co_await fromKeychain(source, name, stop);
    if (fresh)
        shelf->secrets.insert(source, *fresh);
    co_return fresh;
}

QCoro::Task<Result<Secret>> CredentialStore::fromDatabricksProfile(QString source, QString profile, QUrl host,
                                                                   std::stop_token stop)
{
    const QString path = databricksConfigPath();
    Result<QString> text = readConfigFile(path);
    if (!text)
        return ready(tl::unexpected(text.error()));
    const auto keys = profileIn(*text, profile);
    wipe(*text); // it holds the tokens of all profiles
    if (!keys)
        return ready(tl::unexpected(keys.error()));
    const Result<> matches = checkHost(*keys, host);
    if (!matches)
        return ready(tl::unexpected(matches.error()));
    const QString forced = keys->value(u"auth_type"_s);
    const bool hasToken = keys->contains(u"token"_s) && (forced.isEmpty() || forced == "pat"_L1);
    const bool hasClient = keys->contains(u"client_id"_s) && keys->contains(u"client_secret"_s)
        && (forced.isEmpty() || forced == "oauth-m2m"_L1);
    if (hasToken && hasClient)
        return ready(
            wrong(say(QT_TRANSLATE_NOOP(
                          "Credentials",
                          "The profile %1 in %2 holds a token and a client secret. Remove one, or write auth_type."))
                      .arg(profile, path)));
    if (hasToken)
        return ready(secretOf(keys->value(u"token"_s).toUtf8(), u"pat"_s, source));
    if (hasClient)
        return fromOAuth(
            source,
            OAuthClient{host, keys->value(u"client_id"_s), keys->value(u"client_secret"_s), m_settings.caBundle}, stop);
    return ready(wrong(
        say(QT_TRANSLATE_NOOP("Credentials",
                              "The profile %1 in %2 holds neither a token nor client_id and client_secret. Other ways "
                              "to sign in are not supported."))
            .arg(profile, path)));
}

QCoro::Task<Result<Secret>> CredentialStore::fromOAuth(QString source, OAuthClient client, std::stop_token stop)
{
    const ShelfPtr shelf = m_shelf;
    const QString key = source + u' ' + client.host.authority();
    const Instant now = m_clock.now();
    const bool known = shelf->accessTokens.contains(key);
    const AccessToken held = shelf->accessTokens.value(key);
    const bool alive = known && now < held.expiresAt;
    Result<QByteArray> token = held.token;
    if (!alive || now >= held.staleAt) {
        const auto failed = shelf->failures.constFind(key);
        if (!alive && failed != shelf->failures.constEnd() && now < failed->until)
            co_return tl::unexpected(failed->error);
        const SingleFlight<AccessToken>::Fetch fetch = [shelf, key, client, clock = &m_clock,
                                                        activity = m_settings.activity](std::stop_token gone) {
            return fetchOAuth(shelf, key, client, clock, activity, std::move(gone));
        };
        const Result<AccessToken> fresh = co_await m_tokenFlights.get(key, fetch, stop);
        if (fresh)
            token = fresh->token;
        else if (!alive || fresh.error().kind == Error::Kind::Cancelled)
            co_return tl::unexpected(fresh.error());
    }
    co_return secretOf(token, u"oauth-m2m"_s, source);
}

QCoro::Task<Result<AccessToken>> CredentialStore::fetchOAuth(ShelfPtr shelf, QString key, OAuthClient client,
                                                             Clock *clock, Activity *activity, std::stop_token stop)
{
    Result<AccessToken> fresh = co_await fetchAccessToken(client, *clock, activity, stop);
    if (stop.stop_requested())
        co_return fresh;
    shelf->failures.remove(key);
    if (fresh) {
        shelf->accessTokens.insert(key, *fresh);
        co_return fresh;
    }
    const Instant now = clock->now();
    shelf->failures.insert(key, {fresh.error(), later(now, failureLasts)});
    const auto held = shelf->accessTokens.find(key);
    if (held != shelf->accessTokens.end()) // still good for a while: try again in a minute
        held->staleAt = later(now, std::chrono::minutes(1));
    co_return fresh;
}

} // namespace twinlake
