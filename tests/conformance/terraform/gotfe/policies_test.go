// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later

package conformance

import (
	"testing"

	tfe "github.com/hashicorp/go-tfe"
)

// A policy set for one workspace with one policy that says no.
func denied(t *testing.T, workspace *tfe.Workspace, level tfe.EnforcementLevel) {
	t.Helper()
	name := workspace.Name
	policy, err := shared.client.Policies.Create(background(), organization, tfe.PolicyCreateOptions{
		Name: tfe.String(name), Enforce: []*tfe.EnforcementOptions{{Path: tfe.String(name + ".sentinel"), Mode: tfe.EnforcementMode(level)}}})
	must(t, err)
	must(t, shared.client.Policies.Upload(background(), policy.ID, []byte("main = rule { false }")))
	set, err := shared.client.PolicySets.Create(background(), organization, tfe.PolicySetCreateOptions{
		Name: tfe.String(name), Policies: []*tfe.Policy{policy}, Workspaces: []*tfe.Workspace{workspace}})
	must(t, err)
	t.Cleanup(func() {
		_ = shared.client.PolicySets.Delete(background(), set.ID)
		_ = shared.client.Policies.Delete(background(), policy.ID)
	})
}

func TestPolicySoftFailAndOverride(t *testing.T) {
	workspace := configured(t)
	denied(t, workspace, tfe.EnforcementSoft)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace})
	waitFor(t, made.ID, tfe.RunPolicyOverride)
	checks, err := shared.client.PolicyChecks.List(background(), made.ID, nil)
	must(t, err)
	equal(t, "checks", len(checks.Items), 1)
	check := checks.Items[0]
	equal(t, "status", check.Status, tfe.PolicySoftFailed)
	isTrue(t, "overridable", check.Actions.IsOverridable && check.Permissions.CanOverride && check.Result.SoftFailed == 1)
	source, err := shared.client.PolicyChecks.Logs(background(), check.ID)
	isTrue(t, "its log", readAll(t, source, err) != "")
	overridden, err := shared.client.PolicyChecks.Override(background(), check.ID)
	must(t, err)
	equal(t, "status", overridden.Status, tfe.PolicyOverridden)
	equal(t, "run", confirmable(t, made.ID).Status, tfe.RunPolicyChecked)
	must(t, shared.client.Runs.Apply(background(), made.ID, tfe.RunApplyOptions{}))
	waitFor(t, made.ID, tfe.RunApplied)
	_, err = shared.client.PolicyChecks.Override(background(), check.ID)
	isTrue(t, "a second override is refused", err != nil)
}

func TestPolicyHardFail(t *testing.T) {
	workspace := configured(t)
	denied(t, workspace, tfe.EnforcementHard)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace})
	eventually(t, "the run errored", func() bool {
		read, err := shared.client.Runs.Read(background(), made.ID)
		must(t, err)
		return read.Status == tfe.RunErrored
	})
	read, err := shared.client.Runs.Read(background(), made.ID)
	must(t, err)
	plan, err := shared.client.Plans.Read(background(), read.Plan.ID)
	must(t, err)
	equal(t, "plan", plan.Status, tfe.PlanFinished)
	checks, err := shared.client.PolicyChecks.List(background(), made.ID, nil)
	must(t, err)
	equal(t, "check", checks.Items[0].Status, tfe.PolicyHardFailed)
}

func TestPolicyAdvisoryDoesNotStopARun(t *testing.T) {
	workspace := configured(t)
	denied(t, workspace, tfe.EnforcementAdvisory)
	equal(t, "run", applied(t, workspace).Status, tfe.RunApplied)
}
