// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Facilitator: carries out what the facilitator's panel asks, tells the truth of the world once a real second, and
// plays the scenario's script in a rehearsal with a window: the break after normal operation, what hangs on the steps
// of the runbook, the return later.
#pragma once

#include "app/rehearsal/scenarioscript.h"
#include "models/estate/estate.h"
#include "models/ports/facilitatorcommands.h"
#include "models/runbook/runstate.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace twinlake {

class Facilitator : public QObject, public FacilitatorCommands {
    Q_OBJECT

public:
    /// `clock` is the world's and outlives it. `folder`: where the script's position is kept.
    Facilitator(Estate estate, KeptScript script, const QString &folder, Clock &clock,
                std::function<QCoro::Task<>()> speedChanged);

    void start();
    /// An incident as it stands: what hangs on a step that has begun is played.
    void follow(const RunState &incident);

    void setSpeed(double speed) override;
    void advance(Duration span) override;
    void addFault(QString target, QString kind) override;
    void liftFault(QString id) override;

Q_SIGNALS:
    void truthTold(const twinlake::WorldTruth &truth);

private:
    QCoro::Task<> look();
    QCoro::Task<> change(QCoro::Task<Result<>> call);
    QCoro::Task<Result<>> add(QString target, QString kind);
    QCoro::Task<Result<>> run(Duration span);
    void playScript(const Instant &now);
    WorldTruth truthFrom(const QJsonObject &state) const;
    QList<PlannedTurn> planned() const;

    Estate m_estate;
    std::function<QCoro::Task<>()> m_speedChanged;
    ControlChannel m_channel;
    ScenarioScript m_script;
    QTimer m_timer;
    bool m_looking = false;
    WorldTruth m_truth;
};

} // namespace twinlake
