// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Package sdktest uses the official Databricks SDK for Go, whose decoder accepts no number for a string and no string
// for a number, against the simulator that run_go.py has started.
package sdktest

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/databricks/databricks-sdk-go"
	"github.com/databricks/databricks-sdk-go/apierr"
	"github.com/databricks/databricks-sdk-go/service/iam"
	"github.com/databricks/databricks-sdk-go/service/jobs"
	"github.com/databricks/databricks-sdk-go/service/pipelines"
	"github.com/databricks/databricks-sdk-go/service/sql"
	"github.com/databricks/databricks-sdk-go/service/workspace"
)

var ctx = context.Background()

const patience = time.Minute

type listening struct {
	Primary, Secondary string
	Tokens             map[string]string
	Clients            map[string]struct {
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
	}
}

func simulator(t *testing.T) listening {
	t.Helper()
	var line listening
	if err := json.Unmarshal([]byte(os.Getenv("TWINLAKE_LISTENING")), &line); err != nil {
		t.Fatalf("run_go.py starts the simulator and tells where it listens: %v", err)
	}
	return line
}

func client(t *testing.T) *databricks.WorkspaceClient {
	t.Helper()
	line := simulator(t)
	made, err := databricks.NewWorkspaceClient(
		&databricks.Config{Host: line.Secondary, Token: line.Tokens["secondary"], AuthType: "pat"})
	must(t, err)
	return made
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T comparable](t *testing.T, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("got %v, want %v", got, want)
	}
}

func libraries() []pipelines.PipelineLibrary {
	return []pipelines.PipelineLibrary{{Notebook: &pipelines.NotebookLibrary{Path: "/Shared/dlt/orders"}}}
}

func TestOAuthMachineToMachine(t *testing.T) {
	line := simulator(t)
	identity := line.Clients["secondary"]
	w, err := databricks.NewWorkspaceClient(&databricks.Config{Host: line.Secondary, ClientID: identity.ClientID,
		ClientSecret: identity.ClientSecret, AuthType: "oauth-m2m"})
	must(t, err)
	me, err := w.CurrentUser.Me(ctx, iam.MeRequest{})
	must(t, err)
	equal(t, me.UserName, identity.ClientID)
	id, err := w.CurrentWorkspaceID(ctx)
	must(t, err)
	if id <= 0 {
		t.Fatalf("workspace id %d", id)
	}
}

func TestEveryPipelineOfTheFleetDecodes(t *testing.T) {
	w := client(t)
	all, err := w.Pipelines.ListPipelinesAll(ctx, pipelines.ListPipelinesRequest{MaxResults: 2})
	must(t, err)
	if len(all) < 4 {
		t.Fatalf("%d pipelines", len(all))
	}
	for _, one := range all {
		found, err := w.Pipelines.GetByPipelineId(ctx, one.PipelineId)
		must(t, err)
		if found.Spec == nil || found.LastModified <= 0 {
			t.Fatalf("%s has no specification", one.Name)
		}
		_, err = w.Pipelines.ListUpdatesByPipelineId(ctx, one.PipelineId)
		must(t, err)
		_, err = w.Pipelines.ListPipelineEventsAll(ctx, pipelines.ListPipelineEventsRequest{PipelineId: one.PipelineId,
			Filter: "level in ('INFO','ERROR')", OrderBy: []string{"timestamp asc"}, MaxResults: 100})
		must(t, err)
	}
}

func TestPipelineFromItsCreationToItsEnd(t *testing.T) {
	w := client(t)
	made, err := w.Pipelines.Create(ctx, pipelines.CreatePipeline{Name: "go continuous", Libraries: libraries(), Continuous: true})
	must(t, err)
	id := made.PipelineId
	deadline := time.Now().Add(patience)
	for {
		found, err := w.Pipelines.GetByPipelineId(ctx, id)
		must(t, err)
		if found.State == pipelines.PipelineStateRunning {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("still %s", found.State)
		}
		time.Sleep(100 * time.Millisecond)
	}
	_, err = w.Pipelines.StartUpdate(ctx, pipelines.StartUpdate{PipelineId: id})
	if !errors.Is(err, apierr.ErrResourceConflict) {
		t.Fatalf("a second start: %v", err)
	}
	// The SDK leaves a false continuous out of the body: the pipeline becomes triggered and its update ends.
	must(t, w.Pipelines.Update(ctx, pipelines.EditPipeline{PipelineId: id, Name: "go triggered", Libraries: libraries()}))
	idle, err := w.Pipelines.WaitGetPipelineIdle(ctx, id, patience, nil)
	must(t, err)
	equal(t, idle.Spec.Continuous, false)
	waiter, err := w.Pipelines.Stop(ctx, pipelines.StopRequest{PipelineId: id})
	must(t, err)
	_, err = waiter.GetWithTimeout(patience)
	must(t, err)
	update, err := w.Pipelines.StartUpdate(ctx, pipelines.StartUpdate{PipelineId: id, ValidateOnly: true})
	must(t, err)
	got, err := w.Pipelines.GetUpdateByPipelineIdAndUpdateId(ctx, id, update.UpdateId)
	must(t, err)
	equal(t, got.Update.ValidateOnly, true)
	must(t, w.Pipelines.DeleteByPipelineId(ctx, id))
	_, err = w.Pipelines.GetByPipelineId(ctx, id)
	if !errors.Is(err, apierr.ErrNotFound) {
		t.Fatalf("after its deletion: %v", err)
	}
}

