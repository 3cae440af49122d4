// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later

package conformance

import (
	"encoding/json"
	"strings"
	"testing"

	tfe "github.com/hashicorp/go-tfe"
)

func TestRunToApplied(t *testing.T) {
	workspace := configured(t)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace, Message: tfe.String("conformance")})
	equal(t, "message", made.Message, "conformance")
	planned := confirmable(t, made.ID)
	isTrue(t, "changes", planned.HasChanges && planned.Actions.IsDiscardable && planned.Permissions.CanApply)
	plan, err := shared.client.Plans.Read(background(), planned.Plan.ID)
	must(t, err)
	equal(t, "additions", plan.ResourceAdditions, 3)
	must(t, shared.client.Runs.Apply(background(), made.ID, tfe.RunApplyOptions{Comment: tfe.String("go")}))
	done := waitFor(t, made.ID, tfe.RunApplied)
	isTrue(t, "timestamps", !done.StatusTimestamps.AppliedAt.IsZero() && !done.StatusTimestamps.PlannedAt.IsZero())
	apply, err := shared.client.Applies.Read(background(), done.Apply.ID)
	must(t, err)
	equal(t, "status", apply.Status, tfe.ApplyFinished)
	equal(t, "additions", apply.ResourceAdditions, 3)
	equal(t, "output", outputs(t, workspace)["greeting"], any("hello"))
	isTrue(t, "a second apply is refused", shared.client.Runs.Apply(background(), made.ID, tfe.RunApplyOptions{}) != nil)
	again := run(t, tfe.RunCreateOptions{Workspace: workspace})
	isTrue(t, "nothing more to change", !waitFor(t, again.ID, tfe.RunPlannedAndFinished).HasChanges)
}

func TestRunDiscarded(t *testing.T) {
	workspace := configured(t)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace})
	confirmable(t, made.ID)
	must(t, shared.client.Runs.Discard(background(), made.ID, tfe.RunDiscardOptions{Comment: tfe.String("no")}))
	waitFor(t, made.ID, tfe.RunDiscarded)
	isTrue(t, "it cannot be applied", shared.client.Runs.Apply(background(), made.ID, tfe.RunApplyOptions{}) != nil)
}

func TestRunCanceled(t *testing.T) {
	workspace := configured(t)
	_, err := shared.client.Workspaces.Lock(background(), workspace.ID, tfe.WorkspaceLockOptions{})
	must(t, err)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace})
	isTrue(t, "cancelable", made.Actions.IsCancelable)
	must(t, shared.client.Runs.Cancel(background(), made.ID, tfe.RunCancelOptions{}))
	waitFor(t, made.ID, tfe.RunCanceled)
	isTrue(t, "forcing a canceled run is refused", shared.client.Runs.ForceCancel(background(), made.ID, tfe.RunForceCancelOptions{}) != nil)
}

func TestRunQueuesBehindALockAndStartsByItself(t *testing.T) {
	workspace := configured(t)
	_, err := shared.client.Workspaces.Lock(background(), workspace.ID, tfe.WorkspaceLockOptions{Reason: tfe.String("hold")})
	must(t, err)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace})
	read, err := shared.client.Workspaces.ReadByID(background(), workspace.ID)
	must(t, err)
	isTrue(t, "it is the current run", read.CurrentRun != nil && read.CurrentRun.ID == made.ID)
	pending, err := shared.client.Runs.Read(background(), made.ID)
	must(t, err)
	equal(t, "status", pending.Status, tfe.RunPending)
	_, err = shared.client.Workspaces.Unlock(background(), workspace.ID)
	must(t, err)
	confirmable(t, made.ID)
}

func TestRunQueuesBehindARunAndForceExecuteGoesAhead(t *testing.T) {
	workspace := configured(t)
	first := run(t, tfe.RunCreateOptions{Workspace: workspace})
	confirmable(t, first.ID)
	second := run(t, tfe.RunCreateOptions{Workspace: workspace})
	queue, err := shared.client.Organizations.ReadRunQueue(background(), organization, tfe.ReadRunQueueOptions{})
	must(t, err)
	found := false
	for _, one := range queue.Items {
		found = found || (one.ID == second.ID && one.PositionInQueue > 0)
	}
	isTrue(t, "the second waits in the queue", found)
	capacity, err := shared.client.Organizations.ReadCapacity(background(), organization)
	must(t, err)
	isTrue(t, "capacity counts it", capacity.Pending >= 1)
	must(t, shared.client.Runs.ForceExecute(background(), second.ID))
	confirmable(t, second.ID)
	read, err := shared.client.Runs.Read(background(), first.ID)
	must(t, err)
	equal(t, "the first is discarded", read.Status, tfe.RunDiscarded)
}

func TestPlanOnlyRunIgnoresTheLock(t *testing.T) {
	workspace := configured(t)
	_, err := shared.client.Workspaces.Lock(background(), workspace.ID, tfe.WorkspaceLockOptions{})
	must(t, err)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace, PlanOnly: tfe.Bool(true),
		Variables: []*tfe.RunVariable{{Key: "greeting", Value: `"from the run"`}}})
	done := waitFor(t, made.ID, tfe.RunPlannedAndFinished)
	isTrue(t, "changes, and no apply", done.HasChanges)
	content, err := shared.client.Plans.ReadJSONOutput(background(), done.Plan.ID)
	must(t, err)
	isTrue(t, "the run's variable counts", strings.Contains(string(content), "from the run"))
}

