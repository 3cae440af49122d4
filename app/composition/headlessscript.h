// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HeadlessScript: plays a rehearsal's script on beside an incident that is driven without a window.
#pragma once

#include "app/composition/enginehost.h"
#include "app/composition/scriptlock.h"
#include "app/rehearsal/scenarioscript.h"

#include <QObject>

namespace twinlake {

class HeadlessScript : public QObject {
    Q_OBJECT

public:
    HeadlessScript(HeldScript held, const QString &folder, const Estate &estate, std::shared_ptr<EstateClock> clock);

    /// What is due by the clock, and what hangs on the steps of the incidents of this engine.
    void start(EngineHost &engine);
    void stop();

Q_SIGNALS:
    /// The world does not do what the script says.
    void failed(const QString &why);

private:
    void follow(const RunState &incident);
    QCoro::Task<> playByTheClock();
    QCoro::Task<> playSteps(QString incident, QString recipe, QStringList steps);

    std::shared_ptr<EstateClock> m_clock;
    std::unique_ptr<LocalLock> m_lock;
    ControlChannel m_control;
    ScenarioScript m_script;
    std::stop_source m_stop;
};

} // namespace twinlake
