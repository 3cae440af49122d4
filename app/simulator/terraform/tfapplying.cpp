// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfapplying.h"

#include "app/simulator/terraform/tflogs.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

constexpr auto pollEvery = 5s;
constexpr auto waitLimit = 20min; // the provider's default for RUNNING
constexpr auto silenceLimit = 5min; // what the SDK's own retries survive

QString stateOf(const json &document)
{
    return QString::fromStdString(document.value("state", std::string()));
}

} // namespace

void TfApplying::start(TerraformWorld &world, const QString &runId)
{
    const std::shared_ptr<TfApplying> one(new TfApplying(world, runId));
    one->m_started = world.now();
    one->beginSpan();
    const SimDuration whole = world.around(u"apply/"_s + runId, world.m_fleet.timings.apply);
    one->after(whole * 60 / 100, &TfApplying::firstWrite);
}

void TfApplying::after(SimDuration delay, Step step)
{
    m_world.m_scheduler.after(delay, [self = shared_from_this(), step] {
        if (!TerraformWorld::isFinal(self->run()) && !self->run().cancelRequested)
            (self.get()->*step)();
        else
            self->endSpan();
    });
}

RegionAccess &TfApplying::region()
{
    return *m_world.m_regions[m_world.workspaceOf(run()).region];
}

void TfApplying::beginSpan()
{
    const QString target = u"terraform/%1/%2"_s.arg(m_world.workspaceOf(run()).name, m_runId);
    m_span = m_world.m_spans.begin(u"apply"_s, target, m_world.now());
}

void TfApplying::endSpan()
{
    m_world.m_spans.end(m_span, m_world.now());
}

void TfApplying::done(const QString &address)
{
    ++m_changed;
    m_world.appendLog(run().apply, u"%1: Modifications complete\n"_s.arg(address));
}

void TfApplying::firstWrite()
{
    if (!run().edits.beyond.isEmpty())
        return failWith(run().edits.beyond);
    if (run().edits.pointer)
        return movePointer();
    writePipelines();
}

void TfApplying::writePipelines()
{
    if (!region().answers())
        return failWith(u"cannot update pipeline: request timed out after 1m0s of inactivity"_s);
    const std::vector<TfEdits::Pipeline> edits = run().edits.pipelines;
    for (const TfEdits::Surprise &surprise : run().edits.surprises)
        writeSurprise(surprise);
    bool waits = false;
    for (const TfEdits::Pipeline &edit : edits) {
        m_world.appendLog(run().apply, u"%1: Modifying... [id=%2]\n"_s.arg(edit.address, edit.id.value));
        if (!writePipeline(edit))
            return;
        waits = waits || edit.continuous;
        if (!edit.continuous)
            done(edit.address);
    }
    if (!waits)
        return after(2s, &TfApplying::writeJobs);
    m_waitingSince = m_world.now();
    endSpan(); // from here the wait belongs to the pipeline's own update_start
    after(1s, &TfApplying::awaitRunning);
}

// A replaced pipeline keeps its name but neither its tables nor its checkpoint (recovery-model.md 1, fact 2 v). It
// keeps its id too, so that the estate that named it can show what has become of it.
void TfApplying::writeSurprise(const TfEdits::Surprise &surprise)
{
    m_world.appendLog(run().apply, u"%1: Modifying...\n"_s.arg(surprise.address));
    const QString name = surprise.address.section(u'.', -1);
    for (const FleetGroup &group : m_world.m_fleet.groups) {
        for (const FleetPipeline &pipeline : group.pipelines) {
            if (surprise.replaces && pipeline.name == name)
                region().replacePipeline(pipeline.ids[m_world.workspaceOf(run()).region]);
        }
    }
    done(surprise.address);
}