func TestSavedPlanWaitsAndIsStaleOnceAnotherRunApplied(t *testing.T) {
	workspace := configured(t)
	saved := run(t, tfe.RunCreateOptions{Workspace: workspace, SavePlan: tfe.Bool(true)})
	waitFor(t, saved.ID, tfe.RunPlannedAndSaved)
	applied(t, workspace)
	waitFor(t, saved.ID, tfe.RunDiscarded)
}

func TestPlanJSONAndItsRedactedTwin(t *testing.T) {
	workspace := configured(t)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace})
	planned := confirmable(t, made.ID)
	var full struct {
		FormatVersion   string `json:"format_version"`
		ResourceChanges []struct {
			Address string
			Change  struct{ Actions []string }
		} `json:"resource_changes"`
		Variables map[string]struct{ Value any }
	}
	eventually(t, "the plan JSON is ready", func() bool {
		content, err := shared.client.Plans.ReadJSONOutput(background(), planned.Plan.ID)
		must(t, err)
		return len(content) > 0 && json.Unmarshal(content, &full) == nil
	})
	equal(t, "format", full.FormatVersion, "1.2")
	equal(t, "changes", len(full.ResourceChanges), 3)
	equal(t, "sorted by address", full.ResourceChanges[0].Address, "terraform_data.first")
	equal(t, "action", full.ResourceChanges[0].Change.Actions[0], "create")
	equal(t, "variable", full.Variables["greeting"].Value, any("hello"))
}

func TestLogsThroughTheLogReader(t *testing.T) {
	workspace := configured(t)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace, AutoApply: tfe.Bool(true)})
	read, err := shared.client.Runs.Read(background(), made.ID)
	must(t, err)
	source, err := shared.client.Plans.Logs(background(), read.Plan.ID) // from before it began until it ended
	plan := readAll(t, source, err)
	isTrue(t, "the plan's log", strings.Contains(plan, "Plan: 3 to add, 0 to change, 0 to destroy."))
	source, err = shared.client.Applies.Logs(background(), read.Apply.ID)
	apply := readAll(t, source, err)
	isTrue(t, "the apply's log", strings.Contains(apply, "Apply complete! Resources: 3 added") && strings.Contains(apply, "greeting = "))
	isTrue(t, "no framing is left", !strings.ContainsAny(plan+apply, "\x02\x03"))
}

func TestCommentsAndRunEvents(t *testing.T) {
	workspace := configured(t)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace})
	comment, err := shared.client.Comments.Create(background(), made.ID, tfe.CommentCreateOptions{Body: "looks right"})
	must(t, err)
	read, err := shared.client.Comments.Read(background(), comment.ID)
	must(t, err)
	equal(t, "body", read.Body, "looks right")
	comments, err := shared.client.Comments.List(background(), made.ID)
	must(t, err)
	equal(t, "comments", len(comments.Items), 1)
	events, err := shared.client.RunEvents.List(background(), made.ID, &tfe.RunEventListOptions{Include: []tfe.RunEventIncludeOpt{tfe.RunEventComment, tfe.RunEventActor}})
	must(t, err)
	isTrue(t, "an event for the comment", len(events.Items) > 0 && events.Items[len(events.Items)-1].Action == "commented")
	_, err = shared.client.RunEvents.Read(background(), events.Items[0].ID)
	must(t, err)
}

func TestRunListsAreFiltered(t *testing.T) {
	workspace := configured(t)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace, Message: tfe.String("nonce-4711")})
	speculative := run(t, tfe.RunCreateOptions{Workspace: workspace, PlanOnly: tfe.Bool(true)})
	waitFor(t, speculative.ID, tfe.RunPlannedAndFinished)
	list, err := shared.client.Runs.List(background(), workspace.ID, &tfe.RunListOptions{Search: "nonce-4711"})
	must(t, err)
	equal(t, "found by message", len(list.Items), 1)
	equal(t, "it", list.Items[0].ID, made.ID)
	list, err = shared.client.Runs.List(background(), workspace.ID, &tfe.RunListOptions{Operation: "plan_only"})
	must(t, err)
	equal(t, "plan-only runs", len(list.Items), 1)
}

func TestDestroyRun(t *testing.T) {
	workspace := configured(t)
	applied(t, workspace)
	made := run(t, tfe.RunCreateOptions{Workspace: workspace, IsDestroy: tfe.Bool(true), AutoApply: tfe.Bool(true)})
	waitFor(t, made.ID, tfe.RunApplied)
	equal(t, "no outputs are left", len(outputs(t, workspace)), 0)
}

func TestWhatCannotBePlannedErrors(t *testing.T) {
	for name, content := range map[string]string{
		"a provider":     `resource "aws_instance" "a" {}`,
		"a syntax error": `resource "terraform_data" {`,
		"no value":       `variable "needed" {}`,
	} {
		t.Run(name, func(t *testing.T) {
			workspace := newWorkspace(t)
			upload(t, workspace, content, tfe.ConfigurationVersionCreateOptions{AutoQueueRuns: tfe.Bool(false)})
			made := run(t, tfe.RunCreateOptions{Workspace: workspace})
			var read *tfe.Run
			eventually(t, "it errored", func() bool {
				var err error
				read, err = shared.client.Runs.Read(background(), made.ID)
				must(t, err)
				return read.Status == tfe.RunErrored
			})
			source, err := shared.client.Plans.Logs(background(), read.Plan.ID)
			isTrue(t, "the log says why", strings.Contains(readAll(t, source, err), "Error: "))
		})
	}
}
