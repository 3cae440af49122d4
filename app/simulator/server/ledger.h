// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ledger: every request that reached an API address, in order, with what became of it. Tests count mutations here. It
// holds no token, no body and no answer. Mutating requests are never forgotten; of the others the oldest go when there
// are too many.
#pragma once

#include "app/simulator/faces/simhttp.h"

#include <nlohmann/json_fwd.hpp>

#include <deque>

namespace twinlake::simulator {

struct LedgerEntry {
    quint64 sequence = 0;
    SimTime at;
    std::int64_t realAt = 0; ///< the machine's clock, milliseconds since 1970
    QString target; ///< primary, secondary, terraform, ...
    QByteArray method;
    QString path; ///< without query
    int status = 0; ///< 0: no answer was given
    bool mutating = false;
    bool applied = false; ///< the world changed
    QString principal;
    QByteArray bodyHash; ///< SHA-256 in hex, empty for an empty body
};

class Ledger {
public:
    /// Gives the sequence number, from 1.
    quint64 receive(const QString &target, const SimRequest &request, bool mutating, SimTime at);
    void conclude(quint64 sequence, int status, bool applied, const QString &principal);
    const std::deque<LedgerEntry> &entries() const { return m_entries; } ///< oldest first
    nlohmann::json document() const;

    /// So many reads are kept at least, at most a quarter more.
    static constexpr std::size_t readsKept = 40'000;

private:
    void forgetReads();

    std::deque<LedgerEntry> m_entries; ///< by sequence number, which has gaps once reads were forgotten
    quint64 m_last = 0;
    quint64 m_forgotten = 0;
    std::size_t m_reads = 0;
};

} // namespace twinlake::simulator
