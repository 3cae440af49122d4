# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What operators do with the terraform command line, against the simulator."""

import json
import shutil
import subprocess

from bench import ORGANIZATION, CliCase, Simulator


class Remote(CliCase):
    """A cloud block and runs in the simulator."""

    def test_init_makes_the_workspace_and_again_finds_it(self):
        self.assertIn("initialized", self.terraform("init"))
        self.assertEqual(self.simulator.workspace(self.name)["attributes"]["terraform-version"], "1.11.4")
        self.terraform("init")

    def test_plan_runs_remotely_and_speculatively(self):
        workspace = self.initialized()
        output = self.terraform("plan", "-no-color")
        self.assertIn("Plan: 3 to add, 0 to change, 0 to destroy.", output)
        self.assertIn("Running plan in HCP Terraform", output)
        self.assertEqual(self.runs(workspace), [])  # speculative: not in the default list

    def test_apply_auto_approve(self):
        workspace = self.initialized()
        output = self.terraform("apply", "-auto-approve", "-no-color")
        self.assertIn("Apply complete! Resources: 3 added, 0 changed, 0 destroyed.", output)
        self.assertEqual(self.runs(workspace)[0]["attributes"]["status"], "applied")
        self.assertIn("No changes.", self.terraform("plan", "-no-color"))

    def test_apply_with_confirmation(self):
        workspace = self.initialized()
        self.environment["TF_INPUT"] = "1"
        output = self.terraform("apply", "-no-color", answer="yes\n")
        self.assertIn("Apply complete! Resources: 3 added", output)
        self.assertEqual(self.runs(workspace)[0]["attributes"]["status"], "applied")

    def test_apply_declined_discards_the_run(self):
        workspace = self.initialized()
        self.environment["TF_INPUT"] = "1"
        self.terraform("apply", "-no-color", answer="no\n", fails=True)
        self.wait_for(lambda: self.runs(workspace)[0]["attributes"]["status"] == "discarded", "discarded")

    def test_variables_on_the_command_line(self):
        self.initialized()
        self.terraform("apply", "-auto-approve", "-var", "greeting=good \"morning\"")
        self.assertEqual(json.loads(self.terraform("output", "-json", "greeting")), 'good "morning"')

    def test_saved_plan_is_shown_and_applied(self):
        self.initialized()
        self.terraform("plan", "-no-color", "-out=saved.tfplan")
        self.assertIn("terraform_data.first", self.terraform("show", "-no-color", "saved.tfplan"))
        self.assertIn("Apply complete! Resources: 3 added", self.terraform("apply", "-no-color", "saved.tfplan"))

    def test_output_state_list_and_state_show(self):
        self.initialized()
        self.terraform("apply", "-auto-approve")
        self.wait_for(lambda: "greeting" in self.terraform("output", "-json"), "outputs are processed")
        outputs = json.loads(self.terraform("output", "-json"))
        self.assertEqual(outputs["greeting"]["value"], "hello")
        self.assertEqual(outputs["parts"]["value"], ["hello-a", "hello-b"])
        self.assertEqual(self.terraform("output", "-raw", "secret"), "hidden")
        self.assertEqual(self.terraform("state", "list").split(),
                         ["terraform_data.first", 'terraform_data.many["a"]', 'terraform_data.many["b"]'])
        self.assertIn('input  = "hello"', self.terraform("state", "show", "-no-color", "terraform_data.first"))
        self.assertEqual(json.loads(self.terraform("state", "pull"))["version"], 4)

    def test_change_replace_and_destroy(self):
        self.initialized()
        self.terraform("apply", "-auto-approve")
        output = self.terraform("apply", "-auto-approve", "-no-color", "-var", "greeting=bye")
        self.assertIn("Resources: 0 added, 3 changed, 0 destroyed.", output)
        output = self.terraform("apply", "-auto-approve", "-no-color", "-var", "greeting=bye", "-replace=terraform_data.first")
        self.assertIn("1 destroyed.", output)
        self.assertIn("3 destroyed.", self.terraform("destroy", "-auto-approve", "-no-color"))
        self.assertEqual(self.terraform("state", "list"), "")

    def test_target_and_refresh_only(self):
        self.initialized()
        output = self.terraform("apply", "-auto-approve", "-no-color", "-target=terraform_data.first")
        self.assertIn("Resources: 1 added", output)
        self.assertIn("No changes.", self.terraform("plan", "-no-color", "-refresh-only"))

    def test_structured_output_draws_the_redacted_plan(self):
        workspace = self.initialized()
        self.set(workspace, **{"structured-run-output-enabled": True})
        self.assertIn("terraform_data.first", self.terraform("plan", "-no-color"))

    def test_what_the_simulator_cannot_do_ends_with_a_diagnostic(self):
        self.initialized()
        self.write('data "terraform_remote_state" "other" {\n  backend = "local"\n}\n')
        output = self.terraform("plan", "-no-color", fails=True)
        self.assertIn("The simulator does not carry out", output)

    def test_plan_waits_for_a_locked_workspace(self):
        workspace = self.initialized()
        self.simulator.call("POST", f"workspaces/{workspace}/actions/lock", {"reason": "hold"})
        process = self.start("apply", "-auto-approve", "-no-color")
        self.wait_for(lambda: self.runs(workspace), "a run")
        self.assertEqual(self.runs(workspace)[0]["attributes"]["status"], "pending")
        self.simulator.call("POST", f"workspaces/{workspace}/actions/unlock")
        output, _ = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, output)
        self.assertIn("Apply complete!", output)

    def test_force_unlock(self):
        workspace = self.initialized()
        self.simulator.call("POST", f"workspaces/{workspace}/actions/lock", {"reason": "left behind"})
        self.terraform("force-unlock", "-force", f"{ORGANIZATION}/{self.name}")
        self.assertFalse(self.simulator.workspace(self.name)["attributes"]["locked"])

    def test_tags_choose_workspaces(self):
        block = (f'terraform {{\n  cloud {{\n    hostname = "{self.host}"\n    organization = "{ORGANIZATION}"\n'
                 '    workspaces { tags = ["conformance"] }\n  }\n}\n')
        self.write("", block)
        self.environment["TF_INPUT"] = "1"
        self.terraform("init", answer=f"{self.name}\n")  # no workspace has the tag yet, so it asks for a name
        self.assertIn("conformance", self.simulator.workspace(self.name)["attributes"]["tag-names"])
        self.assertIn(self.name, self.terraform("workspace", "list"))


