// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/readattempt.h"

#include "app/http/apierror.h"
#include "app/http/calllog.h"
#include "app/http/exchange.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The body that goes out, and what it is; a read without one is a GET.
QByteArray dress(QNetworkRequest &wire, const ReadRequest &request)
{
    if (!request.statement.isEmpty()) {
        wire.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        return request.statement;
    }
    if (!request.form.isEmpty()) {
        wire.setRawHeader("Authorization"_ba, "Basic "_ba + request.basic.toBase64());
        wire.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    }
    return request.form;
}

QCoro::Task<Exchange> send(ReadDoorStatePtr state, ReadRequest request, QUrl url, Secret secret, const Budget *budget,
                           std::stop_token stop)
{
    const QString kind = request.form.isEmpty() ? secret.kind : u"oauth-m2m"_s;
    QNetworkRequest wire = makeRequest(url, state->options.caBundle, kind);
    wire.setRawHeader("Accept"_ba, request.accept);
    if (!secret.token.isEmpty() && !request.secretPath && isSameOrigin(url, state->options.base))
        authorize(wire, secret);
    const QByteArray body = dress(wire, request);
    const bool isPost = !body.isEmpty();
    const HeldCall held = nameCall(wire, state->options.activity, budget->worldLeft());
    QNetworkReply *reply = isPost ? state->manager->post(wire, body) : state->manager->get(wire);
    const ExchangeLimits limits{budget->left(), request.bodyCap, held};
    Exchange exchange = co_await finishExchange(reply, limits, stop);
    CallLine line{
        isPost ? "POST"_ba : "GET"_ba, url, exchange.status, exchange.took, request.secretPath, exchange.errorText, {}};
    if (!request.secretPath && request.form.isEmpty()) // the answer to a form is a token
        line.body = exchange.body;
    logCall(line);
    co_return exchange;
}

bool isRedirect(const Exchange &exchange)
{
    return exchange.status >= 300 && exchange.status < 400 && exchange.status != 304;
}

/// Where a redirect leads, or nothing if it may not be followed: never from https to http.
QUrl redirectTarget(const Exchange &exchange)
{
    const QUrl target = exchange.url.resolved(QUrl(QString::fromUtf8(exchange.header("Location"))));
    const bool downgrade = exchange.url.scheme() == "https"_L1 && target.scheme() != "https"_L1;
    const bool known = target.scheme() == "https"_L1 || target.scheme() == "http"_L1;
    return known && !downgrade ? target : QUrl();
}

Result<ReadAnswer> answerOf(const ReadDoorState &state, const ReadRequest &request, const Exchange &exchange)
{
    if (exchange.cancelled || exchange.timedOut || exchange.tooLarge || exchange.status == 0)
        return tl::unexpected(transportError(exchange));
    if (exchange.status < 200 || exchange.status >= 300)
        return tl::unexpected(apiError(exchange, state.clock.now()));
    if (exchange.truncated)
        return tl::unexpected(transportError(exchange));
    if (request.expect == ReadRequest::Expect::Json && isHtml(exchange))
        return tl::unexpected(
            doorError(Error::Kind::Protocol,
                      QT_TRANSLATE_NOOP("Http",
                                        "%1 answered with a web page: this is not the API. A proxy, a login "
                                        "page or the wrong host answers here."),
                      exchange.url));
    return ReadAnswer{exchange.status, exchange.body, exchange.url, exchange.took};
}

/// One try, which holds a place in flight throughout.
QCoro::Task<Attempt> attempt(ReadDoorStatePtr state, ReadRequest request, Secret secret, const Budget *budget,
                             std::stop_token stop)
{
    const QUrl url = urlOf(*state, request);
    Exchange exchange = co_await send(state, request, url, secret, budget, stop);
    if (request.followWithoutToken && isRedirect(exchange)) {
        const QUrl target = redirectTarget(exchange);
        if (target.isValid()) {
            request.secretPath = true;
            const Secret none;
            exchange = co_await send(state, request, target, none, budget, stop);
        }
    }
    Attempt result{answerOf(*state, request, exchange), exchange.truncated};
    co_return result;
}

/// Waits for our own rate and for what the host asked. False: it does not fit into the budget, or stop.
QCoro::Task<Result<>> waitForRate(ReadDoorStatePtr state, bool runList, Duration deadline, std::stop_token stop)
{
    const Instant now = state->clock.now();
    const Duration asked = state->closedUntil.isValid() ? between(now, state->closedUntil) : Duration::zero();
    if (asked > deadline) {
        Error error = doorError(Error::Kind::RateLimited,
                                QT_TRANSLATE_NOOP("Http", "%1 asked us to wait; it is not asked before that."),
                                state->options.base);
        error.retryAfter = asked;
        co_return tl::unexpected(error);
    }
    Duration wait = std::max(asked, state->perSecond.book(now));
    if (runList)
        wait = std::max(wait, state->runLists.book(now));
    if (wait > Duration::zero()) {
        const bool over = co_await state->clock.after(wait, stop);
        if (!over)
            co_return tl::unexpected(cancelledError(state->options.base));
    }
    co_return Result<>();
}

} // namespace

Error doorError(Error::Kind kind, const char *text, const QUrl &url)
{
    return Error{kind, QCoreApplication::translate("Http", text).arg(url.authority()), 0, {}, {}};
}

Error cancelledError(const QUrl &url)
{
    return doorError(Error::Kind::Cancelled, QT_TRANSLATE_NOOP("Http", "The request to %1 was cancelled."), url);
}

QUrl urlOf(const ReadDoorState &state, const ReadRequest &request)
{
    if (!request.url.isEmpty())
        return request.url;
    QUrl url = state.options.base;
    url.setPath(request.path, QUrl::DecodedMode);
    url.setQuery(request.query);
    return url;
}

QCoro::Task<Result<Secret>> secretOf(ReadDoorStatePtr state, QByteArray refused, std::stop_token stop)
{
    if (!state->options.token)
        co_return Secret();
    const bool expires = state->secret && state->secret->kind == "oauth-m2m"_L1; // the store renews those itself
    if (state->secret && refused.isEmpty() && !expires)
        co_return Result<Secret>(*state->secret);
    Result<Secret> secret = co_await state->options.token(refused, stop);
    if (secret)
        state->secret = *secret;
    co_return secret;
}

QCoro::Task<Attempt> attemptRead(ReadDoorStatePtr state, ReadRequest request, Secret secret, std::stop_token stop,
                                 const Budget *budget)
{
    const Result<> inTime = co_await waitForRate(state, request.runList, request.deadline, stop);
    if (!inTime) {
        Attempt failed{tl::unexpected(inTime.error())};
        co_return failed;
    }
    // A stepped world ends the calls in front of us by its own time.
    const bool stepped = state->options.activity != nullptr;
    const std::chrono::milliseconds patience = stepped ? longestHeld : state->clock.deadline(request.deadline);
    const bool ours = co_await state->turns.turn(patience, stop);
    if (!ours) {
        const QUrl &base = state->options.base;
        const char *busy =
            QT_TRANSLATE_NOOP("Http", "Too many requests to %1 wait for an answer; this one was not sent.");
        Attempt failed{
            tl::unexpected(stop.stop_requested() ? cancelledError(base) : doorError(Error::Kind::Timeout, busy, base))};
        co_return failed;
    }
    Attempt result = co_await attempt(state, request, secret, budget, stop);
    state->turns.release();
    co_return result;
}

} // namespace twinlake
