// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfModuleApplying: the apply of an uploaded configuration under way, a step at a time. A cancel between two steps
// leaves the first ones done and written down.
#pragma once

#include "app/simulator/terraform/terraformworld.h"

#include <memory>

namespace twinlake::simulator {

class TfModuleApplying : public std::enable_shared_from_this<TfModuleApplying> {
public:
    /// `runId` has just become "applying".
    static void start(TerraformWorld &world, const QString &runId);

private:
    TfModuleApplying(TerraformWorld &world, QString runId)
        : m_world(world)
        , m_runId(std::move(runId))
    {
    }

    void after(SimDuration delay, void (TfModuleApplying::*step)());
    TfRun &run() { return *m_world.mutableRun(m_runId); }
    void step();
    bool breaksHere();
    void finish();
    void failWith(const QString &error);
    void save();

    TerraformWorld &m_world;
    QString m_runId;
    SpanLog::Handle m_span = 0;
    SimTime m_started;
    SimDuration m_pace{0};
    std::size_t m_next = 0;
};

} // namespace twinlake::simulator
