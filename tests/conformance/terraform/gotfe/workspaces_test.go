// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later

package conformance

import (
	"errors"
	"testing"

	tfe "github.com/hashicorp/go-tfe"
)

func TestOrganizationAndAccount(t *testing.T) {
	read, err := shared.client.Organizations.Read(background(), organization)
	must(t, err)
	equal(t, "name", read.Name, organization)
	entitlements, err := shared.client.Organizations.ReadEntitlements(background(), organization)
	must(t, err)
	isTrue(t, "operations are entitled", entitlements.Operations && entitlements.StateStorage)
	user, err := shared.client.Users.ReadCurrent(background())
	must(t, err)
	isTrue(t, "a user name", user.Username != "")
	equal(t, "api version", shared.client.RemoteAPIVersion(), "2.6")
	isTrue(t, "it is the cloud", shared.client.IsCloud())
	_, err = shared.client.Organizations.Read(background(), "nobody")
	isTrue(t, "another organization is not found", errors.Is(err, tfe.ErrResourceNotFound))
}

func TestWorkspaceLifeCycle(t *testing.T) {
	workspace := newWorkspace(t)
	read, err := shared.client.Workspaces.Read(background(), organization, workspace.Name)
	must(t, err)
	equal(t, "id", read.ID, workspace.ID)
	equal(t, "execution mode", read.ExecutionMode, "remote")
	isTrue(t, "permissions", read.Permissions != nil && read.Permissions.CanQueueRun && read.Permissions.CanUpdate)
	updated, err := shared.client.Workspaces.UpdateByID(background(), workspace.ID, tfe.WorkspaceUpdateOptions{
		Description: tfe.String("changed"), AutoApply: tfe.Bool(true), TerraformVersion: tfe.String("1.11.4"),
		WorkingDirectory: tfe.String("configs"), Name: tfe.String(workspace.Name + "-renamed")})
	must(t, err)
	equal(t, "description", updated.Description, "changed")
	equal(t, "working directory", updated.WorkingDirectory, "configs")
	equal(t, "name", updated.Name, workspace.Name+"-renamed")
	isTrue(t, "auto-apply", updated.AutoApply)
	_, err = shared.client.Workspaces.Create(background(), organization, tfe.WorkspaceCreateOptions{Name: tfe.String(updated.Name)})
	isTrue(t, "a taken name is refused", err != nil)
	must(t, shared.client.Workspaces.SafeDeleteByID(background(), workspace.ID))
	_, err = shared.client.Workspaces.ReadByID(background(), workspace.ID)
	isTrue(t, "it is gone", errors.Is(err, tfe.ErrResourceNotFound))
}

func TestWorkspaceListIsPagedSearchedAndFiltered(t *testing.T) {
	workspace := newWorkspace(t)
	found, err := shared.client.Workspaces.List(background(), organization, &tfe.WorkspaceListOptions{Search: workspace.Name})
	must(t, err)
	equal(t, "found by name", len(found.Items), 1)
	page, err := shared.client.Workspaces.List(background(), organization, &tfe.WorkspaceListOptions{ListOptions: tfe.ListOptions{PageSize: 3, PageNumber: 2}})
	must(t, err)
	equal(t, "page", page.CurrentPage, 2)
	isTrue(t, "more than one page", page.TotalPages > 1 && len(page.Items) > 0)
	wild, err := shared.client.Workspaces.List(background(), organization, &tfe.WorkspaceListOptions{WildcardName: "*-us-east-1"})
	must(t, err)
	equal(t, "wildcard", len(wild.Items), 3)
	included, err := shared.client.Workspaces.List(background(), organization, &tfe.WorkspaceListOptions{
		Search: workspace.Name, Include: []tfe.WSIncludeOpt{tfe.WSOrganization, tfe.WSCurrentRun}})
	must(t, err)
	equal(t, "organization", included.Items[0].Organization.Name, organization)
}

func TestWorkspaceTags(t *testing.T) {
	workspace := newWorkspace(t)
	must(t, shared.client.Workspaces.AddTags(background(), workspace.ID, tfe.WorkspaceAddTagsOptions{Tags: []*tfe.Tag{{Name: "blue"}, {Name: "red"}}}))
	must(t, shared.client.Workspaces.RemoveTags(background(), workspace.ID, tfe.WorkspaceRemoveTagsOptions{Tags: []*tfe.Tag{{Name: "red"}}}))
	tags, err := shared.client.Workspaces.ListTags(background(), workspace.ID, nil)
	must(t, err)
	equal(t, "tags", len(tags.Items), 1)
	equal(t, "tag", tags.Items[0].Name, "blue")
	_, err = shared.client.Workspaces.AddTagBindings(background(), workspace.ID, tfe.WorkspaceAddTagBindingsOptions{TagBindings: []*tfe.TagBinding{{Key: "env", Value: "test"}}})
	must(t, err)
	bindings, err := shared.client.Workspaces.ListTagBindings(background(), workspace.ID)
	must(t, err)
	equal(t, "bindings", len(bindings), 2)
	found, err := shared.client.Workspaces.List(background(), organization, &tfe.WorkspaceListOptions{Tags: "blue"})
	must(t, err)
	equal(t, "found by tag", len(found.Items), 1)
}

