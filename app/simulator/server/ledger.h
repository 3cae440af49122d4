// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ledger: every request that reached an API address, in order, with what became of it. Tests count mutations here. It
// holds no token, no body and no answer.
#pragma once

#include "app/simulator/faces/simhttp.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace twinlake::simulator {

struct LedgerEntry {
    quint64 sequence = 0;
    SimTime at;
    QString realAt; ///< the machine's clock, ISO 8601 with milliseconds
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
    const std::vector<LedgerEntry> &entries() const { return m_entries; }
    nlohmann::json document() const;

private:
    std::vector<LedgerEntry> m_entries;
};

} // namespace twinlake::simulator
