// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardViewModel: states in, pages out.
#include "models/views/wizardviewmodel.h"

#include "models/views/incidentturn.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

WizardViewModel::WizardViewModel(OperatorCommands &commands, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
{
    connect(&m_arming, &WizardArming::changed, this, &WizardViewModel::changed);
    refresh();
}

void WizardViewModel::setEstate(const Estate &estate)
{
    m_estate = estate;
    refresh();
}

void WizardViewModel::setDriver(const QString &name)
{
    m_driver = name;
}

void WizardViewModel::setSnapshot(const EstateSnapshot &snapshot)
{
    m_snapshot = snapshot;
    m_incidents.collect(snapshot);
    refresh();
}

void WizardViewModel::setRunState(const RunState &run)
{
    const bool free = !m_run || m_run->result != RunResult::Open;
    const WizardIncidents::News news = m_incidents.take(run);
    if (news == WizardIncidents::News::Ignored)
        return;
    if (m_snapshot)
        m_incidents.collect(*m_snapshot);
    if (news == WizardIncidents::News::New) {
        if (m_opening == run.group)
            m_opening.reset();
        if (free) {
            showIncident(run.id);
            return;
        }
    }
    refresh();
}

void WizardViewModel::tick(const Instant &now)
{
    m_now = now;
    m_steps.tick(now);
    m_evidence.tick(now);
    m_checks.tick(now);
    Q_EMIT changed();
}

void WizardViewModel::refused(const QString &sentence)
{
    m_opening.reset();
    m_incidents.releaseCommands();
    (m_run ? m_notice : m_refusal) = sentence;
    refresh();
}

void WizardViewModel::show(int row)
{
    const QList<WizardIncidentRow> &rows = m_incidentRows.rows();
    if (row < 0 || row >= rows.size())
        return;
    const IncidentId id = rows.at(row).id;
    if (id.isEmpty())
        m_offered.reset(); // begins with a group that has none open
    showIncident(id.isEmpty() ? std::nullopt : std::optional(id));
}

void WizardViewModel::showIncident(const std::optional<IncidentId> &id)
{
    m_shown = id;
    m_refusal.clear();
    m_notice.clear();
    if (WizardIncident *incident = id ? m_incidents.find(*id) : nullptr)
        incident->looked.reset();
    refresh();
}

void WizardViewModel::openAdvice(Advice::Action action, const QString &group)
{
    const WizardIncident *open = m_incidents.openOf(group);
    switch (action) {
    case Advice::Action::OpenIncident:
    case Advice::Action::DeclareOutage:
    case Advice::Action::FailBack:
    case Advice::Action::Rearm:
        break;
    case Advice::Action::None:
    case Advice::Action::Rehearse:
        return; // no page of the runbook
    }
    if (open)
        showIncident(open->run.id);
    else if (action == Advice::Action::DeclareOutage)
        chooseRecipe(RecipeKind::Failover, group);
    else if (action == Advice::Action::FailBack)
        chooseRecipe(RecipeKind::Failback, group);
    else if (action == Advice::Action::Rearm)
        chooseRecipe(RecipeKind::Rearm, group);
}

WizardHead WizardViewModel::head() const
{
    if (m_run)
        return wizardHead(*m_run, m_estate, facts(), m_now);
    WizardHead head;
    head.title = tr("Runbook");
    const int open = m_incidents.openCount();
    head.subtitle =
        open == 0 ? tr("No incident is open in %1.").arg(m_estate.name) : tr("%n incident(s) open.", nullptr, open);
    const WizardOffer *chosen = offer();
    const FailoverGroup *group = chosen ? m_estate.group(chosen->group) : nullptr;
    head.rto = {tr("RTO objective"), group ? humanDuration(group->rto) : QStringLiteral("\u2013"), group != nullptr};
    head.dataAtRisk = {tr("RPO objective"), group ? humanDuration(group->rpo) : QStringLiteral("\u2013"),
                       group != nullptr};
    head.pointer = pointerFigure(m_estate, facts(), m_now);
    return head;
}

WizardFoot WizardViewModel::foot() const
{
    if (m_run)
        return footOf(*m_incidents.find(m_run->id), m_page.kind);
    FootInput input;
    input.offer = offer();
    input.opening = m_opening.has_value();
    input.refusal = m_refusal;
    input.now = m_now;
    return wizardFoot(input);
}

WizardFoot WizardViewModel::footOf(const WizardIncident &incident, WizardPage::Kind kind) const
{
    FootInput input;
    input.run = &incident.run;
    input.kind = kind;
    input.armed = m_arming.isArmed();
    input.answered = m_arming.isClaimed();
    input.now = m_now;
    input.busy = incident.sentAfter.has_value();
    return wizardFoot(input);
}

WizardFoot WizardViewModel::footNow(const WizardIncident &incident) const
{
    WizardIncident still = incident;
    still.sentAfter.reset();
    return footOf(still, currentPage(incident.run, m_estate).kind);
}

int WizardViewModel::stepRow() const
{
    const WizardIncident *incident = m_run ? m_incidents.find(m_run->id) : nullptr;
    for (int row = 0; incident && incident->looked && row < m_run->steps.size(); ++row) {
        if (m_run->steps.at(row).id == *incident->looked)
            return row;
    }
    return m_steps.currentRow();
}

void WizardViewModel::look(int row)
{
    WizardIncident *incident = m_run ? m_incidents.find(m_run->id) : nullptr;
    if (!incident || row < 0 || row >= m_run->steps.size())
        return;
    m_notice.clear();
    incident->looked = row == m_steps.currentRow() ? std::nullopt : std::optional(m_run->steps.at(row).id);
    refresh();
}

const GroupFacts *WizardViewModel::facts() const
{
    const QString group = m_run ? m_run->group : offer() ? offer()->group : QString();
    if (!m_snapshot)
        return nullptr;
    const auto found = std::find_if(m_snapshot->groups.cbegin(), m_snapshot->groups.cend(),
                                    [&](const GroupFacts &one) { return one.group == group; });
    return found == m_snapshot->groups.cend() ? nullptr : &*found;
}

void WizardViewModel::refreshGate()
{
    const bool atGate = m_run && m_run->gate && m_page.kind == WizardPage::Kind::Gate;
    if (!m_run || !m_run->gate)
        m_arming.close();
    else if (atGate) // the instant tells a gate that was opened again from the one already answered
        m_arming.open(m_run->id.value + u'/' + m_run->gate->id + u'@' + toIso(m_run->gate->openedAt),
                      m_run->gate->typedWord);
    if (m_run && m_run->gate && m_run->gate->plan && m_page.hasPlan)
        m_plan.setPlan(*m_run->gate->plan, m_run->gate->guard);
    else
        m_plan.clear();
}

void WizardViewModel::refreshIncident()
{
    const WizardIncident *incident = m_shown ? m_incidents.find(*m_shown) : nullptr;
    m_run = incident ? std::optional(incident->shown()) : std::nullopt;
    if (!incident)
        return;
    m_steps.setRun(*m_run, m_now);
    const StepProgress *looked = incident->looked ? m_run->step(*incident->looked) : nullptr;
    m_page = looked ? lookPage(*m_run, *looked) : currentPage(*m_run, m_estate);
}

void WizardViewModel::refreshSwitcher()
{
    QList<WizardIncidentRow> rows;
    for (const WizardIncident &one : m_incidents.all()) {
        const QString title = incidentTitle(one.run.recipe, one.run.group, regionLabel(m_estate, one.run.to));
        rows.append({one.run.id, title, incidentSign(one.run), m_run && m_run->id == one.run.id});
    }
    const bool anotherMayStart =
        std::any_of(m_estate.groups.cbegin(), m_estate.groups.cend(),
                    [this](const FailoverGroup &group) { return !m_incidents.openOf(group.name); });
    if (m_incidents.openCount() > 0 && anotherMayStart)
        rows.append({{}, tr("Start another..."), {Shape::SmallRing, ToneToken::Off, false, {}}, !m_run});
    m_incidentRows.setRows(rows);
}

void WizardViewModel::refresh()
{
    refreshIncident();
    if (!m_run)
        refreshStart();
    refreshSwitcher();
    refreshGate();
    m_evidence.setEvidence(m_page.evidence, m_now);
    m_checks.setEvidence(m_page.checks, m_now);
    const QString gate = m_run && m_run->gate ? m_run->gate->id + toIso(m_run->gate->openedAt) : QString();
    const QString key = u"%1/%2/%3"_s.arg(m_run ? m_run->id.value : QString(), QString::number(int(m_page.kind)), gate);
    const bool turned = key != m_pageKey;
    if (turned)
        m_notice.clear();
    m_pageKey = key;
    Q_EMIT changed();
    if (turned)
        Q_EMIT pageTurned();
}

} // namespace twinlake
