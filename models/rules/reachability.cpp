// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/rules/reachability.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int probesForLoss = 6; ///< below it a share says nothing

/// What one failed call says about its host. Reachable: the host answered, only this request was wrong.
Reach reachOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::ConnectionRefused:
        return Reach::Refused;
    case Error::Kind::Unreachable:
    case Error::Kind::Timeout:
        return Reach::NoAnswer;
    case Error::Kind::Tls:
        return Reach::Tls;
    case Error::Kind::Auth:
    case Error::Kind::Configuration:
        return Reach::Credentials;
    case Error::Kind::RateLimited:
        return Reach::Throttled;
    case Error::Kind::Server:
        return Reach::Slow;
    case Error::Kind::Protocol:
        return Reach::WrongHost;
    default:
        return Reach::Reachable;
    }
}

Reach reachOf(const Probe &probe)
{
    return probe.error ? reachOf(*probe.error) : Reach::Reachable;
}

bool isLost(const Probe &probe)
{
    return isSilent(reachOf(probe));
}

std::optional<Duration> medianOf(const QList<Probe> &probes)
{
    std::vector<Duration> answers;
    for (const Probe &probe : probes) {
        if (probe.answeredIn && !isLost(probe))
            answers.push_back(*probe.answeredIn);
    }
    if (answers.empty())
        return std::nullopt;
    const auto middle = answers.begin() + static_cast<std::ptrdiff_t>(answers.size() / 2);
    std::nth_element(answers.begin(), middle, answers.end());
    return *middle;
}

/// Probes at the end of the list that were all lost, or all answered.
int rowAtTheEnd(const QList<Probe> &probes, bool lost)
{
    const auto end =
        std::find_if(probes.crbegin(), probes.crend(), [lost](const Probe &p) { return isLost(p) != lost; });
    return static_cast<int>(std::distance(probes.crbegin(), end));
}

/// A host that answers, but late or not each time, is in a brown-out.
Reach withLoss(const Reachability &judged)
{
    const bool lossy = judged.probes >= probesForLoss && judged.lost * 3 >= judged.probes;
    const bool late = judged.medianAnswer.value_or(Duration{}) > slowAnswer;
    return judged.reach == Reach::Reachable && (lossy || late) ? Reach::Slow : judged.reach;
}

} // namespace

void ReachabilityWindow::add(Probe probe)
{
    if (probe.error && (probe.error->kind == Error::Kind::Cancelled || probe.error->kind == Error::Kind::Storage))
        return; // our own doing: says nothing about the host
    m_probes.append(std::move(probe));
    while (m_probes.size() > m_size)
        m_probes.removeFirst();

    const Probe &newest = m_probes.constLast();
    const bool lost = isLost(newest);
    const bool wasSilent = isSilent(m_last.reach);
    const int row = rowAtTheEnd(m_probes, lost);
    m_last.probes = static_cast<int>(m_probes.size());
    m_last.lost = static_cast<int>(std::count_if(m_probes.cbegin(), m_probes.cend(), isLost));
    m_last.medianAnswer = medianOf(m_probes);
    m_last.lastProbeAt = newest.at;
    if (newest.error)
        m_last.detail = newest.error->message;
    if (lost) {
        if (!m_last.silentSince)
            m_last.silentSince = newest.at;
        if (wasSilent || row >= m_silentAfter)
            m_last.reach = reachOf(newest);
        m_last.reach = withLoss(m_last);
        return;
    }
    m_last.lastAnswerAt = newest.at;
    if (wasSilent && row < m_backAfter)
        return; // one answer is not the end of an outage either
    m_last.silentSince.reset();
    m_last.reach = reachOf(newest);
    m_last.reach = withLoss(m_last);
    if (m_last.reach == Reach::Reachable)
        m_last.detail.clear();
}

Reachability ReachabilityWindow::judge() const
{
    return m_last;
}

bool isSilent(Reach reach)
{
    return reach == Reach::NoAnswer || reach == Reach::Refused || reach == Reach::Tls;
}

QString reachWord(Reach reach)
{
    switch (reach) {
    case Reach::NotAsked:
        return QCoreApplication::translate("Reach", "NOT ASKED");
    case Reach::Reachable:
        return QCoreApplication::translate("Reach", "REACHABLE");
    case Reach::Slow:
        return QCoreApplication::translate("Reach", "SLOW");
    case Reach::Throttled:
        return QCoreApplication::translate("Reach", "THROTTLED");
    case Reach::NoAnswer:
        return QCoreApplication::translate("Reach", "NO ANSWER");
    case Reach::Refused:
        return QCoreApplication::translate("Reach", "REFUSED");
    case Reach::Tls:
        return QCoreApplication::translate("Reach", "TLS");
    case Reach::Credentials:
        return QCoreApplication::translate("Reach", "CREDENTIALS");
    case Reach::WrongHost:
        return QCoreApplication::translate("Reach", "WRONG HOST");
    }
    return {};
}

} // namespace twinlake
