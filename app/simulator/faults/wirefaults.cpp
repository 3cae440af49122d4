// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/faults/wirefaults.h"

#include <algorithm>

namespace twinlake::simulator {

namespace {

bool isInstead(FaultKind kind)
{
    return kind == FaultKind::Status || kind == FaultKind::Throttle || kind == FaultKind::Html
        || kind == FaultKind::Redirect;
}

} // namespace

WireFaults::WireFaults(std::vector<Fault> matching)
    : m_faults(std::move(matching))
{
    const Fault *const first = before();
    const QString id = first ? first->id : QString();
    const bool noReply = of(FaultKind::ResetAfter) != nullptr;
    const Fault *const answer = instead();
    const QString answerId = answer ? answer->id : QString();
    std::erase_if(m_faults, [&](const Fault &one) {
        if (one.kind == FaultKind::Slow)
            return false;
        if (!id.isEmpty())
            return one.id != id;
        if (noReply)
            return one.kind != FaultKind::ResetAfter;
        return isInstead(one.kind) && one.id != answerId;
    });
}

const Fault *WireFaults::of(FaultKind kind) const
{
    const auto found =
        std::find_if(m_faults.cbegin(), m_faults.cend(), [kind](const Fault &one) { return one.kind == kind; });
    return found == m_faults.cend() ? nullptr : &*found;
}

SimDuration WireFaults::delay() const
{
    SimDuration sum{0};
    for (const Fault &one : m_faults) {
        if (one.kind == FaultKind::Slow)
            sum += one.delay.value_or(std::chrono::seconds(2));
    }
    return sum;
}

const Fault *WireFaults::before() const
{
    const auto found = std::find_if(m_faults.cbegin(), m_faults.cend(), [](const Fault &one) {
        const bool silent = one.kind == FaultKind::Stall && !one.applied && !one.bytes;
        return silent || one.kind == FaultKind::Dark || one.kind == FaultKind::Refuse
            || one.kind == FaultKind::ResetBefore;
    });
    return found == m_faults.cend() ? nullptr : &*found;
}

const Fault *WireFaults::instead() const
{
    const auto found =
        std::find_if(m_faults.cbegin(), m_faults.cend(), [](const Fault &one) { return isInstead(one.kind); });
    return found == m_faults.cend() ? nullptr : &*found;
}

} // namespace twinlake::simulator
