// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardViewModel: what a person decides goes to the runner, each decision once.
#include "models/views/wizardviewmodel.h"

namespace twinlake {

bool WizardViewModel::canConfirm() const
{
    const bool blocked =
        m_run && m_run->gate && m_run->gate->guard && m_run->gate->guard->kind == GuardVerdict::Kind::Blocked;
    return m_run && m_run->gate && m_page.kind == WizardPage::Kind::Gate && !blocked && m_arming.isArmed();
}

void WizardViewModel::confirm()
{
    if (!canConfirm() || !m_arming.claim())
        return;
    m_commands.approve(m_run->id, m_run->gate->id, m_arming.typed());
}

void WizardViewModel::confirmTogether(const SecondPerson &second)
{
    if (canConfirm()) // not claimed: a token that proves nobody else leaves the gate open
        m_commands.approveTogether(m_run->id, m_run->gate->id, m_arming.typed(), second);
}

void WizardViewModel::decline(const QString &reason)
{
    if (m_run && m_run->gate && claimCommand())
        m_commands.decline(m_run->id, m_run->gate->id, reason);
}

void WizardViewModel::retry()
{
    if (m_run && foot().canRetry && claimCommand())
        m_commands.retry(m_run->id, m_run->steps.at(m_steps.currentRow()).id);
}

void WizardViewModel::skip(const QString &reason)
{
    if (m_run && foot().canSkip && claimCommand())
        m_commands.skip(m_run->id, m_run->steps.at(m_steps.currentRow()).id, reason);
}

void WizardViewModel::overrideRule(const QString &typed, const QString &reason)
{
    const QString rule = foot().ruleInTheWay;
    if (m_run && foot().canOverride && typed == rule && !reason.trimmed().isEmpty() && claimCommand())
        m_commands.overrideRule(m_run->id, m_run->steps.at(m_steps.currentRow()).id, rule, reason);
}

void WizardViewModel::pauseOrResume()
{
    if (!m_run || m_run->result != RunResult::Open || !claimCommand())
        return;
    if (m_run->paused)
        m_commands.resume(m_run->id);
    else
        m_commands.pause(m_run->id);
}

void WizardViewModel::leave(const QString &reason)
{
    if (!m_run || m_run->result != RunResult::Open || !claimCommand())
        return;
    if (m_run->aborting)
        m_commands.abandon(m_run->id, reason);
    else
        m_commands.abort(m_run->id, reason);
}

void WizardViewModel::escalate(const QString &reason)
{
    if (m_run && m_run->result == RunResult::Open && claimCommand())
        m_commands.escalate(m_run->id, reason);
}

void WizardViewModel::dismiss()
{
    if (!m_run || m_run->result == RunResult::Open)
        return;
    m_dismissed = m_run->id;
    m_run.reset();
    m_looked.reset();
    refresh();
}

bool WizardViewModel::claimCommand()
{
    if (m_sentAfter || !m_run)
        return false;
    m_sentAfter = m_run->lastSequence;
    Q_EMIT changed();
    return true;
}

} // namespace twinlake
