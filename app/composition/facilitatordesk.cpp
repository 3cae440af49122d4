// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/facilitatordesk.h"

#include "ui/rehearsal/facilitatorpanel.h"
#include "ui/shell/mainwindow.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

FacilitatorDesk::FacilitatorDesk(DriverWindow &console, std::shared_ptr<EstateClock> clock, HeldScript held,
                                 const QString &folder)
    : m_clock(std::move(clock))
    , m_lock(std::move(held.lock))
    , m_facilitator(console.estate(), held.script, folder, m_clock->clock(),
                    [clock = m_clock] { return clock->anchorAgain(); })
    , m_panel(m_facilitator)
{
    console.reader().shell().setScenario(QCoreApplication::translate("FacilitatorDesk", "scenario %1, seed %2")
                                             .arg(held.script.scenario.id)
                                             .arg(held.script.seed));
    QObject::connect(&console.engine(), &EngineHost::stateChanged, &m_facilitator, &Facilitator::follow);
    m_panel.setEstate(console.estate());
    QObject::connect(&m_facilitator, &Facilitator::truthTold, &m_panel, &FacilitatorViewModel::setTruth);
    console.reader().window().addPage(u"rehearsal"_s, QCoreApplication::translate("FacilitatorDesk", "Rehearsal"),
                                      u"rehearsal"_s, new FacilitatorPanel(m_panel));
}

} // namespace twinlake