class Local(CliCase):
    """Runs on this machine, state and lock in the simulator."""

    def test_apply_in_local_mode_leaves_the_state_there(self):
        workspace = self.initialized("local")
        self.assertIn("Apply complete! Resources: 3 added", self.terraform("apply", "-auto-approve", "-no-color"))
        state = self.simulator.call("GET", f"workspaces/{workspace}/current-state-version")
        self.assertEqual(state["attributes"]["status"], "finalized")
        self.assertEqual(self.runs(workspace), [])
        self.assertFalse(self.simulator.workspace(self.name)["attributes"]["locked"])
        self.assertIn("No changes.", self.terraform("plan", "-no-color"))
        self.wait_for(lambda: "greeting" in self.terraform("output", "-json"), "outputs are processed")
        self.assertIn("3 destroyed", self.terraform("destroy", "-auto-approve", "-no-color"))

    def test_lock_conflict(self):
        workspace = self.initialized("local")
        self.simulator.call("POST", f"workspaces/{workspace}/actions/lock", {"reason": "hold"})
        output = self.terraform("plan", "-no-color", fails=True)
        self.assertIn("Error acquiring the state lock", output)
        self.assertIn("workspace already locked", output)

    def test_state_push_and_a_state_that_moves_to_remote_runs(self):
        workspace = self.initialized("local")
        self.terraform("apply", "-auto-approve")
        state = json.loads(self.terraform("state", "pull"))
        state["serial"] += 1
        (self.folder / "pushed.tfstate").write_text(json.dumps(state))
        self.terraform("state", "push", "pushed.tfstate")
        self.set(workspace, **{"execution-mode": "remote"})
        self.assertIn("No changes.", self.terraform("plan", "-no-color"))


class RemoteBackend(CliCase):
    """The older way to say the same."""

    backend = "remote"

    def test_plan_apply_and_output(self):
        self.initialized()
        self.assertIn("Plan: 3 to add", self.terraform("plan", "-no-color"))
        self.assertIn("Apply complete! Resources: 3 added", self.terraform("apply", "-auto-approve", "-no-color"))
        self.wait_for(lambda: "greeting" in self.terraform("output", "-json"), "outputs are processed")


class Tls(CliCase):
    """Discovery over https with a certificate of our own."""

    @classmethod
    def setUpClass(cls):
        cls.simulator = None

    @classmethod
    def tearDownClass(cls):
        if cls.simulator:
            cls.simulator.stop()

    def write_cli_configuration(self):
        openssl = shutil.which("openssl")
        if openssl is None:
            self.skipTest("openssl is not on this machine")
        certificate, key = self.folder / "cert.pem", self.folder / "key.pem"
        subprocess.run([openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
                        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        type(self).simulator = Simulator("--tls-cert", str(certificate), "--tls-key", str(key))
        self.host = "localhost:" + self.simulator.address["terraform"].rsplit(":", 1)[-1]
        self.environment["SSL_CERT_FILE"] = str(certificate)
        (self.folder / "cli.tfrc").write_text(f'credentials "{self.host}" {{ token = "{self.simulator.token}" }}\n')

    def test_discovery_plan_and_apply(self):
        self.terraform("init")
        self.assertIn("Plan: 3 to add", self.terraform("plan", "-no-color", "-out=saved.tfplan"))
        self.assertIn("terraform_data.first", self.terraform("show", "-no-color", "saved.tfplan"))
        self.assertIn("Apply complete! Resources: 3 added", self.terraform("apply", "-no-color", "saved.tfplan"))
