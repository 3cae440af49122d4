// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later

package conformance

import (
	"encoding/json"
	"net/http"
	"testing"

	tfe "github.com/hashicorp/go-tfe"
)

func TestReferenceWorkspaceFlipsPipelineAndJob(t *testing.T) {
	workspace, err := shared.client.Workspaces.Read(background(), organization, "payments-us-west-2")
	must(t, err)
	variables, err := shared.client.Variables.List(background(), workspace.ID, nil)
	must(t, err)
	equal(t, "its flag", variables.Items[0].Key, "active_region")
	made := run(t, tfe.RunCreateOptions{Workspace: workspace, PlanOnly: tfe.Bool(true), Variables: []*tfe.RunVariable{{Key: "active_region", Value: "true"}}})
	done := waitFor(t, made.ID, tfe.RunPlannedAndFinished)
	var plan struct {
		ResourceChanges []struct {
			Type   string
			Change struct {
				Actions []string
				Before  map[string]any
				After   map[string]any
			}
		} `json:"resource_changes"`
	}
	eventually(t, "the plan JSON is ready", func() bool {
		content, err := shared.client.Plans.ReadJSONOutput(background(), done.Plan.ID)
		must(t, err)
		return len(content) > 0 && json.Unmarshal(content, &plan) == nil
	})
	updated := map[string]int{}
	for _, one := range plan.ResourceChanges {
		if one.Change.Actions[0] == "update" {
			updated[one.Type]++
			if one.Type == "databricks_pipeline" {
				equal(t, "before", one.Change.Before["continuous"], any(false))
				equal(t, "after", one.Change.After["continuous"], any(true))
			}
		}
	}
	equal(t, "kinds of change", len(updated), 2)
	equal(t, "pipelines", updated["databricks_pipeline"], 1)
	equal(t, "jobs", updated["databricks_job"], 1)
	state, err := shared.client.StateVersions.ReadCurrent(background(), workspace.ID)
	must(t, err)
	isTrue(t, "a state version lists its resources", len(state.Resources) == 3)
}

// Thirty requests a second and user; the client waits as long as the 429 says and then succeeds.
func TestTooManyRequests(t *testing.T) {
	slow, err := start("1")
	must(t, err)
	defer slow.stop()
	refused := false
	for count := 0; count < 60 && !refused; count++ {
		request, _ := http.NewRequest(http.MethodGet, slow.address.Terraform+"/api/v2/ping", nil)
		request.Header.Set("Authorization", "Bearer "+slow.address.Tokens["terraform"])
		answer, err := http.DefaultClient.Do(request)
		must(t, err)
		answer.Body.Close()
		if refused = answer.StatusCode == http.StatusTooManyRequests; refused {
			isTrue(t, "a reset header", answer.Header.Get("X-RateLimit-Reset") != "")
		}
	}
	isTrue(t, "the limit is there", refused)
	_, err = slow.client.Organizations.Read(background(), organization)
	must(t, err)
	var ledger struct {
		Requests []struct {
			Path   string
			Status int
		}
	}
	slow.control(t, "/control/ledger", &ledger)
	statuses := map[int]int{}
	for _, one := range ledger.Requests {
		if one.Path == "/api/v2/organizations/"+organization {
			statuses[one.Status]++
		}
	}
	isTrue(t, "refused first, answered in the end", statuses[http.StatusTooManyRequests] > 0 && statuses[http.StatusOK] == 1)
}
