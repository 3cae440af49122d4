// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardViewModel: what a person decides goes to the runner, each decision once, and about what they were asked.
#include "models/views/wizardviewmodel.h"

namespace twinlake {

namespace {

bool isSameGate(const WizardQuestion &a, const WizardQuestion &b)
{
    return a.gate == b.gate && a.gateOpenedAt == b.gateOpenedAt && !a.gate.isEmpty();
}

} // namespace

WizardQuestion WizardViewModel::question() const
{
    return m_run ? questionOf(*m_run) : WizardQuestion{};
}

bool WizardViewModel::canConfirm() const
{
    const bool blocked =
        m_run && m_run->gate && m_run->gate->guard && m_run->gate->guard->kind == GuardVerdict::Kind::Blocked;
    return m_run && m_run->gate && m_page.kind == WizardPage::Kind::Gate && !blocked && m_arming.isArmed();
}

/// The arming is the gate's own: another gate, or the same one opened again, has to be armed first.
void WizardViewModel::confirm()
{
    if (!canConfirm() || !m_arming.claim())
        return;
    m_notice.clear();
    m_commands.approve(m_run->id, m_run->gate->id, m_arming.typed());
}

void WizardViewModel::confirmTogether(const WizardQuestion &asked, const SecondPerson &second)
{
    if (!isSameGate(asked, question()) || asked.incident != m_run->id || !canConfirm()) {
        tellGone(asked);
        return;
    }
    m_notice.clear();
    // not claimed: a token that proves nobody else leaves the gate open
    m_commands.approveTogether(asked.incident, asked.gate, m_arming.typed(), second);
    Q_EMIT changed();
}

void WizardViewModel::decline(const WizardQuestion &asked, const QString &reason)
{
    WizardIncident *incident = openAsked(asked);
    if (!incident)
        return;
    if (!isSameGate(asked, questionOf(incident->run)))
        tellGone(asked);
    else if (claimCommand(*incident))
        m_commands.decline(asked.incident, asked.gate, reason);
}

void WizardViewModel::retry(const WizardQuestion &asked)
{
    WizardIncident *incident = openAsked(asked);
    if (!incident)
        return;
    if (questionOf(incident->run).step != asked.step || !footNow(*incident).canRetry)
        tellGone(asked);
    else if (claimCommand(*incident))
        m_commands.retry(asked.incident, asked.step);
}

void WizardViewModel::skip(const WizardQuestion &asked, const QString &reason)
{
    WizardIncident *incident = openAsked(asked);
    if (!incident)
        return;
    if (questionOf(incident->run).step != asked.step || !footNow(*incident).canSkip)
        tellGone(asked);
    else if (claimCommand(*incident))
        m_commands.skip(asked.incident, asked.step, reason);
}

void WizardViewModel::overrideRule(const WizardQuestion &asked, const QString &typed, const QString &reason)
{
    if (asked.rule.isEmpty() || typed != asked.rule || reason.trimmed().isEmpty())
        return;
    WizardIncident *incident = openAsked(asked);
    if (!incident)
        return;
    const WizardQuestion now = questionOf(incident->run);
    if (now.step != asked.step || now.rule != asked.rule || !footNow(*incident).canOverride)
        tellGone(asked);
    else if (claimCommand(*incident))
        m_commands.overrideRule(asked.incident, asked.step, asked.rule, reason);
}

void WizardViewModel::pauseOrResume(const WizardQuestion &asked)
{
    WizardIncident *incident = openAsked(asked);
    if (!incident)
        return;
    if (incident->run.paused != asked.paused)
        tellGone(asked);
    else if (!claimCommand(*incident))
        return;
    else if (asked.paused)
        m_commands.resume(asked.incident);
    else
        m_commands.pause(asked.incident);
}

void WizardViewModel::leave(const WizardQuestion &asked, const QString &reason)
{
    WizardIncident *incident = openAsked(asked);
    if (!incident)
        return;
    if (wayOut(incident->run) != asked.out) // it would lead elsewhere than the question said
        tellGone(asked);
    else if (!claimCommand(*incident))
        return;
    else if (asked.out == WayOut::EndAsItIs)
        m_commands.abandon(asked.incident, reason);
    else
        m_commands.abort(asked.incident, reason);
}

void WizardViewModel::escalate(const WizardQuestion &asked, const QString &reason)
{
    WizardIncident *incident = openAsked(asked);
    if (!incident)
        return;
    if (footNow(*incident).escalateLabel.isEmpty())
        tellGone(asked);
    else if (claimCommand(*incident))
        m_commands.escalate(asked.incident, reason);
}

void WizardViewModel::dismiss()
{
    if (!m_run || m_run->result == RunResult::Open)
        return;
    m_incidents.dismiss(m_run->id);
    const WizardIncident *next = m_incidents.next();
    showIncident(next ? std::optional(next->run.id) : std::nullopt);
}

WizardIncident *WizardViewModel::openAsked(const WizardQuestion &asked)
{
    WizardIncident *incident = m_incidents.find(asked.incident);
    if (incident && incident->run.result == RunResult::Open)
        return incident;
    tellGone(asked);
    return nullptr;
}

void WizardViewModel::tellGone(const WizardQuestion &asked)
{
    m_notice = asked.stepTitle.isEmpty()
        ? tr("What you answered is not asked any more. Nothing was sent.")
        : tr("“%1” has moved on since you were asked. Nothing was sent.").arg(asked.stepTitle);
    Q_EMIT changed();
}

bool WizardViewModel::claimCommand(WizardIncident &incident)
{
    if (incident.sentAfter)
        return false;
    incident.sentAfter = incident.run.lastSequence;
    m_notice.clear();
    Q_EMIT changed();
    return true;
}

} // namespace twinlake
