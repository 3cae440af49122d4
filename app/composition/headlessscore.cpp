// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of HeadlessRehearsal that asks the world how it went.
#include "app/composition/headlessrehearsal.h"

#include "app/http/inflight.h"
#include "app/rehearsal/floor.h"
#include "app/rehearsal/reportfile.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<Duration> floorOf(const RunState &state, const FailoverGroup &group, const QJsonObject &world)
{
    if (!state.clocks.detectedAt || !state.clocks.servingProvenAt)
        return std::nullopt;
    FloorQuestion question;
    question.group = group.name;
    question.target = regionKey(state.to);
    question.activationWorkspace = group.activation[state.to].workspace;
    question.consumersWorkspace = group.consumers ? group.consumers->variable.workspace : QString();
    question.from = *state.clocks.detectedAt;
    question.to = *state.clocks.servingProvenAt;
    return serverFloor(world, question);
}

} // namespace

// What the world says of this rehearsal: for the score, and for whoever checks our words against it.
QCoro::Task<Result<>> HeadlessRehearsal::judge()
{
    const auto state = co_await worldState();
    if (!state)
        co_return tl::unexpected<Error>(state.error());
    const InFlight world(m_clock->activity());
    const auto ledger = co_await m_control->ledger();
    if (!ledger)
        co_return tl::unexpected<Error>(ledger.error());
    m_world.end = *state;
    m_world.ledger = *ledger;
    m_world.incidents = m_summary.incidents;
    m_world.faults = m_script->player().faults();
    m_world.atBackfill = m_script->player().stateAtBackfill();
    if (!m_summary.incidents.isEmpty() && m_summary.incidents.constFirst().state)
        m_summary.floor =
            floorOf(*m_summary.incidents.constFirst().state, *m_estate->group(m_summary.scenario.group), m_world.end);
    if (!m_summary.scenario.expected.verdict.isEmpty())
        m_summary.checks = scoreOf(m_summary.scenario, *m_estate, m_world);
    if (m_line.reportDirectory.isEmpty())
        co_return Result<>();
    Result<> written = writeReportFile(m_line.reportDirectory, u"ledger.json"_s, *ledger);
    if (written)
        written = writeReportFile(m_line.reportDirectory, u"state.json"_s, *state);
    if (written)
        written = writeReportFile(m_line.reportDirectory, u"summary.json"_s, m_summary.json());
    co_return written;
}

QCoro::Task<Result<QJsonObject>> HeadlessRehearsal::worldState()
{
    const InFlight world(m_clock->activity());
    co_return co_await m_control->state();
}

} // namespace twinlake
