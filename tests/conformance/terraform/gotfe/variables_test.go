// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later

package conformance

import (
	"errors"
	"testing"

	tfe "github.com/hashicorp/go-tfe"
)

func TestVariables(t *testing.T) {
	workspace := newWorkspace(t)
	made, err := shared.client.Variables.Create(background(), workspace.ID, tfe.VariableCreateOptions{
		Key: tfe.String("greeting"), Value: tfe.String("one"), Category: tfe.Category(tfe.CategoryTerraform)})
	must(t, err)
	changed, err := shared.client.Variables.Update(background(), workspace.ID, made.ID, tfe.VariableUpdateOptions{Value: tfe.String("two")})
	must(t, err)
	equal(t, "value", changed.Value, "two")
	isTrue(t, "a new version", changed.VersionID != made.VersionID)
	_, err = shared.client.Variables.Create(background(), workspace.ID, tfe.VariableCreateOptions{
		Key: tfe.String("greeting"), Category: tfe.Category(tfe.CategoryTerraform)})
	isTrue(t, "a taken key is refused", err != nil)
	list, err := shared.client.Variables.List(background(), workspace.ID, nil)
	must(t, err)
	equal(t, "variables", len(list.Items), 1)
	must(t, shared.client.Variables.Delete(background(), workspace.ID, made.ID))
	_, err = shared.client.Variables.Read(background(), workspace.ID, made.ID)
	isTrue(t, "it is gone", errors.Is(err, tfe.ErrResourceNotFound))
}

func TestSensitiveVariablesAreWriteOnly(t *testing.T) {
	workspace := newWorkspace(t)
	made, err := shared.client.Variables.Create(background(), workspace.ID, tfe.VariableCreateOptions{
		Key: tfe.String("secret"), Value: tfe.String("hidden"), Category: tfe.Category(tfe.CategoryEnv), Sensitive: tfe.Bool(true)})
	must(t, err)
	equal(t, "value", made.Value, "")
	_, err = shared.client.Variables.Update(background(), workspace.ID, made.ID, tfe.VariableUpdateOptions{Sensitive: tfe.Bool(false)})
	isTrue(t, "it stays sensitive", err != nil)
	_, err = shared.client.Variables.Update(background(), workspace.ID, made.ID, tfe.VariableUpdateOptions{Value: tfe.String("other")})
	must(t, err)
}

func variableSet(t *testing.T, name string, priority bool, workspace *tfe.Workspace, value string) *tfe.VariableSet {
	t.Helper()
	set, err := shared.client.VariableSets.Create(background(), organization, &tfe.VariableSetCreateOptions{
		Name: tfe.String(name), Global: tfe.Bool(false), Priority: tfe.Bool(priority)})
	must(t, err)
	t.Cleanup(func() { _ = shared.client.VariableSets.Delete(background(), set.ID) })
	_, err = shared.client.VariableSetVariables.Create(background(), set.ID, &tfe.VariableSetVariableCreateOptions{
		Key: tfe.String("greeting"), Value: tfe.String(value), Category: tfe.Category(tfe.CategoryTerraform)})
	must(t, err)
	must(t, shared.client.VariableSets.ApplyToWorkspaces(background(), set.ID, &tfe.VariableSetApplyToWorkspacesOptions{Workspaces: []*tfe.Workspace{workspace}}))
	return set
}

func greetingAfterApply(t *testing.T, workspace *tfe.Workspace) any {
	t.Helper()
	applied(t, workspace)
	return outputs(t, workspace)["greeting"]
}

func TestVariableSetsAndTheirPrecedence(t *testing.T) {
	workspace := configured(t)
	set := variableSet(t, "ordinary", false, workspace, "from the set")
	read, err := shared.client.VariableSets.Read(background(), set.ID, &tfe.VariableSetReadOptions{Include: &[]tfe.VariableSetIncludeOpt{tfe.VariableSetVars, tfe.VariableSetWorkspaces}})
	must(t, err)
	equal(t, "variables", len(read.Variables), 1)
	equal(t, "workspaces", len(read.Workspaces), 1)
	reaching, err := shared.client.VariableSets.ListForWorkspace(background(), workspace.ID, nil)
	must(t, err)
	equal(t, "sets of the workspace", len(reaching.Items), 1)
	equal(t, "an ordinary set stands in", greetingAfterApply(t, workspace), any("from the set"))
	_, err = shared.client.Variables.Create(background(), workspace.ID, tfe.VariableCreateOptions{
		Key: tfe.String("greeting"), Value: tfe.String("from the workspace"), Category: tfe.Category(tfe.CategoryTerraform)})
	must(t, err)
	equal(t, "the workspace beats it", greetingAfterApply(t, workspace), any("from the workspace"))
	variableSet(t, "priority", true, workspace, "from the priority set")
	equal(t, "a priority set beats both", greetingAfterApply(t, workspace), any("from the priority set"))
}
