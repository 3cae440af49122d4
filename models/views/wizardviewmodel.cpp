// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardViewModel: states in, decisions out, each once.
#include "models/views/wizardviewmodel.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostReadings = 2000;

StepProgress *catchUpUnderWay(RunState &run)
{
    for (StepProgress &step : run.steps) {
        if (step.id.value == "catch-up"_L1 && step.startedAt)
            return &step;
    }
    return nullptr;
}

} // namespace

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
    collectReadings();
    refresh();
}

void WizardViewModel::setRunState(const RunState &run)
{
    if (m_dismissed == run.id && run.result != RunResult::Open)
        return;
    const bool another = m_run && m_run->id != run.id;
    if (another && m_run->result == RunResult::Open)
        return; // the shown incident stays until it is closed
    if (another || !m_run) {
        m_readings.clear();
        m_looked.reset();
        m_sentAfter.reset();
    }
    if (m_sentAfter && run.lastSequence > *m_sentAfter)
        m_sentAfter.reset();
    m_run = run;
    m_opening = false;
    m_refusal.clear();
    collectReadings();
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

void WizardViewModel::openRefused(const QString &sentence)
{
    m_opening = false;
    m_refusal = sentence;
    refresh();
}

WizardHead WizardViewModel::head() const
{
    if (m_run)
        return wizardHead(*m_run, m_estate, facts(), m_now);
    WizardHead head;
    head.title = tr("Runbook");
    head.subtitle = tr("No incident is open in %1.").arg(m_estate.name);
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
    FootInput input;
    input.run = m_run ? &*m_run : nullptr;
    input.offer = offer();
    input.kind = m_page.kind;
    input.opening = m_opening;
    input.refusal = m_refusal;
    input.armed = m_arming.isArmed();
    input.matches = m_arming.matches();
    input.answered = m_arming.isClaimed();
    input.now = m_now;
    input.busy = m_sentAfter.has_value();
    return wizardFoot(input);
}

const WizardOffer *WizardViewModel::offer() const
{
    const QList<WizardOffer> &all = m_offers.offers();
    return m_offerRow >= 0 && m_offerRow < all.size() ? &all.at(m_offerRow) : nullptr;
}

int WizardViewModel::stepRow() const
{
    for (int row = 0; m_looked && m_run && row < m_run->steps.size(); ++row) {
        if (m_run->steps.at(row).id == *m_looked)
            return row;
    }
    return m_steps.currentRow();
}

void WizardViewModel::chooseOffer(int row)
{
    if (row == m_offerRow || row < 0 || row >= m_offers.rowCount())
        return;
    m_offerRow = row;
    m_refusal.clear();
    refresh();
}

void WizardViewModel::start()
{
    const WizardOffer *chosen = offer();
    if (m_run || m_opening || !chosen || !chosen->fits)
        return;
    m_opening = true;
    m_refusal.clear();
    OpenIncident request{chosen->recipe, chosen->group, {}, m_driver};
    refresh();
    m_commands.open(request);
}

void WizardViewModel::look(int row)
{
    if (!m_run || row < 0 || row >= m_run->steps.size())
        return;
    m_looked = row == m_steps.currentRow() ? std::nullopt : std::optional(m_run->steps.at(row).id);
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

void WizardViewModel::collectReadings()
{
    StepProgress *step = m_run ? catchUpUnderWay(*m_run) : nullptr;
    if (!step)
        return;
    const GroupFacts *known = facts();
    if (known && !step->endedAt) {
        for (const auto &reading : known->regions[m_run->to].watermarks) {
            const bool fresh = reading.isLive() && reading.value->watermark && !m_readings.contains(*reading.value);
            if (fresh && m_readings.size() < mostReadings)
                m_readings.append(*reading.value);
        }
    }
    if (step->catchUpReadings.size() < m_readings.size())
        step->catchUpReadings = m_readings;
}

void WizardViewModel::refreshGate()
{
    const bool atGate = m_run && m_run->gate && m_page.kind == WizardPage::Kind::Gate;
    if (!m_run || !m_run->gate)
        m_arming.close();
    else if (atGate) // the instant tells a gate that was opened anew from the one already answered
        m_arming.open(m_run->id.value + u'/' + m_run->gate->id + u'@' + toIso(m_run->gate->openedAt),
                      m_run->gate->typedWord);
    if (m_run && m_run->gate && m_run->gate->plan && m_page.hasPlan)
        m_plan.setPlan(*m_run->gate->plan, m_run->gate->guard);
    else
        m_plan.clear();
}

void WizardViewModel::refresh()
{
    if (m_run) {
        m_steps.setRun(*m_run, m_now);
        const StepProgress *looked = m_looked ? m_run->step(*m_looked) : nullptr;
        m_page = looked ? lookPage(*m_run, *looked) : currentPage(*m_run, m_estate);
    } else {
        m_steps.clear();
        m_offers.setOffers(wizardOffers(m_estate, m_snapshot ? &*m_snapshot : nullptr, m_now));
        m_offerRow = std::clamp(m_offerRow, 0, std::max(0, m_offers.rowCount() - 1));
        m_page = offer() ? offer()->page : WizardPage{};
    }
    refreshGate();
    m_evidence.setEvidence(m_page.evidence, m_now);
    m_checks.setEvidence(m_page.checks, m_now);
    const QString gate = m_run && m_run->gate ? m_run->gate->id + toIso(m_run->gate->openedAt) : QString();
    const QString key = u"%1/%2/%3"_s.arg(m_run ? m_run->id.value : QString(), QString::number(int(m_page.kind)), gate);
    Q_EMIT changed();
    if (key != m_pageKey) {
        m_pageKey = key;
        Q_EMIT pageTurned();
    }
}

} // namespace twinlake
