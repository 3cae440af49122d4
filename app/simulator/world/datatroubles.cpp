// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What befalls a pipeline's data: a feeder that stops or skips, a quiet source, late rows and rows from the future.
#include "app/simulator/world/simpipeline.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

void SimPipeline::setTrouble(DataTrouble trouble, bool on, SimDuration late)
{
    const SimTime now = m_context.now();
    m_data.settle(now);
    int &count = m_troubles[trouble];
    count += on ? 1 : -1;
    LandingZone &zone = m_data.zone();
    switch (trouble) {
    case DataTrouble::FeederStopped:
        followFeeder();
        break;
    case DataTrouble::FeederSkips:
        zone.setSkipping(count > 0, now);
        break;
    case DataTrouble::SourceQuiet:
        zone.setQuiet(count > 0, now);
        break;
    case DataTrouble::LateRows:
        if (on || count == 0)
            zone.setLate(on ? late : SimDuration(0), now);
        break;
    }
}

// Without a bucket the feeder keeps its files as it does when it has stopped.
void SimPipeline::followFeeder()
{
    if (m_context.conditions.storageOut || m_troubles[DataTrouble::FeederStopped] > 0)
        m_data.zone().holdFrom(m_context.now());
    else
        m_data.zone().releaseAt(m_context.now());
}

void SimPipeline::addFutureRow(SimDuration ahead)
{
    const SimTime now = m_context.now();
    m_data.settle(now);
    m_data.addStrayRow(now, now + ahead, m_context.draw.bits(u"future/"_s + m_fleet.name, ++m_futureRows));
}

void SimPipeline::startOver()
{
    m_data.settle(m_context.now());
    m_data.reset();
}

void SimPipeline::backfill()
{
    m_data.settle(m_context.now());
    m_data.zone().backfill(m_context.now());
}

} // namespace twinlake::simulator
