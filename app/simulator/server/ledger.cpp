// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/ledger.h"

#include "app/simulator/world/worldcontext.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake::simulator {

using nlohmann::json;

quint64 Ledger::receive(const QString &target, const SimRequest &request, bool mutating, SimTime at)
{
    LedgerEntry entry;
    entry.sequence = ++m_last;
    entry.at = at;
    entry.realAt = QDateTime::currentMSecsSinceEpoch();
    entry.target = target;
    entry.method = request.method;
    entry.path = request.path;
    entry.mutating = mutating;
    if (!request.body.isEmpty())
        entry.bodyHash = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex();
    m_entries.push_back(std::move(entry));
    m_reads += mutating ? 0 : 1;
    if (m_reads > readsKept + readsKept / 4)
        forgetReads();
    return m_last;
}

void Ledger::forgetReads()
{
    std::size_t surplus = m_reads - readsKept;
    m_forgotten += surplus;
    m_reads -= surplus;
    std::erase_if(m_entries, [&surplus](const LedgerEntry &entry) {
        if (entry.mutating || surplus == 0)
            return false;
        --surplus;
        return true;
    });
}

void Ledger::conclude(quint64 sequence, int status, bool applied, const QString &principal)
{
    const auto found = std::partition_point(m_entries.begin(), m_entries.end(),
                                            [sequence](const LedgerEntry &one) { return one.sequence < sequence; });
    if (found == m_entries.end() || found->sequence != sequence) // a read that was answered very late
        return;
    LedgerEntry &entry = *found;
    entry.status = status;
    entry.applied = applied;
    entry.principal = principal;
}

json Ledger::document() const
{
    json requests = json::array();
    for (const LedgerEntry &entry : m_entries) {
        requests.push_back({{"sequence", entry.sequence},
                            {"at", isoMillis(entry.at).toStdString()},
                            {"real_at", isoMillis(simTime(entry.realAt)).toStdString()},
                            {"target", entry.target.toStdString()},
                            {"method", entry.method.toStdString()},
                            {"path", entry.path.toStdString()},
                            {"status", entry.status},
                            {"mutating", entry.mutating},
                            {"applied", entry.applied},
                            {"principal", entry.principal.toStdString()},
                            {"body_hash", entry.bodyHash.toStdString()}});
    }
    return {{"requests", requests}, {"forgotten_reads", m_forgotten}};
}

} // namespace twinlake::simulator
