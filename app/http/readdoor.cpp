// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/readdoor.h"

#include "app/http/readattempt.h"

#include <QRegularExpression>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

using StatePtr = ReadDoorStatePtr;

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

/// Statements are POSTs that change nothing: execute, and cancel of what we started (contract 5.1).
bool isAllowedStatement(const QUrl &url, const QUrl &base)
{
    static const QRegularExpression allowed(u"^/api/2\\.0/sql/statements(?:/[0-9A-Za-z-]{1,64}/cancel)?$"_s);
    return isSameOrigin(url, base) && allowed.match(url.path()).hasMatch();
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
    Result<Secret> secret = co_await secretOf(state, QByteArray(), stop);
    bool renewed = false;
    const Budget budget(state->clock, request.deadline);
    for (int tries = 1; secret; ++tries) {
        if (stop.stop_requested())
            co_return tl::unexpected(cancelledError(state->options.base));
        Attempt done = co_await attemptRead(state, request, *secret, stop, &budget);
        if (done.answer)
            co_return done.answer;
        if (done.answer.error().kind == Error::Kind::Auth && !renewed && state->options.token) {
            renewed = true; // the token may have been rotated: read it again, once
            const QByteArray before = secret->token;
            secret = co_await secretOf(state, before, stop);
            if (!secret || secret->token == before)
                co_return done.answer;
            continue;
        }
        const std::optional<Duration> wait = nextWait(*state, request, done, tries, budget);
        if (!wait)
            co_return done.answer;
        if (!co_await state->clock.after(*wait, stop))
            co_return tl::unexpected(cancelledError(state->options.base));
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
        doorError(Error::Kind::Configuration,
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

ReadRequest ReadRequest::token(const QUrl &url, const QByteArray &basic, const QByteArray &form)
{
    ReadRequest request;
    request.url = url;
    request.basic = basic;
    request.form = form;
    request.bodyCap = 64LL * 1024;
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
    if (!request.form.isEmpty() && !isSameOrigin(url, m_state->options.base))
        return refused(url);
    return counted(m_state, std::move(request), std::move(stop));
}

} // namespace twinlake
