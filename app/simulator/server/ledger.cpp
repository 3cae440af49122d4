// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/ledger.h"

#include "app/simulator/world/worldcontext.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using nlohmann::json;

quint64 Ledger::receive(const QString &target, const SimRequest &request, bool mutating, SimTime at)
{
    LedgerEntry entry;
    entry.sequence = m_entries.size() + 1;
    entry.at = at;
    entry.realAt = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    entry.target = target;
    entry.method = request.method;
    entry.path = request.path;
    entry.mutating = mutating;
    if (!request.body.isEmpty())
        entry.bodyHash = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex();
    m_entries.push_back(std::move(entry));
    return m_entries.size();
}

void Ledger::conclude(quint64 sequence, int status, bool applied, const QString &principal)
{
    LedgerEntry &entry = m_entries.at(sequence - 1);
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
                            {"real_at", entry.realAt.toStdString()},
                            {"target", entry.target.toStdString()},
                            {"method", entry.method.toStdString()},
                            {"path", entry.path.toStdString()},
                            {"status", entry.status},
                            {"mutating", entry.mutating},
                            {"applied", entry.applied},
                            {"principal", entry.principal.toStdString()},
                            {"body_hash", entry.bodyHash.toStdString()}});
    }
    return {{"requests", requests}};
}

} // namespace twinlake::simulator
