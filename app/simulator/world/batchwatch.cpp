// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a running update is watched batch by batch: a triggered one until its files are read, any one until it has
// caught up. All other batches are carried out when somebody looks.
#include "app/simulator/world/simpipeline.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

void SimPipeline::armBatch()
{
    const UpdateRecord *active = activeUpdate();
    const bool watched = active && active->state == UpdateState::Running && (!active->continuous || m_catchUpSpan);
    if (m_batchTimer || !watched || !m_data.nextBatch())
        return;
    m_batchTimer = m_context.scheduler.at(*m_data.nextBatch(), [this] {
        m_batchTimer.reset();
        onBatch();
    });
}

void SimPipeline::onBatch()
{
    m_data.settle(m_context.now());
    const UpdateRecord *active = activeUpdate();
    if (!active || active->state != UpdateState::Running)
        return;
    checkCatchUp();
    // A full refresh starts below its limit; without any file at all the first batch is the last.
    if (!active->continuous && m_data.limitReached())
        finish(UpdateState::Completed, false);
    armBatch();
}

void SimPipeline::openCatchUp()
{
    const bool toTheCut = m_context.cut.has_value();
    m_catchUpGoal = toTheCut ? m_data.source().fileAt(*m_context.cut) + 1 : m_data.zone().filesAt(m_context.now());
    m_catchUpSpan = m_context.spans.begin(u"catch_up"_s, m_context.entity(m_fleet.name), m_context.now());
    checkCatchUp();
}

void SimPipeline::checkCatchUp()
{
    if (!m_catchUpSpan || m_data.committed().files() < m_catchUpGoal)
        return;
    m_context.spans.end(*m_catchUpSpan, m_context.now());
    m_catchUpSpan.reset();
}

void SimPipeline::closeSpans()
{
    for (auto *span : {&m_startSpan, &m_catchUpSpan}) {
        if (*span)
            m_context.spans.end(**span, m_context.now());
        span->reset();
    }
    if (m_batchTimer)
        m_context.scheduler.cancel(*m_batchTimer);
    m_batchTimer.reset();
}

void SimPipeline::cutChanged()
{
    const UpdateRecord *active = activeUpdate();
    if (!active || active->state != UpdateState::Running || !m_context.cut)
        return;
    data();
    if (m_catchUpSpan) {
        m_catchUpGoal = m_data.source().fileAt(*m_context.cut) + 1;
        checkCatchUp();
    } else if (m_data.committed().files() <= m_data.source().fileAt(*m_context.cut)) {
        openCatchUp();
    }
    armBatch();
}

} // namespace twinlake::simulator
