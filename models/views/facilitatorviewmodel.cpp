// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/views/facilitatorviewmodel.h"

#include <algorithm>
#include <array>
#include <utility>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array offered{
    std::pair{"primary"_L1, "region_outage"_L1}, std::pair{"primary"_L1, "dark"_L1},
    std::pair{"secondary"_L1, "compute_out"_L1}, std::pair{"secondary"_L1, "feeder_stopped"_L1},
    std::pair{"terraform"_L1, "dark"_L1},
};

} // namespace

FacilitatorViewModel::FacilitatorViewModel(FacilitatorCommands &commands, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
{
}

void FacilitatorViewModel::setEstate(const Estate &estate)
{
    m_estate = estate;
    Q_EMIT changed();
}

void FacilitatorViewModel::setTruth(const WorldTruth &truth)
{
    if (m_truth == truth)
        return;
    m_truth = truth;
    Q_EMIT changed();
}

QList<TruthRow> FacilitatorViewModel::truth() const
{
    const auto instant = [](const std::optional<Instant> &at) { return at ? toIso(*at) : tr("none yet"); };
    return {{tr("World time"), toIso(m_truth.at)},
            {tr("Serving"), nameOf(m_truth.serving)},
            {tr("Watermark of %1").arg(nameOf(u"primary"_s)), instant(m_truth.watermarkPrimary)},
            {tr("Watermark of %1").arg(nameOf(u"secondary"_s)), instant(m_truth.watermarkSecondary)}};
}

QList<FaultRow> FacilitatorViewModel::faultsNow() const
{
    QList<FaultRow> rows;
    for (const FaultNow &fault : m_truth.faults)
        rows.append({fault.id, fault.target, fault.kind, u"%1 %2"_s.arg(nameOf(fault.target), fault.kind)});
    return rows;
}

QList<FaultRow> FacilitatorViewModel::faultsToAdd() const
{
    QList<FaultRow> rows;
    for (const auto &one : offered) {
        const QLatin1String target = one.first;
        const QLatin1String kind = one.second;
        const bool there = std::any_of(m_truth.faults.begin(), m_truth.faults.end(), [&](const FaultNow &fault) {
            return fault.target == target && fault.kind == kind;
        });
        if (!there)
            rows.append({{}, target, kind, u"%1 %2"_s.arg(nameOf(target), kind)});
    }
    return rows;
}

QList<TruthRow> FacilitatorViewModel::planned() const
{
    QList<TruthRow> rows;
    for (const PlannedTurn &turn : m_truth.planned)
        rows.append({turn.text, toIso(turn.at).mid(11)});
    return rows;
}

QString FacilitatorViewModel::nameOf(const QString &target) const
{
    const auto region = regionFromKey(target);
    if (region && !m_estate.regions[*region].label.isEmpty())
        return m_estate.regions[*region].label;
    return target == "terraform"_L1 ? tr("Terraform") : target;
}

} // namespace twinlake
