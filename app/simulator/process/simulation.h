// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Simulation: the whole simulator in one object: both regions, Terraform, consumers, witness and control on loopback
// addresses over one world. `runSimulate` gives it a process; tests host it themselves.
#pragma once

#include "app/simulator/process/scenario.h"

#include <QObject>
#include <QSslConfiguration>

#include <memory>

namespace twinlake::simulator {

struct SimulationOptions {
    std::optional<double> speed; ///< empty: step
    quint64 seed = 1;
    std::optional<QSslConfiguration> tls;
    QString caBundle; ///< the certificate's file, for the estate
};

class Simulation : public QObject {
    Q_OBJECT

public:
    Simulation(Scenario scenario, SimulationOptions options);
    ~Simulation() override;

    Result<> listen();
    /// The line of design.md section 4, with an OAuth client ("clients") and a token that may only look ("viewers") for
    /// each region beside it.
    QByteArray listeningLine(const QString &estateFile) const;
    QByteArray estate() const;
    /// The addresses by target: primary, secondary, terraform, consumers, witness, control, blobs.
    QString url(const QString &target) const;
    QByteArray token(const QString &target) const;
    const Fleet &fleet() const { return m_fleet; }

Q_SIGNALS:
    void requested(); ///< a client was here
    void stopRequested(); ///< POST /control/stop

private:
    struct World;
    struct Servers;

    Fleet m_fleet;
    Scenario m_scenario;
    SimulationOptions m_options;
    QString m_rehearsalId;
    std::unique_ptr<World> m_world;
    std::unique_ptr<Servers> m_servers; ///< after the world: goes first
};

} // namespace twinlake::simulator
