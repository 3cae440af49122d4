// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/readdoor.h"

#include "app/http/apierror.h"
#include "app/http/calllog.h"
#include "app/http/exchange.h"
#include "app/http/network.h"
#include "app/http/retryrules.h"
#include "app/http/trust.h"
#include "app/http/turnqueue.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QRandomGenerator>
#include <QRegularExpression>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

/// Lives as long as the door or its last request, whichever ends later.
struct ReadDoorState {
    ReadDoorState(HostOptions o, Clock &c)
        : options(std::move(o))
        , clock(c)
        , trust(trustWith(options.caBundle))
        , manager(makeManager())
        , turns(6, options.activity)
        , backoff(QRandomGenerator::global()->generate())
    {
    }

    HostOptions options;
    Clock &clock;
    QSslConfiguration trust;
    ManagerPtr manager;
    TurnQueue turns;
    Backoff backoff;
    RateLimit perSecond{10, std::chrono::seconds(1)};
    RateLimit runLists{20, std::chrono::minutes(1)};
    Instant closedUntil; ///< the host asked us to wait
    std::optional<Secret> secret;
    std::stop_source gone;
    int inFlight = 0;
};

namespace {

constexpr qint64 bodyCap = 8 * 1024 * 1024;

using StatePtr = std::shared_ptr<ReadDoorState>;

/// One stop token for two reasons to stop.
class EitherStop {
public:
    EitherStop(std::stop_token a, std::stop_token b)
        : m_onA(std::move(a), Ask{m_source})
        , m_onB(std::move(b), Ask{m_source})
    {
    }
    std::stop_token token() const { return m_source.get_token(); }

private:
    struct Ask {
        std::stop_source source;
        void operator()() { source.request_stop(); }
    };
    std::stop_source m_source;
    std::stop_callback<Ask> m_onA;
    std::stop_callback<Ask> m_onB;
};

/// The budget of one read: by the world's clock, and never less than what the clock grants a socket.
class Budget {
public:
    Budget(Clock &clock, Duration span)
        : m_clock(clock)
        , m_until(later(clock.now(), span))
        , m_real(clock.deadline(span))
    {
    }
    std::chrono::milliseconds left() const
    {
        return std::chrono::milliseconds(std::max<qint64>(1, m_real.remainingTime()));
    }
    bool allows(Duration wait) const
    {
        const bool byTheWorld = later(m_clock.now(), wait) <= m_until;
        return byTheWorld || std::chrono::milliseconds(m_real.remainingTime()) > m_clock.deadline(wait);
    }

private:
    Clock &m_clock;
    Instant m_until;
    QDeadlineTimer m_real;
};

Error errorOf(Error::Kind kind, const char *text, const QUrl &url)
{
    return Error{kind, QCoreApplication::translate("Http", text).arg(url.authority()), 0, {}, {}};
}

Error cancelled(const QUrl &url)
{
    return errorOf(Error::Kind::Cancelled, QT_TRANSLATE_NOOP("Http", "The request to %1 was cancelled."), url);
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

/// Statements are POSTs that change nothing: execute, and cancel of what we started (contract 5.1).
bool isAllowedStatement(const QUrl &url, const QUrl &base)
{
    static const QRegularExpression allowed(u"^/api/2\\.0/sql/statements(?:/[0-9A-Za-z-]{1,64}/cancel)?$"_s);
    return isSameOrigin(url, base) && allowed.match(url.path()).hasMatch();
}

QCoro::Task<Result<Secret>> secretOf(StatePtr state, bool renew)
{
    if (!state->options.token)
        co_return Secret();
    const bool expires = state->secret && state->secret->kind == "oauth-m2m"_L1; // the store renews those itself
    if (state->secret && !renew && !expires)
        co_return Result<Secret>(*state->secret);
    Result<Secret> secret = co_await state->options.token(renew);
    if (secret)
        state->secret = *secret;
    co_return secret;
}

QCoro::Task<Exchange> send(StatePtr state, ReadRequest request, QUrl url, Secret secret,
                           std::chrono::milliseconds limit, std::stop_token stop)
{
    QNetworkRequest wire = makeRequest(url, state->trust, secret.kind);
    wire.setRawHeader("Accept"_ba, request.accept);
    if (!secret.token.isEmpty() && !request.secretPath && isSameOrigin(url, state->options.base))
        authorize(wire, secret);
    const bool isPost = !request.statement.isEmpty();
    if (isPost)
        wire.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QNetworkReply *reply = isPost ? state->manager->post(wire, request.statement) : state->manager->get(wire);
    const ExchangeLimits limits{limit, bodyCap};
    Exchange exchange = co_await finishExchange(reply, limits, stop);
    CallLine line{
        isPost ? "POST"_ba : "GET"_ba, url, exchange.status, exchange.took, request.secretPath, exchange.errorText, {}};
    if (!request.secretPath)
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
            errorOf(Error::Kind::Protocol,
                    QT_TRANSLATE_NOOP("Http",
                                      "%1 answered with a web page: this is not the API. A proxy, a login "
                                      "page or the wrong host answers here."),
                    exchange.url));
    return ReadAnswer{exchange.status, exchange.body, exchange.url, exchange.took};
}

struct Attempt {
    Result<ReadAnswer> answer;
    bool wasCut = false;
};

/// One try, which holds a place in flight throughout.
QCoro::Task<Attempt> attempt(StatePtr state, ReadRequest request, Secret secret, std::chrono::milliseconds limit,
                             std::stop_token stop)
{
    const QDeadlineTimer until(limit);
    const QUrl url = urlOf(*state, request);
    Exchange exchange = co_await send(state, request, url, secret, limit, stop);
    if (request.followWithoutToken && isRedirect(exchange)) {
        const QUrl target = redirectTarget(exchange);
        if (target.isValid()) {
            request.secretPath = true;
            const Secret none;
            const auto left = std::chrono::milliseconds(std::max<qint64>(1, until.remainingTime()));
            exchange = co_await send(state, request, target, none, left, stop);
        }
    }
    Attempt result{answerOf(*state, request, exchange), exchange.truncated};
    co_return result;
}

/// Waits for our own rate and for what the host asked. False: it does not fit into the budget, or stop.
QCoro::Task<Result<>> waitForRate(StatePtr state, bool runList, Duration deadline, std::stop_token stop)
{
    const Instant now = state->clock.now();
    const Duration asked = state->closedUntil.isValid() ? between(now, state->closedUntil) : Duration::zero();
    if (asked > deadline) {
        Error error = errorOf(Error::Kind::RateLimited,
                              QT_TRANSLATE_NOOP("Http", "%1 asked us to wait; it is not asked before that."),
                              state->options.base);
        error.retryAfter = asked;
        co_return tl::unexpected(error);
    }
    Duration wait = std::max(asked, state->perSecond.book(now));
    if (runList)
        wait = std::max(wait, state->runLists.book(now));
    if (wait > Duration::zero() && !co_await state->clock.after(wait, stop))
        co_return tl::unexpected(cancelled(state->options.base));
    co_return Result<>();
}

/// The whole of one try: rate, turn, request.
QCoro::Task<Attempt> guardedAttempt(StatePtr state, ReadRequest request, Secret secret, std::stop_token stop,
                                    const Budget *budget)
{
    const Result<> inTime = co_await waitForRate(state, request.runList, request.deadline, stop);
    if (!inTime) {
        Attempt failed{tl::unexpected(inTime.error())};
        co_return failed;
    }
    const auto patience = state->clock.deadline(request.deadline);
    const bool ours = co_await state->turns.turn(patience, stop);
    if (!ours) {
        const QUrl &base = state->options.base;
        const char *busy =
            QT_TRANSLATE_NOOP("Http", "Too many requests to %1 wait for an answer; this one was not sent.");
        Attempt failed{
            tl::unexpected(stop.stop_requested() ? cancelled(base) : errorOf(Error::Kind::Timeout, busy, base))};
        co_return failed;
    }
    Attempt result = co_await attempt(state, request, secret, budget->left(), stop);
    state->turns.release();
    co_return result;
}

/// What follows a failed try: how long to wait, or nothing if it was the last.
std::optional<Duration> nextWait(ReadDoorState &state, const ReadRequest &request, const Attempt &failed, int tries,
                                 const Budget &budget)
{
    const Error &error = failed.answer.error();
    if (error.retryAfter)
        state.closedUntil = later(state.clock.now(), std::min(*error.retryAfter, longestAskedWait));
    if (tries >= request.tries || !isWorthRetrying(error, failed.wasCut))
        return std::nullopt;
    const Duration wait = state.backoff.before(tries + 1, error);
    const bool fits = wait <= longestAskedWait && budget.allows(wait);
    return fits ? std::optional(wait) : std::nullopt;
}

QCoro::Task<Result<ReadAnswer>> readWith(StatePtr state, ReadRequest request, std::stop_token asked)
{
    const EitherStop either(asked, state->gone.get_token());
    const std::stop_token stop = either.token();
    Result<Secret> secret = co_await secretOf(state, false);
    bool renewed = false;
    const Budget budget(state->clock, request.deadline);
    for (int tries = 1; secret; ++tries) {
        if (stop.stop_requested())
            co_return tl::unexpected(cancelled(state->options.base));
        Attempt done = co_await guardedAttempt(state, request, *secret, stop, &budget);
        if (done.answer)
            co_return done.answer;
        if (done.answer.error().kind == Error::Kind::Auth && !renewed && state->options.token) {
            renewed = true; // the token may have been rotated: read it again, once
            const QByteArray before = secret->token;
            secret = co_await secretOf(state, true);
            if (!secret || secret->token == before)
                co_return done.answer;
            continue;
        }
        const std::optional<Duration> wait = nextWait(*state, request, done, tries, budget);
        if (!wait)
            co_return done.answer;
        if (!co_await state->clock.after(*wait, stop))
            co_return tl::unexpected(cancelled(state->options.base));
    }
    co_return tl::unexpected(secret.error());
}

QCoro::Task<Result<ReadAnswer>> counted(StatePtr state, ReadRequest request, std::stop_token stop)
{
    ++state->inFlight;
    Result<ReadAnswer> answer = co_await readWith(state, request, stop);
    --state->inFlight;
    co_return answer;
}

QCoro::Task<Result<ReadAnswer>> refused(QUrl url)
{
    co_return tl::unexpected(
        errorOf(Error::Kind::Configuration,
                QT_TRANSLATE_NOOP("Http",
                                  "This request to %1 may change something, so it is not a read. It was "
                                  "not sent."),
                url));
}

} // namespace

