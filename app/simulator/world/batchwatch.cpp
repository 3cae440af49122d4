// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a running update is watched batch by batch: a triggered one until its files are read, any one until it has
// caught up. All other batches are carried out when somebody looks.
#include "app/simulator/world/simpipeline.h"

#include <algorithm>

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

/// Whole up to a cut is who has read what came late as well: a proof asks for no unread file older than cut + lateness.
std::int64_t SimPipeline::catchUpGoal()
{
    const std::int64_t landed = m_data.zone().filesAt(m_context.now());
    if (!m_context.cut)
        return landed;
    const std::int64_t upToCut = m_data.source().fileAt(*m_context.cut) + 1;
    const std::int64_t withLate = m_data.source().fileAt(*m_context.cut + m_fleet.lateness) + 1;
    return std::clamp(landed, upToCut, withLate);
}

void SimPipeline::openCatchUp()
{
    m_catchUpGoal = catchUpGoal();
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
        m_catchUpGoal = catchUpGoal();
        checkCatchUp();
    } else if (m_data.committed().files() <= m_data.source().fileAt(*m_context.cut)) {
        openCatchUp();
    }
    armBatch();
}

} // namespace twinlake::simulator
