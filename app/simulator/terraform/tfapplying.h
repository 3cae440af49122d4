// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfApplying: one apply under way. Pipelines are written first, the provider then waits for RUNNING, jobs come last; an
// error in between leaves exactly that half done (recovery-model.md 1, facts 2 and 3).
#pragma once

#include "app/simulator/terraform/terraformworld.h"

#include <memory>

namespace twinlake::simulator {

class TfApplying : public std::enable_shared_from_this<TfApplying> {
public:
    /// `runId` has just become "applying".
    static void start(TerraformWorld &world, const QString &runId);

private:
    TfApplying(TerraformWorld &world, QString runId)
        : m_world(world)
        , m_runId(std::move(runId))
    {
    }

    using Step = void (TfApplying::*)();
    void after(SimDuration delay, Step step);
    TfRun &run() { return *m_world.mutableRun(m_runId); }
    RegionAccess &region();
    void beginSpan();
    void endSpan();

    void firstWrite();
    void writePipelines();
    void writeSurprise(const TfEdits::Surprise &surprise);
    bool writePipeline(const TfEdits::Pipeline &edit);
    void awaitRunning();
    void writeJobs();
    void movePointer();
    void finish();
    void failWith(const QString &error);
    void done(const QString &address);

    TerraformWorld &m_world;
    QString m_runId;
    SpanLog::Handle m_span = 0;
    SimTime m_started;
    SimTime m_waitingSince;
    std::optional<SimTime> m_silentSince;
    int m_changed = 0;
    bool m_wrote = false; ///< a failed apply that wrote something leaves a state version
};

} // namespace twinlake::simulator