ReadRequest ReadRequest::get(const QString &path)
{
    ReadRequest request;
    request.path = path;
    return request;
}

ReadRequest ReadRequest::get(const QString &path, const QUrlQuery &query)
{
    ReadRequest request = get(path);
    request.query = query;
    return request;
}

ReadRequest ReadRequest::probe(const QString &path)
{
    ReadRequest request = get(path);
    request.deadline = probeDeadline;
    request.tries = 1;
    return request;
}

ReadDoor::ReadDoor(HostOptions options, Clock &clock)
    : m_state(std::make_shared<ReadDoorState>(std::move(options), clock))
{
}

ReadDoor::~ReadDoor()
{
    m_state->gone.request_stop();
}

const QUrl &ReadDoor::base() const
{
    return m_state->options.base;
}

Clock &ReadDoor::clock() const
{
    return m_state->clock;
}

int ReadDoor::inFlight() const
{
    return m_state->inFlight;
}

QCoro::Task<Result<ReadAnswer>> ReadDoor::read(ReadRequest request, std::stop_token stop)
{
    const QUrl url = urlOf(*m_state, request);
    if (!request.statement.isEmpty() && !isAllowedStatement(url, m_state->options.base))
        return refused(url);
    return counted(m_state, std::move(request), std::move(stop));
}

} // namespace twinlake
