// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later

package conformance

import (
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	tfe "github.com/hashicorp/go-tfe"
)

func outputs(t *testing.T, workspace *tfe.Workspace) map[string]any {
	t.Helper()
	found := map[string]any{}
	eventually(t, "the state is processed", func() bool {
		state, err := shared.client.StateVersions.ReadCurrent(background(), workspace.ID)
		must(t, err)
		return state.ResourcesProcessed
	})
	list, err := shared.client.StateVersionOutputs.ReadCurrent(background(), workspace.ID)
	must(t, err)
	for _, one := range list.Items {
		found[one.Name] = one.Value
	}
	return found
}

func TestConfigurationVersions(t *testing.T) {
	workspace := newWorkspace(t)
	version := upload(t, workspace, configuration, tfe.ConfigurationVersionCreateOptions{})
	equal(t, "the run that it queues", waitedRun(t, workspace).Source, tfe.RunSourceConfigurationVersion)
	read, err := shared.client.ConfigurationVersions.Read(background(), version.ID)
	must(t, err)
	equal(t, "status", read.Status, tfe.ConfigurationUploaded)
	archive, err := shared.client.ConfigurationVersions.Download(background(), version.ID)
	must(t, err)
	isTrue(t, "the archive comes back", len(archive) > 0)
	list, err := shared.client.ConfigurationVersions.List(background(), workspace.ID, nil)
	must(t, err)
	equal(t, "versions", len(list.Items), 1)
	err = shared.client.ConfigurationVersions.Upload(background(), version.UploadURL, t.TempDir())
	isTrue(t, "a second upload is refused", err != nil)
}

func waitedRun(t *testing.T, workspace *tfe.Workspace) *tfe.Run {
	t.Helper()
	var found *tfe.Run
	eventually(t, "a run", func() bool {
		read, err := shared.client.Workspaces.ReadByIDWithOptions(background(), workspace.ID, &tfe.WorkspaceReadOptions{Include: []tfe.WSIncludeOpt{tfe.WSCurrentRun}})
		must(t, err)
		found = read.CurrentRun
		return found != nil
	})
	return found
}

func TestSpeculativeConfigurationMakesPlanOnlyRuns(t *testing.T) {
	workspace := newWorkspace(t)
	version := upload(t, workspace, configuration, tfe.ConfigurationVersionCreateOptions{AutoQueueRuns: tfe.Bool(false), Speculative: tfe.Bool(true)})
	made := run(t, tfe.RunCreateOptions{Workspace: workspace, ConfigurationVersion: version})
	isTrue(t, "plan-only", made.PlanOnly)
	waitFor(t, made.ID, tfe.RunPlannedAndFinished)
}

func TestRunWithoutConfigurationIsRefused(t *testing.T) {
	workspace := newWorkspace(t)
	_, err := shared.client.Runs.Create(background(), tfe.RunCreateOptions{Workspace: workspace})
	isTrue(t, "Configuration version is missing", err != nil && strings.Contains(err.Error(), "Configuration version is missing"))
}

func stateFile(serial int64, value string) ([]byte, string) {
	content := fmt.Sprintf(`{"version":4,"terraform_version":"1.11.4","serial":%d,"lineage":"8d1b7c0e-0000-4000-8000-000000000001",`+
		`"outputs":{"answer":{"value":"%s","type":"string"}},"resources":[{"mode":"managed","type":"terraform_data","name":"a",`+
		`"provider":"provider[\"terraform.io/builtin/terraform\"]","instances":[{"schema_version":0,"attributes":{"id":"x"}}]}]}`, serial, value)
	sum := md5.Sum([]byte(content))
	return []byte(content), hex.EncodeToString(sum[:])
}

func TestStateVersions(t *testing.T) {
	workspace := newWorkspace(t)
	_, err := shared.client.StateVersions.ReadCurrent(background(), workspace.ID)
	isTrue(t, "no state yet", errors.Is(err, tfe.ErrResourceNotFound))
	content, sum := stateFile(1, "first")
	options := tfe.StateVersionUploadOptions{
		StateVersionCreateOptions: tfe.StateVersionCreateOptions{Serial: tfe.Int64(1), MD5: tfe.String(sum)}, RawState: content}
	_, err = shared.client.StateVersions.Upload(background(), workspace.ID, options)
	isTrue(t, "an unlocked workspace takes no state", err != nil)
	_, err = shared.client.Workspaces.Lock(background(), workspace.ID, tfe.WorkspaceLockOptions{})
	must(t, err)
	made, err := shared.client.StateVersions.Upload(background(), workspace.ID, options)
	must(t, err)
	read, err := shared.client.StateVersions.Read(background(), made.ID)
	must(t, err)
	equal(t, "status", read.Status, tfe.StateVersionFinalized)
	back, err := shared.client.StateVersions.Download(background(), read.DownloadURL)
	must(t, err)
	equal(t, "content", string(back), string(content))
	equal(t, "output", outputs(t, workspace)["answer"], any("first"))
	other, sum := stateFile(1, "second")
	_, err = shared.client.StateVersions.Upload(background(), workspace.ID, tfe.StateVersionUploadOptions{
		StateVersionCreateOptions: tfe.StateVersionCreateOptions{Serial: tfe.Int64(1), MD5: tfe.String(sum)}, RawState: other})
	isTrue(t, "the same serial with other content is a conflict", err != nil)
	list, err := shared.client.StateVersions.List(background(), &tfe.StateVersionListOptions{Organization: organization, Workspace: workspace.Name})
	must(t, err)
	equal(t, "versions", len(list.Items), 1)
	_, err = shared.client.Workspaces.Unlock(background(), workspace.ID)
	must(t, err)
}

func TestSensitiveOutputs(t *testing.T) {
	workspace := configured(t)
	applied(t, workspace)
	isTrue(t, "hidden in the list", outputs(t, workspace)["secret"] == nil)
	list, err := shared.client.StateVersionOutputs.ReadCurrent(background(), workspace.ID)
	must(t, err)
	for _, one := range list.Items {
		if one.Name == "secret" {
			isTrue(t, "marked", one.Sensitive)
			shown, err := shared.client.StateVersionOutputs.Read(background(), one.ID)
			must(t, err)
			equal(t, "shown on request", shown.Value, any("hidden"))
		}
	}
}
