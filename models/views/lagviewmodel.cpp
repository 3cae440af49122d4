// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LagViewModel: choices in, a window of history out.
#include "models/views/lagviewmodel.h"

#include <algorithm>

namespace twinlake {

namespace {

constexpr Duration shortest = std::chrono::minutes(5);
constexpr Duration longest = std::chrono::hours(24 * 90);
constexpr Duration oftenest = std::chrono::seconds(2);
constexpr int silentColumns = 4;
constexpr Duration shortestSilence = std::chrono::minutes(3); // several polls of the slow loop

} // namespace

LagViewModel::LagViewModel(QObject *parent)
    : QObject(parent)
{
}

void LagViewModel::setEstate(const Estate &estate)
{
    m_estate = estate;
    m_twin.setRegionLabels({regionLabel(Region::Primary), regionLabel(Region::Secondary)});
    if (!m_estate.group(m_group.name))
        m_group = m_estate.groups.isEmpty() ? FailoverGroup{} : m_estate.groups.first();
    ask();
    Q_EMIT changed();
}

void LagViewModel::setHistory(History *history)
{
    m_history = history;
    ask();
}

void LagViewModel::setRunState(const RunState &state)
{
    const auto known =
        std::find_if(m_runs.begin(), m_runs.end(), [&](const RunState &run) { return run.id == state.id; });
    if (known == m_runs.end())
        m_runs.append(state);
    else
        *known = state;
    if (state.group == m_group.name)
        Q_EMIT changed();
}

void LagViewModel::tick(const Instant &now)
{
    m_now = now;
    if (!m_following)
        return;
    m_to = now;
    m_from = later(now, -m_span);
    if (!m_askedAt.isValid() || between(m_askedAt, now) >= std::max(oftenest, columnWidth()))
        ask();
}

QStringList LagViewModel::groups() const
{
    QStringList names;
    for (const FailoverGroup &group : m_estate.groups)
        names.append(group.name);
    return names;
}

QStringList LagViewModel::tables() const
{
    QStringList names;
    for (const EstatePipeline &pipeline : m_group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables)
            names.append(table.names.primary);
    }
    return names;
}

void LagViewModel::chooseGroup(const QString &name)
{
    const FailoverGroup *group = m_estate.group(name);
    if (!group || group->name == m_group.name)
        return;
    m_group = *group;
    chooseTable({});
}

void LagViewModel::chooseTable(const QString &name)
{
    m_table = name;
    m_lines = {};
    m_hasAnswer = false;
    select({});
    ask();
    Q_EMIT changed();
}

void LagViewModel::chooseRange(Duration span)
{
    m_span = std::clamp(span, shortest, longest);
    m_following = true;
    if (m_now.isValid()) {
        m_to = m_now;
        m_from = later(m_now, -m_span);
    }
    ask();
    Q_EMIT changed();
}

void LagViewModel::showWindow(const Instant &from, const Instant &to)
{
    const Duration span = std::clamp(between(from, to), shortest, longest);
    const Instant middle = later(from, between(from, to) / 2);
    Instant end = later(middle, span / 2);
    m_following = m_now.isValid() && end >= m_now;
    if (m_following)
        end = m_now;
    m_span = span;
    m_to = end;
    m_from = later(end, -span);
    ask();
    Q_EMIT changed();
}

void LagViewModel::setColumns(int columns)
{
    if (columns <= 0 || columns == m_columns)
        return;
    m_columns = columns;
    ask();
}

void LagViewModel::select(const std::optional<Instant> &at)
{
    if (m_selected == at)
        return;
    m_selected = at;
    Q_EMIT selectionChanged();
}

QString LagViewModel::regionLabel(Region region) const
{
    const QString label = m_estate.regions[region].label;
    return label.isEmpty() ? regionKey(region) : label;
}

QString LagViewModel::openedWord(RecipeKind recipe)
{
    switch (recipe) {
    case RecipeKind::Failback:
        return tr("failback");
    case RecipeKind::Switchover:
        return tr("switchover");
    case RecipeKind::Rearm:
    case RecipeKind::SettleDebt:
        return tr("repair");
    case RecipeKind::Failover:
        break;
    }
    return tr("declared");
}

QList<LagMark> LagViewModel::marks() const
{
    QList<LagMark> marks;
    for (const RunState &run : m_runs) {
        if (run.group != m_group.name)
            continue;
        if (run.recipe == RecipeKind::Failover && run.clocks.t0)
            marks.append({*run.clocks.t0, tr("T0"), true});
        marks.append({run.openedAt, openedWord(run.recipe), false});
        for (const StepProgress &step : run.steps) {
            if (step.id.value == QLatin1StringView("running") && step.status == StepStatus::Done && step.endedAt)
                marks.append({*step.endedAt, tr("RUNNING"), false});
        }
        if (run.clocks.servingProvenAt)
            marks.append({*run.clocks.servingProvenAt, tr("served"), false});
    }
    std::sort(marks.begin(), marks.end(), [](const LagMark &a, const LagMark &b) { return a.at < b.at; });
    return marks;
}

Duration LagViewModel::columnWidth() const
{
    return m_span / m_columns;
}

void LagViewModel::ask()
{
    if (!m_history || !m_from.isValid() || m_group.name.isEmpty())
        return;
    m_askedAt = m_now;
    const LagQuestion question{m_group.name, m_table, m_from, m_to, m_columns};
    m_history->lagWindow(question, this, [this](const LagWindow &window) { accept(window); });
}

void LagViewModel::accept(const LagWindow &window)
{
    const LagQuestion &question = window.question;
    const bool stale = question.group != m_group.name || question.table != m_table
        || between(question.from, question.to) != m_span || (!m_following && question.from != m_from);
    if (stale)
        return;
    const Duration silence = std::max(shortestSilence, columnWidth() * silentColumns);
    for (const Region region : bothRegions) {
        const auto reduced = reduceLagColumns(window.columns[region], question.from, question.to, m_columns);
        m_lines[region] = lagLine(reduced, silence);
    }
    m_hasAnswer = true;
    m_trouble = window.trouble;
    m_twin.setRows(lagTwinRows(m_lines, marks(), m_from, m_to));
    Q_EMIT changed();
}

} // namespace twinlake
