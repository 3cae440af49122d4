// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfmoduleapplying.h"

#include "app/simulator/hcl/hclplan.h"
#include "app/simulator/terraform/tflogs.h"
#include "app/simulator/terraform/tfmoduleplanner.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

QByteArray bytes(const json &value)
{
    return QByteArray::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

QString idOf(const json &attributes)
{
    return attributes.is_object() && attributes.value("id", json()).is_string()
        ? QString::fromStdString(attributes["id"].get<std::string>())
        : QString();
}

QString logOf(const QString &address, const HclChange &change)
{
    QString text;
    if (change.does("delete"))
        text += u"%1: Destroying... [id=%2]\n%1: Destruction complete after 0s\n"_s.arg(address, idOf(change.before));
    if (change.does("create"))
        text += u"%1: Creating...\n%1: Creation complete after 0s [id=%2]\n"_s.arg(address, idOf(change.after));
    if (change.does("update"))
        text += u"%1: Modifying... [id=%2]\n%1: Modifications complete after 0s [id=%2]\n"_s.arg(address,
                                                                                                 idOf(change.after));
    return text;
}

} // namespace

void TfModuleApplying::start(TerraformWorld &world, const QString &runId)
{
    const std::shared_ptr<TfModuleApplying> one(new TfModuleApplying(world, runId));
    const TfRun &run = one->run();
    one->m_started = world.now();
    one->m_span =
        world.m_spans.begin(u"apply"_s, u"terraform/%1/%2"_s.arg(world.workspaceOf(run).name, runId), world.now());
    const SimDuration whole = world.around(u"apply/"_s + runId, world.m_fleet.timings.apply);
    one->m_pace = whole / static_cast<int>(run.modulePlan->steps().size() + 1);
    one->after(one->m_pace, &TfModuleApplying::step);
}

void TfModuleApplying::after(SimDuration delay, void (TfModuleApplying::*next)())
{
    m_world.m_scheduler.after(delay, [self = shared_from_this(), next] {
        if (TerraformWorld::isFinal(self->run()))
            return;
        if (self->run().cancelRequested)
            self->save(); // the canceled run ends by itself
        else
            (self.get()->*next)();
    });
}

// The fault strikes once, when half of the steps are done.
bool TfModuleApplying::breaksHere()
{
    return m_next == run().modulePlan->steps().size() / 2
        && m_world.m_conditions->applyFails(m_world.workspaceOf(run()));
}

void TfModuleApplying::step()
{
    TfRun &run = this->run();
    HclPlan &plan = *run.modulePlan;
    if (m_next == plan.steps().size())
        return finish();
    if (breaksHere())
        return failWith(u"%1: Internal Server Error"_s.arg(plan.steps().at(m_next)));
    const QString address = plan.steps().at(m_next++);
    if (const HclResult<> done = plan.carryOut(address); !done)
        return failWith(done.error().diagnostic());
    const HclChange &change = plan.changes().at(address);
    m_world.appendLog(run.apply, logOf(address, change));
    run.apply.additions += change.does("create") ? 1 : 0;
    run.apply.changes += change.does("update") ? 1 : 0;
    run.apply.destructions += change.does("delete") ? 1 : 0;
    after(m_pace, &TfModuleApplying::step);
}

void TfModuleApplying::save()
{
    TfRun &run = this->run();
    TfWorkspace &workspace = m_world.workspaceOf(run);
    m_world.m_spans.end(m_span, m_world.now());
    const HclState &state = run.modulePlan->state();
    m_world.stateWasSaved(run,
                          m_world.m_states.save(workspace, run.id, bytes(state.resources()), bytes(state.outputs),
                                                workspace.terraformVersion, m_world.now()));
}

void TfModuleApplying::finish()
{
    TfRun &run = this->run();
    if (const HclResult<> settled = run.modulePlan->settleOutputs(); !settled)
        return failWith(settled.error().diagnostic());
    save();
    TfWorkspace &workspace = m_world.workspaceOf(run);
    workspace.applyDurations.append((m_world.now() - m_started).count());
    workspace.configurationVersion = run.configurationVersion; // a provisional one becomes the workspace's own
    m_world.appendLog(run.apply, applySummaryLog(run.apply, outputLines(*run.modulePlan)));
    m_world.setPhase(run.apply, u"finished"_s);
    m_world.endRun(run, u"applied"_s);
}

void TfModuleApplying::failWith(const QString &error)
{
    TfRun &run = this->run();
    save();
    m_world.appendLog(run.apply, applyErrorLog(error));
    m_world.setPhase(run.apply, u"errored"_s);
    m_world.endRun(run, u"errored"_s);
}

} // namespace twinlake::simulator
