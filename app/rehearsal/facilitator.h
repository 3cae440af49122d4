// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Facilitator: carries out what the facilitator's panel asks, tells the truth of the world once a real second, and
// plays the scenario's script in a rehearsal with a window: the break after normal operation, the return later.
#pragma once

#include "app/rehearsal/controlchannel.h"
#include "models/estate/estate.h"
#include "models/ports/facilitatorcommands.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace twinlake {

/// What the scenario does by itself. Empty breaks: nothing.
struct ScenarioScript {
    QString group;
    Duration normal{};
    QList<FaultNow> breaks; ///< ids empty
    Duration returnAfter{}; ///< from the break
};

class Facilitator : public QObject, public FacilitatorCommands {
    Q_OBJECT

public:
    Facilitator(Estate estate, ScenarioScript script, std::function<QCoro::Task<>()> speedChanged);

    void start();

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
    ScenarioScript m_script;
    std::function<QCoro::Task<>()> m_speedChanged;
    ControlChannel m_channel;
    QTimer m_timer;
    std::optional<Instant> m_breakAt;
    std::optional<Instant> m_returnAt;
    bool m_looking = false;
    WorldTruth m_truth;
};

} // namespace twinlake
