// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/mutationsender.h"

#include "app/http/apierror.h"
#include "app/http/calllog.h"
#include "app/http/exchange.h"
#include "app/http/json.h"
#include "app/http/network.h"
#include "app/http/oncebody.h"

#include <QCoreApplication>
#include <QSet>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

struct MutationSenderState {
    MutationSenderState(HostOptions o, Clock &c)
        : options(std::move(o))
        , clock(c)
    {
    }

    HostOptions options;
    Clock &clock;
    QSet<QString> usedIntents;
    std::stop_source gone;
    int inFlight = 0;
};

namespace {

using StatePtr = std::shared_ptr<MutationSenderState>;

constexpr qint64 answerCap = 2LL * 1024 * 1024;

QString say(const char *text)
{
    return QCoreApplication::translate("Http", text);
}

MutationAnswer notPermitted(const QString &why)
{
    return {Outcome{Outcome::Kind::Refused, 0, why, {}}, {}};
}

/// Without a token nothing has left: the next attempt may find one.
MutationAnswer notSent(const QString &why)
{
    return {Outcome{Outcome::Kind::NotSent, 0, why, {}}, {}};
}

/// Why no request may be made with this permit; empty if it may.
QString objection(MutationSenderState &state, const MutationRequest &request, const MutationPermit &permit)
{
    if (permit.scope() == MutationPermit::Scope::PlanOnly && !request.planOnly)
        return say(QT_TRANSLATE_NOOP("Http", "Only plan-only runs are permitted now. Nothing was sent."));
    if (state.usedIntents.contains(permit.intent()))
        return say(QT_TRANSLATE_NOOP("Http", "This permit was used before. Nothing was sent."));
    state.usedIntents.insert(permit.intent());
    return {};
}

QNetworkRequest wireRequest(const MutationSenderState &state, const MutationRequest &request, const Secret &secret)
{
    QUrl url = state.options.base;
    url.setPath(request.path, QUrl::DecodedMode);
    QNetworkRequest wire = makeRequest(url, state.options.caBundle, secret.kind);
    wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    wire.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    wire.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    wire.setHeader(QNetworkRequest::ContentTypeHeader, QString::fromLatin1(request.contentType));
    wire.setRawHeader("Accept"_ba, request.contentType);
    if (!secret.token.isEmpty())
        authorize(wire, secret);
    return wire;
}

Outcome::Kind kindOf(int status)
{
    using Kind = Outcome::Kind;
    if (status >= 200 && status < 300)
        return Kind::Done;
    if (status == 307 || status == 308) // asks for the same request elsewhere: not carried out here
        return Kind::Refused;
    if (status == 429) // turned away before it was looked at
        return Kind::NotSent;
    if (status == 408 || status == 499) // a proxy may say so after the request went through
        return Kind::Unknown;
    return status >= 400 && status < 500 ? Kind::Refused : Kind::Unknown;
}

QString withoutStatus(const Exchange &exchange)
{
    const QString why = transportError(exchange).message;
    return say(QT_TRANSLATE_NOOP("Http", "It is not known whether this was carried out. %1")).arg(why);
}

MutationAnswer answerOf(const Exchange &exchange, const Instant &now)
{
    if (exchange.status == 0)
        return {Outcome{Outcome::Kind::Unknown, 0, withoutStatus(exchange), {}}, {}};
    Outcome outcome{kindOf(exchange.status), exchange.status, {}, {}};
    if (outcome.kind != Outcome::Kind::Done) {
        outcome.text = apiError(exchange, now).message;
        return {outcome, {}};
    }
    // The status says done; an answer that is cut or is a web page does not say what was done, or who said so.
    const bool isEmpty = exchange.body.trimmed().isEmpty();
    if (exchange.isWhole() && (isEmpty || (!isHtml(exchange) && parseJson(exchange.body))))
        return {outcome, exchange.body};
    outcome.kind = Outcome::Kind::Unknown;
    outcome.text = exchange.isWhole()
        ? say(QT_TRANSLATE_NOOP("Http", "%1 answered with something that is not an answer of this API."))
              .arg(exchange.url.authority())
        : withoutStatus(exchange);
    return {outcome, {}};
}

/// Qt connects again and again when it is reset before the body was asked for. The body cannot go out twice, but the
/// head could: once it has been sent, a second connection ends the call.
void endAtSecondConnection(QNetworkReply *reply)
{
    const auto sent = std::make_shared<bool>(false);
    QObject::connect(reply, &QNetworkReply::requestSent, reply, [sent] { *sent = true; });
    QObject::connect(reply, &QNetworkReply::socketStartedConnecting, reply, [sent, reply] {
        if (*sent)
            QMetaObject::invokeMethod(reply, &QNetworkReply::abort, Qt::QueuedConnection);
    });
}

void watchWire(QNetworkReply *reply, const std::function<void(WireMoment)> &watch)
{
    QObject::connect(reply, &QNetworkReply::requestSent, reply, [watch] { watch(WireMoment::Sent); });
    QObject::connect(reply, &QNetworkReply::metaDataChanged, reply, [watch] { watch(WireMoment::ReplyBegun); });
}

QCoro::Task<MutationAnswer> send(StatePtr state, MutationRequest request, Secret secret)
{
    QNetworkRequest wire = wireRequest(*state, request, secret);
    const HeldCall held = nameCall(wire, state->options.activity, mutationDeadline);
    const ManagerPtr manager = makeManager(); // its own for each call: a fresh connection (row 2b)
    manager->clearConnectionCache();
    auto *body = new OnceBody(request.body, manager.get());
    QNetworkReply *reply = manager->sendCustomRequest(wire, request.verb, body);
    endAtSecondConnection(reply);
    if (state->options.watch)
        watchWire(reply, state->options.watch);
    const ExchangeLimits limits{state->clock.deadline(mutationDeadline), answerCap, held};
    const Exchange exchange = co_await finishExchange(reply, limits, state->gone.get_token());
    const CallLine line{request.verb, wire.url(),         exchange.status, exchange.took,
                        false,        exchange.errorText, exchange.body};
    logCall(line);
    co_return answerOf(exchange, state->clock.now());
}

QCoro::Task<MutationAnswer> sendWith(StatePtr state, MutationRequest request, MutationPermit permit)
{
    const QString refusal = objection(*state, request, permit);
    if (!refusal.isEmpty())
        co_return notPermitted(refusal);
    Secret secret;
    if (state->options.token) {
        Result<Secret> given = co_await state->options.token(QByteArray(), std::stop_token());
        if (!given)
            co_return notSent(given.error().message);
        secret = *given;
    }
    if (state->gone.stop_requested())
        co_return notSent(say(QT_TRANSLATE_NOOP("Http", "The console is ending. Nothing was sent.")));
    ++state->inFlight;
    if (state->options.activity)
        state->options.activity->began();
    MutationAnswer answer = co_await send(state, request, secret);
    if (state->options.activity)
        state->options.activity->ended();
    --state->inFlight;
    co_return answer;
}

} // namespace

MutationSender::MutationSender(HostOptions options, Clock &clock)
    : m_state(std::make_shared<MutationSenderState>(std::move(options), clock))
{
}

MutationSender::~MutationSender() = default;

void MutationSender::giveUp()
{
    m_state->gone.request_stop();
}

int MutationSender::inFlight() const
{
    return m_state->inFlight;
}

QCoro::Task<MutationAnswer> MutationSender::sendOnce(MutationRequest request, MutationPermit permit)
{
    return sendWith(m_state, std::move(request), std::move(permit));
}

} // namespace twinlake
