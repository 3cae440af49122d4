// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything is worked out again at each tick; models and signals tell only what changed.
#include "models/views/overviewviewmodel.h"

#include "models/rules/reachability.h"
#include "models/views/incidentturn.h"

#include <algorithm>

namespace twinlake {

namespace {

constexpr Duration chartSpan = std::chrono::hours(6);
constexpr Duration chartEvery = std::chrono::seconds(30);
constexpr int chartColumns = 280; // half the pixels of a column's chart

} // namespace

OverviewViewModel::OverviewViewModel(QObject *parent)
    : QObject(parent)
    , m_rows{new RegionRowsModel(this), new RegionRowsModel(this)}
{
}

void OverviewViewModel::setEstate(Estate estate)
{
    m_estate = std::move(estate);
    if (!m_estate.group(m_selected))
        m_selected = m_estate.groups.isEmpty() ? QString() : m_estate.groups.constFirst().name;
    refresh();
}

void OverviewViewModel::setSnapshot(EstateSnapshot snapshot)
{
    m_snapshot = std::move(snapshot);
    if (!m_now.isValid() || m_snapshot.at > m_now)
        m_now = m_snapshot.at;
    refresh();
}

void OverviewViewModel::setHistory(History *history)
{
    m_history = history;
    m_historyAskedAt = {};
    askHistory();
}

void OverviewViewModel::setRunState(const RunState &run)
{
    const auto known =
        std::find_if(m_incidents.begin(), m_incidents.end(), [&](const RunState &one) { return one.id == run.id; });
    if (known == m_incidents.end() && run.result == RunResult::Open)
        m_incidents.append(run);
    else if (known != m_incidents.end() && run.result == RunResult::Open)
        *known = run;
    else if (known != m_incidents.end())
        m_incidents.erase(known);
    refresh();
}

const RunState *OverviewViewModel::incidentOf(const QString &group) const
{
    const auto found =
        std::find_if(m_incidents.cbegin(), m_incidents.cend(), [&](const RunState &one) { return one.group == group; });
    return found == m_incidents.cend() ? nullptr : &*found;
}

void OverviewViewModel::openIncident(const QString &group)
{
    if (incidentOf(group))
        Q_EMIT actionChosen(Advice::Action::OpenIncident, group);
}

int OverviewViewModel::waitingIncidents() const
{
    return static_cast<int>(std::count_if(m_incidents.cbegin(), m_incidents.cend(), waitsForPerson));
}

void OverviewViewModel::setTakeover(const QString &group, TakeoverEstimate estimate)
{
    m_takeovers.insert(group, estimate);
    refresh();
}

void OverviewViewModel::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    refresh();
}

void OverviewViewModel::tick(const Instant &now)
{
    m_now = now;
    if (!m_askingSince.isValid())
        m_askingSince = now;
    refresh();
    askHistory();
}

void OverviewViewModel::selectGroup(const QString &name)
{
    if (m_selected == name || !m_estate.group(name))
        return;
    m_selected = name;
    m_sparks = {};
    m_historyAskedAt = {};
    refresh();
    Q_EMIT sparksChanged();
    askHistory();
}

void OverviewViewModel::chooseAction()
{
    if (m_advice.action != Advice::Action::None)
        Q_EMIT actionChosen(m_advice.action, m_advice.actionGroup);
}

void OverviewViewModel::refresh()
{
    if (!m_now.isValid())
        return;
    m_advice = adviceBar({m_estate, advise(m_estate, m_snapshot, m_now), m_incidents, m_readOnly});
    m_cards.clear();
    const QList<GroupView> views = viewGroups(m_estate, m_snapshot, m_now);
    for (const GroupView &view : views) {
        const auto takeover = m_takeovers.constFind(view.group.name);
        const bool known = takeover != m_takeovers.cend();
        GroupCard card =
            groupCard({m_estate, view, known ? std::optional(*takeover) : std::nullopt, m_now, m_askingSince});
        card.selected = card.group == m_selected;
        if (const RunState *incident = incidentOf(card.group))
            card.incident = incidentSign(*incident);
        m_cards.append(std::move(card));
        if (view.group.name == m_selected)
            refreshColumns(view);
    }
    Q_EMIT changed();
}

void OverviewViewModel::refreshColumns(const GroupView &view)
{
    for (const Region region : bothRegions) {
        const RoleVerdict &verdict = view.roles[region];
        RegionHead head{m_estate.regions[region].label, region == Region::Primary ? tr("primary") : tr("secondary"),
                        roleSign(verdict.role), verdict.sentence, servingState(view, region)};
        if (isSilent(view.facts.regions[region].reach.reach))
            head.role = roleSign(Role::Unknown);
        if (head.role.shape == Shape::DiamondQuestion)
            head.role.word = tr("ROLE UNKNOWN");
        m_heads[region] = std::move(head);
        m_rows[region]->setRows(regionRows({m_estate, view, region, m_now, m_askingSince}));
    }
}

void OverviewViewModel::askHistory()
{
    if (!m_history || m_selected.isEmpty() || !m_now.isValid())
        return;
    if (m_historyAskedAt.isValid() && between(m_historyAskedAt, m_now) < chartEvery)
        return;
    m_historyAskedAt = m_now;
    m_history->lagWindow({m_selected, {}, later(m_now, -chartSpan), m_now, chartColumns}, this,
                         [this](const LagWindow &window) { showWindow(window); });
}

void OverviewViewModel::showWindow(const LagWindow &window)
{
    const FailoverGroup *group = m_estate.group(m_selected);
    if (!group || window.question.group != m_selected)
        return; // an answer to an older question
    for (const Region region : bothRegions) {
        const bool serves = m_heads[region].serving != ServingState::NotServing;
        LagSparkInput input{m_selected, window.question.from, window.question.to, serves ? group->rpo : group->rto,
                            serves ? tr("objective") : tr("RTO")};
        m_sparks[region] = lagSpark(input, window.columns[region]);
        if (!window.trouble.isEmpty())
            m_sparks[region].note = window.trouble; // "no reading yet" would be a guess
    }
    Q_EMIT sparksChanged();
}

} // namespace twinlake
