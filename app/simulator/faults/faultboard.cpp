// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/faults/faultboard.h"

#include "app/simulator/faults/faultkinds.h"
#include "app/simulator/world/draw.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

tl::expected<QString, QString> FaultBoard::add(const json &wish)
{
    auto wanted = faultFrom(wish, m_scope ? m_scope() : FaultScope());
    if (!wanted)
        return tl::unexpected(wanted.error());
    wanted->id = u"fault-%1"_s.arg(++m_lastId);
    wanted->since = m_scheduler.now() + wanted->after;
    m_faults.push_back(*wanted);
    if (wanted->after.count() > 0)
        m_scheduler.after(wanted->after, [this, id = wanted->id] { begin(id); });
    else
        begin(wanted->id);
    return wanted->id;
}

void FaultBoard::begin(const QString &id)
{
    Fault *const fault = find(id);
    if (!fault) // lifted before it began
        return;
    fault->begun = true;
    const Fault begun = *fault;
    if (begun.lasts)
        m_scheduler.after(*begun.lasts, [this, id] { lift(id); });
    Q_EMIT began(begun);
    Q_EMIT changed();
}

bool FaultBoard::lift(const QString &id)
{
    const Fault *const fault = find(id);
    if (!fault)
        return false;
    const Fault lifted = *fault;
    std::erase_if(m_faults, [&](const Fault &one) { return one.id == lifted.id; });
    if (!lifted.begun)
        return true;
    Q_EMIT ended(lifted);
    Q_EMIT changed();
    return true;
}

Fault *FaultBoard::find(const QString &id)
{
    const auto found = std::find_if(m_faults.begin(), m_faults.end(), [&](const Fault &one) { return one.id == id; });
    return found == m_faults.end() ? nullptr : &*found;
}

// Drawn by the fault's id and the request's place among those that matched it: the same in every run of the seed.
bool FaultBoard::chance(Fault &fault)
{
    return fault.fraction >= 1.0 || Draw(m_seed).fraction(u"fault/"_s + fault.id, fault.considered++) < fault.fraction;
}

WireFaults FaultBoard::strike(const QString &target, const QByteArray &method, const QString &path)
{
    std::vector<Fault> matching;
    for (Fault &one : m_faults) {
        const bool aimed = one.begun && one.target == target && (one.method.isEmpty() || one.method == method)
            && path.contains(one.path) && infoOf(one.kind).family == FaultFamily::Wire;
        if (aimed && chance(one))
            matching.push_back(one);
    }
    if (matching.empty())
        return {};
    const WireFaults effective(std::move(matching));
    for (const Fault &one : effective.all())
        used(one.id);
    return effective;
}

void FaultBoard::used(const QString &id)
{
    Fault *const fault = find(id);
    if (fault && fault->left && --*fault->left <= 0)
        lift(id);
}

bool FaultBoard::isDark(const QString &target) const
{
    return std::any_of(m_faults.cbegin(), m_faults.cend(), [&](const Fault &one) {
        return one.begun && one.target == target
            && (one.kind == FaultKind::RegionOutage || (one.kind == FaultKind::Dark && one.matchesAll()));
    });
}

bool FaultBoard::isRefused(const QString &target) const
{
    return std::any_of(m_faults.cbegin(), m_faults.cend(), [&](const Fault &one) {
        return one.begun && one.target == target && one.kind == FaultKind::Refuse && one.matchesAll();
    });
}

RegionConditions FaultBoard::conditions(Region region) const
{
    RegionConditions conditions;
    for (const Fault &fault : m_faults) {
        if (!fault.begun || fault.target != regionKey(region))
            continue;
        const bool outage = fault.kind == FaultKind::RegionOutage;
        conditions.computeOut = conditions.computeOut || outage || fault.kind == FaultKind::ComputeOut;
        conditions.storageOut = conditions.storageOut || outage || fault.kind == FaultKind::StorageOut;
        conditions.tokensRevoked = conditions.tokensRevoked || fault.kind == FaultKind::TokenRevoked;
        if (fault.kind == FaultKind::ClusterSlow)
            conditions.clusterFactor *= fault.factor.value_or(4.0);
        if (fault.kind == FaultKind::WarehouseCold) {
            conditions.warehouseCold = true;
            conditions.warehouseFactor *= fault.factor.value_or(3.0);
        }
        if (fault.kind == FaultKind::ClockSkew)
            conditions.clockSkew += fault.skew;
    }
    return conditions;
}

std::optional<SimTime> FaultBoard::outageOf(Region region) const
{
    for (const Fault &fault : m_faults) {
        if (fault.begun && fault.target == regionKey(region) && fault.kind == FaultKind::RegionOutage)
            return fault.since;
    }
    return std::nullopt;
}

bool FaultBoard::tokensRevoked(const QString &target) const
{
    return std::any_of(m_faults.cbegin(), m_faults.cend(), [&](const Fault &one) {
        return one.begun && one.kind == FaultKind::TokenRevoked && one.target == target;
    });
}

std::optional<Fault> FaultBoard::inWorkspace(FaultKind kind, const QString &name, const QString &id) const
{
    for (const Fault &one : m_faults) {
        if (one.begun && one.kind == kind && namesWorkspace(one.workspace, name, id))
            return one;
    }
    return std::nullopt;
}

json FaultBoard::document() const
{
    json list = json::array();
    for (const Fault &fault : m_faults)
        list.push_back(faultDocument(fault));
    return list;
}

} // namespace twinlake::simulator
