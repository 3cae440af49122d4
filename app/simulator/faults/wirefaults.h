// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WireFaults: the faults that strike one request together, and what each of them may still do beside the others: a
// delay goes with everything, silence and resets go before what spoils an answer.
#pragma once

#include "app/simulator/faults/fault.h"

#include <vector>

namespace twinlake::simulator {

class WireFaults {
public:
    WireFaults() = default;
    /// Of the faults that match, those that take effect.
    explicit WireFaults(std::vector<Fault> matching);

    bool empty() const { return m_faults.empty(); }
    const std::vector<Fault> &all() const { return m_faults; }
    const Fault *of(FaultKind kind) const;
    /// Sum of what is slow.
    SimDuration delay() const;
    /// The request is not read (dark, a stall that does not carry it out) or its connection reset.
    const Fault *before() const;
    /// An answer in the face's place (status, throttle, html, redirect).
    const Fault *instead() const;

private:
    const Fault *firstOf(std::initializer_list<FaultKind> kinds) const;

    std::vector<Fault> m_faults;
};

} // namespace twinlake::simulator
