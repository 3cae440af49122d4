// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/estateclock.h"

#include "app/composition/systemclock.h"
#include "app/rehearsal/steppedclock.h"
#include "app/rehearsal/worldclock.h"

#include <qcoro/qcorotask.h>

namespace twinlake {

using namespace std::chrono_literals;

EstateClock::EstateClock() = default;
EstateClock::~EstateClock() = default;

QCoro::Task<Result<std::shared_ptr<EstateClock>>> EstateClock::open(std::optional<EstateRehearsal> rehearsal,
                                                                    bool drives)
{
    std::shared_ptr<EstateClock> opened(new EstateClock);
    if (!rehearsal) {
        const auto clock = std::make_shared<SystemClock>();
        opened->m_system = clock.get();
        opened->m_clock = clock;
        co_return Result<std::shared_ptr<EstateClock>>(opened);
    }
    opened->m_channel = std::make_unique<ControlChannel>(rehearsal->control);
    const auto anchor = co_await opened->m_channel->clock();
    if (!anchor)
        co_return tl::unexpected<Error>(anchor.error());
    if (drives && anchor->stepped) {
        const auto clock = std::make_shared<SteppedClock>(rehearsal->control, anchor->world);
        opened->m_stepped = clock.get();
        opened->m_clock = clock;
        connect(clock.get(), &SteppedClock::worldLost, opened.get(), &EstateClock::worldLost);
    } else {
        const auto clock = std::make_shared<WorldClock>(*anchor);
        opened->m_world = clock.get();
        opened->m_clock = clock;
        EstateClock *const self = opened.get();
        connect(&self->m_anchorTimer, &QTimer::timeout, self, [self] { self->anchorAgain(); });
        self->m_anchorTimer.start(2s);
    }
    co_return Result<std::shared_ptr<EstateClock>>(opened);
}

void EstateClock::neverStandStill()
{
    m_neverStands = true;
    if (m_world && m_world->speed() <= 0.0)
        m_world->anchor({m_world->now(), std::chrono::steady_clock::now(), 1.0});
}

Activity *EstateClock::activity() const
{
    return m_stepped;
}

double EstateClock::speed() const
{
    if (m_stepped)
        return 0.0;
    return m_world ? m_world->speed() : 1.0;
}

Duration EstateClock::wallCorrection() const
{
    return m_system ? m_system->wallCorrection() : Duration::zero();
}

QCoro::Task<> EstateClock::anchorAgain()
{
    if (!m_world)
        co_return;
    const double before = m_world->speed();
    const QPointer<EstateClock> self(this);
    const auto anchor = co_await m_channel->clock();
    if (!self || !anchor)
        co_return;
    if (m_neverStands && anchor->speed <= 0.0)
        co_return; // it goes on by real time
    m_world->anchor(*anchor);
    if (anchor->speed != before)
        Q_EMIT speedChanged(anchor->speed);
}

} // namespace twinlake
