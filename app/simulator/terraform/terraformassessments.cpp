// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWorld's health assessments (contracts/terraform-cloud-api.md section 8): does what the last apply wrote down
// still stand?
#include "app/simulator/terraform/terraformworld.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

constexpr auto betweenAssessments = 24h;
constexpr qsizetype assessmentsKept = 10; // of each workspace

json parsedAttributes(const QByteArray &attributes)
{
    return json::parse(attributes.begin(), attributes.end(), nullptr, false);
}

json driftOf(const QString &address, const QByteArray &known, const QByteArray &found)
{
    return {{"address", address.toStdString()},
            {"mode", "managed"},
            {"type", address.section(u'.', -2, -2).toStdString()},
            {"name", address.section(u'.', -1).toStdString()},
            {"change",
             {{"actions", json::array({"update"})},
              {"before", parsedAttributes(known)},
              {"after", parsedAttributes(found)}}}};
}

bool isWanted(const TfWorkspace &workspace)
{
    const auto flag = workspace.flags.find(u"assessments-enabled"_s);
    return !workspace.deleted && flag != workspace.flags.end() && flag->second;
}

} // namespace

const TfAssessment *TerraformWorld::assessment(const QString &id) const
{
    for (const TfWorkspace &workspace : m_workspaces) {
        for (const TfAssessment &one : workspace.assessments) {
            if (one.id == id && !workspace.deleted)
                return &one;
        }
    }
    return nullptr;
}

// At least one applied run, and none after it that went wrong; an errored one pauses them even if it was plan-only.
bool TerraformWorld::mayBeAssessed(const TfWorkspace &workspace) const
{
    if (workspace.executionMode == u"local" || !workspace.activeRun.isEmpty())
        return false;
    for (qsizetype place = workspace.runs.size() - 1; place >= 0; --place) {
        const TfRun *const one = run(workspace.runs.at(place));
        if (!one)
            return false;
        if (one->status == u"applied")
            return true;
        const bool harmless = one->planOnly ? one->status != u"errored" : one->status == u"planned_and_finished";
        if (!harmless)
            return false;
    }
    return false;
}

TfResult<> TerraformWorld::assess(TfWorkspace &workspace)
{
    if (!isWanted(workspace))
        return tl::unexpected(tfConflict(u"Health assessments are not enabled for this workspace"_s));
    if (workspace.assessing || !mayBeAssessed(workspace))
        return tl::unexpected(
            tfConflict(u"This workspace cannot be assessed now: it needs an applied run, no run after "
                       "it that failed, and none under way"_s));
    workspace.assessing = true;
    m_scheduler.after(around(u"assessment/"_s + workspace.id, m_fleet.timings.plan, workspace.assessmentsMade),
                      [this, &workspace, runs = workspace.runs.size()] {
                          workspace.assessing = false;
                          if (isWanted(workspace) && workspace.runs.size() == runs) // a new run cancels it
                              finishAssessment(workspace);
                      });
    return {};
}

void TerraformWorld::finishAssessment(TfWorkspace &workspace)
{
    TfAssessment result;
    result.id = m_draw.terraformId(u"asmtres-"_s, workspace.id, workspace.assessmentsMade++);
    result.createdAt = now();
    const bool uploaded = workspace.kind == TfWorkspaceKind::Uploaded; // what it made exists in its state alone
    const auto found = uploaded ? workspace.knownState : m_planner.currentState(workspace, pointer(workspace.group));
    json drift = json::array();
    for (const auto &[address, known] : workspace.knownState) {
        const auto present = found.find(address);
        if (present != found.end() && present->second != known)
            drift.push_back(driftOf(address, known, present->second));
    }
    if (found.empty() && !workspace.knownState.empty())
        result.error = u"Terraform encountered an error during the assessment: the provider did not answer."_s;
    const TfStateVersion *const state = m_states.current(workspace);
    const int resources = state ? state->resourceCount : 0;
    result.drifted = static_cast<int>(drift.size());
    result.undrifted = result.error.isEmpty() ? std::max(0, resources - result.drifted) : 0;
    result.drift = QByteArray::fromStdString(
        json{{"format_version", "1.2"}, {"resource_drift", drift}, {"resource_changes", json::array()}}.dump());
    workspace.assessments.append(result);
    if (workspace.assessments.size() > assessmentsKept)
        workspace.assessments.removeFirst();
}

void TerraformWorld::followAssessments(TfWorkspace &workspace)
{
    if (!isWanted(workspace) || workspace.nextAssessmentBooked)
        return;
    assess(workspace); // or not, if it cannot be: tomorrow is another day
    workspace.nextAssessmentBooked = true;
    m_scheduler.after(betweenAssessments, [this, &workspace] {
        workspace.nextAssessmentBooked = false;
        followAssessments(workspace);
    });
}

} // namespace twinlake::simulator
