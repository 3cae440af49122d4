// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/monitor/readround.h"

#include <algorithm>

namespace twinlake {

namespace {

/// An answer of any kind beats silence; a refused token explains more than a wrong request.
int weight(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Cancelled:
        return 0;
    case Error::Kind::Unreachable:
    case Error::Kind::ConnectionRefused:
    case Error::Kind::Timeout:
    case Error::Kind::Tls:
        return 1;
    case Error::Kind::Auth:
    case Error::Kind::Configuration:
        return 3;
    default:
        return 2;
    }
}

struct Queue {
    std::vector<Question> questions;
    size_t next = 0;
};

QCoro::Task<> work(std::shared_ptr<Queue> queue)
{
    while (queue->next < queue->questions.size()) {
        const Question question = queue->questions[queue->next++];
        co_await question();
    }
}

} // namespace

CallTimer::CallTimer(const Clock &clock)
    : m_started(clock.now())
{
    m_wall.start();
}

Duration CallTimer::taken(const Clock &clock) const
{
    const Duration taken = between(m_started, clock.now());
    if (clock.isStepped())
        return taken;
    const bool shortOnTheWall = std::chrono::milliseconds(m_wall.elapsed()) < clock.deadline(slowAnswer);
    return shortOnTheWall ? std::min(taken, slowAnswer) : taken;
}

void ReadRound::answered(Duration in)
{
    m_fastest = std::min(m_fastest.value_or(in), in);
}

void ReadRound::failed(const Error &error)
{
    if (!m_error || weight(error) > weight(*m_error))
        m_error = error;
}

std::optional<Probe> ReadRound::probe(const Instant &at) const
{
    if (m_fastest)
        return Probe{at, m_fastest, {}};
    if (!m_error || m_error->kind == Error::Kind::Cancelled)
        return std::nullopt;
    return Probe{at, {}, m_error};
}

QCoro::Task<> askAll(std::vector<Question> questions, int limit)
{
    auto queue = std::make_shared<Queue>();
    queue->questions = std::move(questions);
    std::vector<QCoro::Task<>> workers;
    for (int i = 0; i < limit && queue->next < queue->questions.size(); ++i)
        workers.push_back(work(queue));
    for (auto &worker : workers)
        co_await worker;
}

} // namespace twinlake