func TestJobsAndRuns(t *testing.T) {
	w := client(t)
	job, err := w.Jobs.Create(ctx, jobs.CreateJob{Name: "go job", Tasks: []jobs.Task{
		{TaskKey: "first", NotebookTask: &jobs.NotebookTask{NotebookPath: "/Shared/dlt/orders"}},
		{TaskKey: "second", NotebookTask: &jobs.NotebookTask{NotebookPath: "/Shared/dlt/orders"},
			DependsOn: []jobs.TaskDependency{{TaskKey: "first"}}}}})
	must(t, err)
	waiter, err := w.Jobs.RunNow(ctx, jobs.RunNow{JobId: job.JobId, IdempotencyToken: "go"})
	must(t, err)
	run, err := waiter.GetWithTimeout(patience)
	must(t, err)
	equal(t, run.State.ResultState, jobs.RunResultStateSuccess)
	equal(t, len(run.Tasks), 2)
	all, err := w.Jobs.ListAll(ctx, jobs.ListJobsRequest{ExpandTasks: true})
	must(t, err)
	equal(t, all[0].JobId, job.JobId)
	runs, err := w.Jobs.ListRunsAll(ctx, jobs.ListRunsRequest{JobId: job.JobId})
	must(t, err)
	equal(t, len(runs), 1)
	must(t, w.Jobs.DeleteByJobId(ctx, job.JobId))
	_, err = w.Jobs.GetByJobId(ctx, job.JobId)
	if !errors.Is(err, apierr.ErrResourceDoesNotExist) {
		t.Fatalf("after its deletion: %v", err)
	}
}

func TestStatementsAndWarehouses(t *testing.T) {
	w := client(t)
	warehouses, err := w.Warehouses.ListAll(ctx, sql.ListWarehousesRequest{})
	must(t, err)
	id := warehouses[0].Id
	if _, err := w.Warehouses.StartAndWait(ctx, sql.StartRequest{Id: id}); err != nil {
		t.Fatal(err)
	}
	answer, err := w.StatementExecution.ExecuteStatement(ctx, sql.ExecuteStatementRequest{WarehouseId: id, WaitTimeout: "50s",
		Statement:  "SELECT count(*) AS c, max(event_timestamp) AS w, :x AS x FROM main.gold.orders",
		Parameters: []sql.StatementParameterListItem{{Name: "x", Value: "7", Type: "BIGINT"}}})
	must(t, err)
	equal(t, answer.Status.State, sql.StatementStateSucceeded)
	equal(t, answer.Result.DataArray[0][2], "7")
	equal(t, answer.Manifest.Schema.Columns[1].TypeName, sql.ColumnInfoTypeNameTimestamp)
	failed, err := w.StatementExecution.ExecuteStatement(ctx, sql.ExecuteStatementRequest{WarehouseId: id, WaitTimeout: "50s",
		Statement: "SELECT * FROM nowhere"})
	must(t, err)
	equal(t, failed.Status.State, sql.StatementStateFailed)
	equal(t, failed.Status.Error.ErrorCode, sql.ServiceErrorCodeBadRequest)
}

func TestWorkspaceAndPermissions(t *testing.T) {
	w := client(t)
	path := fmt.Sprintf("/Shared/go-%d/notebook", os.Getpid())
	err := w.Workspace.Import(ctx, workspace.Import{Path: path, Format: workspace.ImportFormatSource,
		Language: workspace.LanguageSql, Content: base64.StdEncoding.EncodeToString([]byte("SELECT 1\n"))})
	if !errors.Is(err, apierr.ErrNotFound) {
		t.Fatalf("without a parent: %v", err)
	}
	must(t, w.Workspace.MkdirsByPath(ctx, fmt.Sprintf("/Shared/go-%d", os.Getpid())))
	must(t, w.Workspace.Upload(ctx, path, strings.NewReader("SELECT 1\n"), workspace.UploadLanguage(workspace.LanguageSql)))
	status, err := w.Workspace.GetStatusByPath(ctx, path)
	must(t, err)
	equal(t, status.ObjectType, workspace.ObjectTypeNotebook)
	exported, err := w.Workspace.Export(ctx, workspace.ExportRequest{Path: path})
	must(t, err)
	content, err := base64.StdEncoding.DecodeString(exported.Content)
	must(t, err)
	equal(t, string(content), "-- Databricks notebook source\nSELECT 1\n")
	acl, err := w.Permissions.Update(ctx, iam.UpdateObjectPermissions{RequestObjectType: "notebooks",
		RequestObjectId: fmt.Sprint(status.ObjectId), AccessControlList: []iam.AccessControlRequest{
			{GroupName: "users", PermissionLevel: iam.PermissionLevelCanRun}}})
	must(t, err)
	if len(acl.AccessControlList) != 3 {
		t.Fatalf("%+v", acl.AccessControlList)
	}
	must(t, w.Workspace.Delete(ctx, workspace.Delete{Path: fmt.Sprintf("/Shared/go-%d", os.Getpid()), Recursive: true}))
}
