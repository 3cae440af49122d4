// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scene: the FakeWorld as a value with its own time, so that an exploration can go back to any state; and the readings
// that a console takes of it, at once instead of over ports.
#pragma once

#include "models/runbook/world.h"
#include "tests/app/runner/fakeworld.h"

namespace twinlake {

class Scene {
public:
    explicit Scene(const Instant &start);
    Scene(const Scene &other);
    Scene &operator=(const Scene &other);

    FakeClock clock;
    FakeWorld world;
    Instant served; ///< the newest watermark that consumers have seen, as the servers know it
    bool servedIsFrozen = false; ///< from the declaration of an outage on (recovery-model.md U0)
    bool appliesMidway = false; ///< the next apply changes the pipeline and not the job

    /// A person has been served what the serving region holds now.
    void noteServed();
    bool somebodyIsAlive() const { return world.isAlive(Region::Primary) || world.isAlive(Region::Secondary); }
    /// Somebody is alive even between the pipeline's change and the job's of an apply (recovery-model.md fact 3).
    bool staysAliveThroughApply(const TerraformRunId &run) const;
    /// Carries a run's plan or apply on by one state, as reading it does.
    void advanceRun(const TerraformRunId &run);
    /// An apply goes on whether somebody looks or not.
    void advanceApplies();
    /// Everything of the services that matters to what comes, without times.
    QByteArray signature(const QString &nonce) const;
};

/// Carries out a request of next(): what the console knows afterwards.
void readScene(World &world, const QString &key, const FactRequest &request, Scene &scene, const Estate &estate);

} // namespace twinlake
