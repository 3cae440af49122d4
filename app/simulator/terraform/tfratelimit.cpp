// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfratelimit.h"

namespace twinlake::simulator {

using namespace std::chrono_literals;

namespace {

constexpr int perWindow = 30;

} // namespace

TfRateLimit::Verdict TfRateLimit::judge(Window &window, SimDuration length, SimTime now)
{
    while (!window.empty() && window.front() + length <= now)
        window.pop_front();
    Verdict verdict;
    verdict.limit = perWindow;
    verdict.allowed = static_cast<int>(window.size()) < perWindow;
    verdict.remaining = verdict.allowed ? perWindow - static_cast<int>(window.size()) - 1 : 0;
    verdict.reset = window.empty() ? SimDuration(0) : window.front() + length - now;
    return verdict;
}

TfRateLimit::Verdict TfRateLimit::admit(const QString &user, bool runList, SimTime now)
{
    const Verdict all = judge(m_all[user], 1s, now);
    if (!all.allowed)
        return all;
    if (runList) {
        const Verdict list = judge(m_lists[user], 60s, now);
        if (!list.allowed)
            return list;
        m_lists[user].push_back(now);
    }
    m_all[user].push_back(now);
    return all;
}

void TfRateLimit::decorate(SimResponse &response, const Verdict &verdict)
{
    const double seconds = std::chrono::duration<double>(verdict.reset).count();
    response.headers.append({QByteArrayLiteral("X-RateLimit-Limit"), QByteArray::number(verdict.limit)});
    response.headers.append({QByteArrayLiteral("X-RateLimit-Remaining"), QByteArray::number(verdict.remaining)});
    response.headers.append({QByteArrayLiteral("X-RateLimit-Reset"), QByteArray::number(seconds, 'f', 3)});
}

} // namespace twinlake::simulator
