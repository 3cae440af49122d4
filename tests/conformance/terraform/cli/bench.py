# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A simulate process and terraform's command line in folders of their own, for cases.py."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import textwrap
import time
import unittest
import urllib.request

ORGANIZATION = "acme"
_settings = {}

CONFIGURATION = """
variable "greeting" {
  type    = string
  default = "hello"
}
resource "terraform_data" "first" {
  input = var.greeting
}
resource "terraform_data" "many" {
  for_each = toset(["a", "b"])
  input    = "${terraform_data.first.output}-${each.key}"
}
output "greeting" {
  value = terraform_data.first.output
}
output "parts" {
  value = [for key, one in terraform_data.many : one.output]
}
output "secret" {
  value     = "hidden"
  sensitive = true
}
"""


def configure(binary, terraform, work):
    _settings.update(binary=binary, terraform=terraform, work=pathlib.Path(work))


class Simulator:
    """`twinlake simulate`, listening."""

    def __init__(self, *arguments, speed="60"):
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
        self.process = subprocess.Popen(
            [_settings["binary"], "simulate", "--speed", speed, "--seed", "12", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, env=environment)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the simulator ended with {self.process.wait()} before it listened")
        self.address = json.loads(line)
        self.token = self.address["tokens"]["terraform"]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)
        self.process.stdout.close()

    def call(self, method, path, body=None):
        """One call of the API, past terraform."""
        request = urllib.request.Request(self.address["terraform"] + "/api/v2/" + path, method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"Authorization": f"Bearer {self.token}",
                                                  "Content-Type": "application/vnd.api+json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            content = answer.read()
        return json.loads(content)["data"] if content else None

    def workspace(self, name):
        return self.call("GET", f"organizations/{ORGANIZATION}/workspaces/{name}")

    def requests(self):
        with urllib.request.urlopen(self.address["control"] + "/control/ledger", timeout=30) as answer:
            return json.load(answer)["requests"]


class CliCase(unittest.TestCase):
    """A folder with a configuration for a workspace of this case's own, and terraform in it."""

    simulator = None
    backend = "cloud"

    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator()

    @classmethod
    def tearDownClass(cls):
        cls.simulator.stop()

    def setUp(self):
        self.name = self.id().split(".", 1)[-1].replace(".", "-").replace("_", "-")
        self.folder = _settings["work"] / self.name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.host = "simulator.example.com"
        self.environment = dict(os.environ, TF_CLI_CONFIG_FILE=str(self.folder / "cli.tfrc"), TF_IN_AUTOMATION="1",
                                TF_INPUT="0", CHECKPOINT_DISABLE="1", NO_COLOR="1")
        for name in [one for one in self.environment if one.startswith(("TF_TOKEN", "TF_CLOUD", "TF_WORKSPACE", "TF_VAR"))]:
            del self.environment[name]
        self.write_cli_configuration()
        self.write(CONFIGURATION)

    def write_cli_configuration(self):
        """The host block replaces discovery, and so allows plain http."""
        (self.folder / "cli.tfrc").write_text(textwrap.dedent(f"""
            credentials "{self.host}" {{ token = "{self.simulator.token}" }}
            host "{self.host}" {{
              services = {{
                "tfe.v2"   = "{self.simulator.address['terraform']}/api/v2/"
                "tfe.v2.1" = "{self.simulator.address['terraform']}/api/v2/"
              }}
            }}
            """))

    def block(self):
        if self.backend == "remote":
            return (f'terraform {{\n  backend "remote" {{\n    hostname = "{self.host}"\n    organization = "{ORGANIZATION}"\n'
                    f'    workspaces {{ name = "{self.name}" }}\n  }}\n}}\n')
        return (f'terraform {{\n  cloud {{\n    hostname = "{self.host}"\n    organization = "{ORGANIZATION}"\n'
                f'    workspaces {{ name = "{self.name}" }}\n  }}\n}}\n')

    def write(self, configuration, block=None):
        (self.folder / "main.tf").write_text((block or self.block()) + configuration)

    def terraform(self, *arguments, answer=None, fails=False):
        """Its output; the exit code must be as expected."""
        done = subprocess.run([_settings["terraform"], *arguments], cwd=self.folder, env=self.environment, input=answer,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, check=False)
        if (done.returncode != 0) != fails:
            self.fail(f"terraform {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}")
        return done.stdout

    def start(self, *arguments):
        return subprocess.Popen([_settings["terraform"], *arguments], cwd=self.folder, env=self.environment,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def initialized(self, mode=None):
        self.terraform("init")
        workspace = self.simulator.workspace(self.name)
        if mode:
            self.simulator.call("PATCH", f"workspaces/{workspace['id']}",
                                {"data": {"type": "workspaces", "attributes": {"execution-mode": mode}}})
        return workspace["id"]

    def set(self, workspace, **attributes):
        self.simulator.call("PATCH", f"workspaces/{workspace}", {"data": {"type": "workspaces", "attributes": attributes}})

    def runs(self, workspace):
        return self.simulator.call("GET", f"workspaces/{workspace}/runs")

    def wait_for(self, holds, what):
        """A fact is waited for, never a time."""
        end = time.monotonic() + 60
        while not holds():
            self.assertLess(time.monotonic(), end, f"never came true: {what}")
            time.sleep(0.1)
