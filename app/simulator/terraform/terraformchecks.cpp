// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWorld: what stands between a plan and its confirmation (policies), where a plan that needs no confirmation
// ends, and what an apply leaves behind (state versions, stale saved plans, triggered runs).
#include "app/simulator/terraform/terraformworld.h"

#include "app/simulator/terraform/tfpolicies.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

void TerraformWorld::startChecks(TfRun &run)
{
    QList<TfPolicyOutcome> outcomes = judgePolicies(*m_shelf, workspaceOf(run));
    if (!(run.hasChanges || run.request.allowEmptyApply))
        return passChecks(run);
    if (m_conditions->policySoftFails(workspaceOf(run)))
        outcomes.append({u"change-window"_s, u"soft-mandatory"_s, u"main = false"_s});
    if (outcomes.isEmpty())
        return passChecks(run);
    TfPolicyCheck check;
    check.id = m_draw.terraformId(u"polchk-"_s, run.id, 0);
    check.outcomes = outcomes;
    check.status = u"queued"_s;
    check.reached.append({u"queued"_s, now()});
    run.policyChecks.append(check);
    setStatus(run, u"policy_checking"_s);
    later(run.id, around(u"policy/"_s + run.id, 4s), &TerraformWorld::finishChecks);
}

void TerraformWorld::finishChecks(TfRun &run)
{
    TfPolicyCheck &check = run.policyChecks.last();
    check.status = policyStatus(check.outcomes);
    check.reached.append({check.status, now()});
    if (check.status == u"passed"_s) {
        setStatus(run, u"policy_checked"_s);
        passChecks(run);
    } else if (check.status == u"hard_failed"_s) {
        setPhase(run.apply, u"unreachable"_s);
        endRun(run, u"errored"_s);
    } else if (run.planOnly) {
        setPhase(run.apply, u"unreachable"_s);
        endRun(run, u"policy_soft_failed"_s);
    } else {
        setStatus(run, u"policy_override"_s);
    }
}

void TerraformWorld::passChecks(TfRun &run)
{
    run.checksPassed = true;
    const bool applies = run.hasChanges || run.request.allowEmptyApply;
    if (run.planOnly || !applies) {
        setPhase(run.apply, u"unreachable"_s);
        endRun(run, u"planned_and_finished"_s);
    } else if (run.request.savePlan) {
        setStatus(run, u"planned_and_saved"_s);
    } else if (run.autoApply || !run.hasChanges) {
        run.confirmedBy = run.createdBy;
        later(run.id, 500ms, &TerraformWorld::becomeConfirmed);
    }
}

TfResult<> TerraformWorld::overridePolicies(const QString &checkId, const TfPrincipal &who, const QString &text)
{
    for (TfRun &run : m_runs) {
        for (TfPolicyCheck &check : run.policyChecks) {
            if (check.id != checkId)
                continue;
            if (check.status != u"soft_failed"_s || run.status != u"policy_override"_s)
                return tl::unexpected(tfTransitionNotAllowed());
            check.status = u"overridden"_s;
            check.reached.append({check.status, now()});
            if (!text.isEmpty())
                comment(run.id, who, text);
            setStatus(run, u"policy_checked"_s);
            passChecks(run);
            return {};
        }
    }
    return tl::unexpected(tfNotFoundHere());
}

void TerraformWorld::saveState(TfRun &run)
{
    TfWorkspace &workspace = workspaceOf(run);
    const auto state = m_planner.currentState(workspace, pointer(workspace.group));
    if (state.empty()) // the region is silent: what was known stays known
        return;
    workspace.knownState = state;
    const TfStateContent content = m_planner.stateContent(workspace);
    stateWasSaved(
        run, m_states.save(workspace, run.id, content.resources, content.outputs, workspace.terraformVersion, now()));
}

void TerraformWorld::stateWasSaved(TfRun &run, const QString &stateVersion)
{
    run.stateVersions.append(stateVersion);
    const QList<QString> others = workspaceOf(run).runs;
    for (const QString &id : others) {
        TfRun &other = *mutableRun(id);
        if (other.status == u"planned_and_saved"_s && id != run.id)
            becomeDiscarded(other);
    }
}

void TerraformWorld::pullTriggers(const TfRun &run)
{
    const TfWorkspace &source = workspaceOf(run);
    for (const TfShelfItem *trigger : m_shelf->all(u"run-triggers"_s)) {
        TfWorkspace *target = workspace(trigger->owner);
        if (!target || trigger->links.at(u"sourceable"_s).value(0) != source.id)
            continue;
        TfRunRequest request;
        request.message = u"Queued automatically from %1"_s.arg(source.name);
        request.autoApply =
            target->flags.contains(u"auto-apply-run-trigger"_s) && target->flags.at(u"auto-apply-run-trigger"_s);
        request.source = u"tfe-run-trigger"_s;
        request.triggeredBy = run.id;
        const TfPrincipal *author = person(run.createdBy);
        createRun(*target, request, author ? *author : TfPrincipal{run.createdBy, {}, {}, false});
    }
}

} // namespace twinlake::simulator
