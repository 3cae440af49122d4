// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ScenarioScript: the script of a rehearsal: the break after normal operation, what hangs on the steps of the runbook,
// the return later. It keeps its position in the rehearsal's folder, so that another console can play on.
#pragma once

#include "app/rehearsal/keptscript.h"
#include "models/runbook/runstate.h"

#include <QObject>

namespace twinlake {

class ScenarioScript : public QObject {
    Q_OBJECT

public:
    /// Control address and clock outlive it. `folder`: where the position is kept; empty: nowhere. `activity` may be
    /// null.
    ScenarioScript(KeptScript script, QString folder, ControlChannel &control, Clock &clock, Activity *activity);
    ~ScenarioScript() override;

    const simulator::Scenario &scenario() const { return m_script.scenario; }
    const ScriptPosition &position() const { return m_script.position; }
    ScenarioPlayer &player() { return m_player; }

    /// Normal operation begins, unless it had begun before.
    void beginAt(const Instant &now);
    /// The next instant at which something is due; empty: nothing is, by the clock.
    std::optional<Instant> nextDue() const;
    QCoro::Task<Result<>> playDue(Instant now);
    QCoro::Task<Result<>> breakNow(Instant now);
    QCoro::Task<Result<>> mend();
    /// Steps of this incident that have begun and were not played yet; each is named once.
    QStringList newSteps(const RunState &incident);
    QCoro::Task<Result<>> stepBegan(QString incident, QString recipe, QString step);

private:
    void keep();

    KeptScript m_script;
    QString m_folder;
    ScenarioPlayer m_player;
    QSet<QString> m_playing; ///< steps, "incident/step", from this console's first sight of them
    bool m_breaking = false;
    bool m_mending = false;
};

} // namespace twinlake
