// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Package conformance drives the official go-tfe client, unmodified, against a `twinlake simulate` process.
package conformance

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	tfe "github.com/hashicorp/go-tfe"
)

const organization = "acme"

// A simulator process, its addresses and a client for its Terraform side.
type simulator struct {
	process *exec.Cmd
	address struct {
		Terraform string
		Control   string
		Tokens    map[string]string
	}
	client *tfe.Client
}

var shared *simulator

func start(speed string) (*simulator, error) {
	binary := os.Getenv("TWINLAKE_BINARY")
	if binary == "" {
		return nil, errors.New("TWINLAKE_BINARY names no twinlake binary")
	}
	one := &simulator{process: exec.Command(binary, "simulate", "--speed", speed, "--seed", "11")}
	one.process.Env = append(os.Environ(), "QT_QPA_PLATFORM=offscreen")
	one.process.Stderr = os.Stderr
	output, err := one.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err = one.process.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(output).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &one.address)
	}
	if err == nil {
		one.client, err = tfe.NewClient(&tfe.Config{Address: one.address.Terraform, Token: one.address.Tokens["terraform"]})
	}
	if err != nil {
		one.stop()
		return nil, fmt.Errorf("the simulator does not listen: %w", err)
	}
	return one, nil
}

func (s *simulator) stop() {
	_ = s.process.Process.Signal(syscall.SIGTERM)
	_ = s.process.Wait()
}

// The answer of the control address.
func (s *simulator) control(t *testing.T, path string, into any) {
	t.Helper()
	answer, err := http.Get(s.address.Control + path)
	must(t, err)
	defer answer.Body.Close()
	must(t, json.NewDecoder(answer.Body).Decode(into))
}

func TestMain(m *testing.M) {
	var err error
	if shared, err = start("60"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	shared.stop()
	os.Exit(code)
}

func background() context.Context { return context.Background() }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal(t *testing.T, what string, got, wanted any) {
	t.Helper()
	if got != wanted {
		t.Fatalf("%s: got %v, wanted %v", what, got, wanted)
	}
}

func isTrue(t *testing.T, what string, holds bool) {
	t.Helper()
	if !holds {
		t.Fatal("not so: " + what)
	}
}

// A fact is waited for, never a time.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatal("never came true: " + what)
}

// A workspace of this test's own, gone with it.
func newWorkspace(t *testing.T) *tfe.Workspace {
	t.Helper()
	name := strings.NewReplacer("/", "-", " ", "-", "_", "-").Replace(t.Name())
	workspace, err := shared.client.Workspaces.Create(background(), organization, tfe.WorkspaceCreateOptions{Name: tfe.String(name)})
	must(t, err)
	t.Cleanup(func() { _ = shared.client.Workspaces.DeleteByID(background(), workspace.ID) })
	return workspace
}

const configuration = `
variable "greeting" {
  type    = string
  default = "hello"
}
resource "terraform_data" "first" {
  input = var.greeting
}
resource "terraform_data" "second" {
  count = 2
  input = "${terraform_data.first.output}-${count.index}"
}
output "greeting" { value = terraform_data.first.output }
output "secret" {
  value     = "hidden"
  sensitive = true
}
`

func upload(t *testing.T, workspace *tfe.Workspace, content string, options tfe.ConfigurationVersionCreateOptions) *tfe.ConfigurationVersion {
	t.Helper()
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "main.tf"), []byte(content), 0o600))
	version, err := shared.client.ConfigurationVersions.Create(background(), workspace.ID, options)
	must(t, err)
	must(t, shared.client.ConfigurationVersions.Upload(background(), version.UploadURL, folder))
	eventually(t, "the configuration version is uploaded", func() bool {
		read, err := shared.client.ConfigurationVersions.Read(background(), version.ID)
		must(t, err)
		return read.Status == tfe.ConfigurationUploaded || read.Status == tfe.ConfigurationErrored
	})
	return version
}

func configured(t *testing.T) *tfe.Workspace {
	t.Helper()
	workspace := newWorkspace(t)
	upload(t, workspace, configuration, tfe.ConfigurationVersionCreateOptions{AutoQueueRuns: tfe.Bool(false)})
	return workspace
}

func run(t *testing.T, options tfe.RunCreateOptions) *tfe.Run {
	t.Helper()
	made, err := shared.client.Runs.Create(background(), options)
	must(t, err)
	return made
}

func waitFor(t *testing.T, runID string, wanted ...tfe.RunStatus) *tfe.Run {
	t.Helper()
	var read *tfe.Run
	eventually(t, fmt.Sprintf("run is %v", wanted), func() bool {
		var err error
		read, err = shared.client.Runs.Read(background(), runID)
		must(t, err)
		for _, status := range wanted {
			if read.Status == status {
				return true
			}
		}
		if read.Status == tfe.RunErrored || read.Status == tfe.RunCanceled || read.Status == tfe.RunDiscarded {
			plan, _ := shared.client.Plans.Logs(background(), read.Plan.ID)
			log, _ := io.ReadAll(plan)
			t.Fatalf("run ended as %s, log:\n%s", read.Status, log)
		}
		return false
	})
	return read
}

func confirmable(t *testing.T, runID string) *tfe.Run {
	t.Helper()
	var read *tfe.Run
	eventually(t, "run is confirmable", func() bool {
		var err error
		read, err = shared.client.Runs.Read(background(), runID)
		must(t, err)
		return read.Actions.IsConfirmable
	})
	return read
}

func applied(t *testing.T, workspace *tfe.Workspace) *tfe.Run {
	t.Helper()
	made := run(t, tfe.RunCreateOptions{Workspace: workspace, AutoApply: tfe.Bool(true)})
	return waitFor(t, made.ID, tfe.RunApplied)
}

func readAll(t *testing.T, source io.Reader, err error) string {
	t.Helper()
	must(t, err)
	content, err := io.ReadAll(source)
	must(t, err)
	return string(bytes.ReplaceAll(content, []byte{0}, nil))
}