func TestLockUnlockAndConflict(t *testing.T) {
	workspace := newWorkspace(t)
	locked, err := shared.client.Workspaces.Lock(background(), workspace.ID, tfe.WorkspaceLockOptions{Reason: tfe.String("conformance")})
	must(t, err)
	isTrue(t, "locked", locked.Locked)
	_, err = shared.client.Workspaces.Lock(background(), workspace.ID, tfe.WorkspaceLockOptions{})
	isTrue(t, "a second lock is a conflict", errors.Is(err, tfe.ErrWorkspaceLocked))
	read, err := shared.client.Workspaces.ReadByIDWithOptions(background(), workspace.ID, &tfe.WorkspaceReadOptions{Include: []tfe.WSIncludeOpt{tfe.WSLockedBy}})
	must(t, err)
	isTrue(t, "locked by a user", read.LockedBy != nil && read.LockedBy.User != nil)
	unlocked, err := shared.client.Workspaces.Unlock(background(), workspace.ID)
	must(t, err)
	isTrue(t, "unlocked", !unlocked.Locked)
	_, err = shared.client.Workspaces.Unlock(background(), workspace.ID)
	isTrue(t, "a second unlock is a conflict", errors.Is(err, tfe.ErrWorkspaceNotLocked))
}

func TestForceUnlock(t *testing.T) {
	workspace := newWorkspace(t)
	_, err := shared.client.Workspaces.ForceUnlock(background(), workspace.ID)
	isTrue(t, "nothing to force", err != nil)
	_, err = shared.client.Workspaces.Lock(background(), workspace.ID, tfe.WorkspaceLockOptions{})
	must(t, err)
	freed, err := shared.client.Workspaces.ForceUnlock(background(), workspace.ID)
	must(t, err)
	isTrue(t, "unlocked", !freed.Locked)
}

func TestProjects(t *testing.T) {
	project, err := shared.client.Projects.Create(background(), organization, tfe.ProjectCreateOptions{Name: "conformance"})
	must(t, err)
	list, err := shared.client.Projects.List(background(), organization, &tfe.ProjectListOptions{Name: "conformance"})
	must(t, err)
	equal(t, "found by name", len(list.Items), 1)
	workspace, err := shared.client.Workspaces.Create(background(), organization, tfe.WorkspaceCreateOptions{Name: tfe.String("in-project"), Project: project})
	must(t, err)
	equal(t, "project", workspace.Project.ID, project.ID)
	isTrue(t, "a project with workspaces stays", shared.client.Projects.Delete(background(), project.ID) != nil)
	must(t, shared.client.Workspaces.DeleteByID(background(), workspace.ID))
	must(t, shared.client.Projects.Delete(background(), project.ID))
}

func TestNotificationConfigurationsAndRunTriggers(t *testing.T) {
	workspace := newWorkspace(t)
	made, err := shared.client.NotificationConfigurations.Create(background(), workspace.ID, tfe.NotificationConfigurationCreateOptions{
		DestinationType: tfe.NotificationDestination(tfe.NotificationDestinationTypeGeneric), Enabled: tfe.Bool(false), Name: tfe.String("hook"),
		URL: tfe.String("http://127.0.0.1:9/hook"), Triggers: []tfe.NotificationTriggerType{tfe.NotificationTriggerCompleted}})
	must(t, err)
	list, err := shared.client.NotificationConfigurations.List(background(), workspace.ID, nil)
	must(t, err)
	equal(t, "notifications", len(list.Items), 1)
	changed, err := shared.client.NotificationConfigurations.Update(background(), made.ID, tfe.NotificationConfigurationUpdateOptions{Name: tfe.String("other")})
	must(t, err)
	equal(t, "name", changed.Name, "other")
	must(t, shared.client.NotificationConfigurations.Delete(background(), made.ID))

	source, err := shared.client.Workspaces.Create(background(), organization, tfe.WorkspaceCreateOptions{Name: tfe.String("trigger-source")})
	must(t, err)
	defer func() { _ = shared.client.Workspaces.DeleteByID(background(), source.ID) }()
	trigger, err := shared.client.RunTriggers.Create(background(), workspace.ID, tfe.RunTriggerCreateOptions{Sourceable: source})
	must(t, err)
	equal(t, "source", trigger.SourceableName, source.Name)
	triggers, err := shared.client.RunTriggers.List(background(), source.ID, &tfe.RunTriggerListOptions{RunTriggerType: tfe.RunTriggerOutbound})
	must(t, err)
	equal(t, "triggers", len(triggers.Items), 1)
	must(t, shared.client.RunTriggers.Delete(background(), trigger.ID))
}