bool TfApplying::writePipeline(const TfEdits::Pipeline &edit)
{
    const auto document = region().pipelineDocument(edit.id);
    if (!document) {
        failWith(u"cannot update pipeline: the specified pipeline %1 was not found."_s.arg(edit.id.value));
        return false;
    }
    json spec = document->value("spec", json::object());
    spec.erase("continuous"); // the SDK leaves a false flag out of the body
    if (edit.continuous)
        spec["continuous"] = true;
    region().editPipeline(edit.id, spec);
    m_wrote = true;
    return true;
}

void TfApplying::awaitRunning()
{
    if (!region().answers()) {
        if (!m_silentSince)
            m_silentSince = m_world.now();
        if (m_world.now() - *m_silentSince >= silenceLimit)
            return failWith(u"cannot update pipeline: request timed out after 1m0s of inactivity"_s);
        return after(pollEvery, &TfApplying::awaitRunning);
    }
    m_silentSince.reset();
    bool allRunning = true;
    const std::vector<TfEdits::Pipeline> edits = run().edits.pipelines;
    for (const TfEdits::Pipeline &edit : edits) {
        const auto document = region().pipelineDocument(edit.id);
        const QString state = document ? stateOf(*document) : QString();
        if (state == u"FAILED"_s)
            return failWith(u"cannot update pipeline: pipeline %1 has failed"_s.arg(edit.id.value));
        allRunning = allRunning && state == u"RUNNING"_s;
    }
    if (!allRunning) {
        if (m_world.now() - m_waitingSince >= waitLimit)
            return failWith(u"cannot update pipeline: timeout while waiting for state to become 'RUNNING'"_s);
        return after(pollEvery, &TfApplying::awaitRunning);
    }
    for (const TfEdits::Pipeline &edit : edits)
        done(edit.address);
    after(1s, &TfApplying::writeJobs);
}

void TfApplying::writeJobs()
{
    const std::vector<TfEdits::Job> edits = run().edits.jobs;
    if (!edits.empty() && m_world.m_conditions->applyFails(m_world.workspaceOf(run())))
        return failWith(u"cannot update job: Internal Server Error"_s);
    if (!edits.empty() && !region().answers())
        return failWith(u"cannot update job: request timed out after 1m0s of inactivity"_s);
    for (const TfEdits::Job &edit : edits) {
        m_world.appendLog(run().apply, u"%1: Modifying... [id=%2]\n"_s.arg(edit.address).arg(edit.id.value));
        const auto document = region().jobDocument(edit.id);
        if (!document)
            return failWith(u"cannot update job: Job %1 does not exist."_s.arg(edit.id.value));
        json settings = document->value("settings", json::object());
        settings["schedule"]["pause_status"] = edit.pauseStatus.toStdString();
        region().resetJob(edit.id, settings);
        m_wrote = true;
        done(edit.address);
    }
    after(2s, &TfApplying::finish);
}

void TfApplying::movePointer()
{
    const QString group = m_world.workspaceOf(run()).group;
    const Region wanted = *run().edits.pointer;
    m_world.m_pointers[group] = wanted;
    m_world.m_repoint(group, wanted);
    done(u"terraform_data.serving_region"_s);
    after(2s, &TfApplying::finish);
}

void TfApplying::finish()
{
    TfRun &run = this->run();
    endSpan();
    run.apply.changes = m_changed;
    m_world.saveState(run);
    m_world.workspaceOf(run).applyDurations.append((m_world.now() - m_started).count());
    m_world.appendLog(run.apply, applySummaryLog(run.apply, {}));
    m_world.setPhase(run.apply, u"finished"_s);
    m_world.endRun(run, u"applied"_s);
}

void TfApplying::failWith(const QString &error)
{
    TfRun &run = this->run();
    endSpan();
    run.apply.changes = m_changed;
    if (m_wrote)
        m_world.saveState(run); // what was done is done, and Terraform writes it down
    m_world.appendLog(run.apply, applyErrorLog(error));
    m_world.setPhase(run.apply, u"errored"_s);
    m_world.endRun(run, u"errored"_s);
}

} // namespace twinlake::simulator
