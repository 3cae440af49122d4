# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the tests of gosdk/ against a simulator, where the machine's Go is new enough and the module can be had."""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))

from simulatorprocess import Simulator, skip  # noqa: E402

SUITE = "conformance_databricks_go"
MODULE = here / "gosdk"


def output_of(command, environment, cwd=MODULE):
    return subprocess.run(command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)


def version(text):
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def require_go(environment):
    if not shutil.which("go"):
        skip(SUITE, "go is not on this machine")
    wanted = re.search(r"^go (\S+)", (MODULE / "go.mod").read_text(), re.MULTILINE).group(1)
    found = output_of(["go", "env", "GOVERSION"], environment, cwd="/").stdout.strip()
    if version(found) < version(wanted):
        skip(SUITE, f"the SDK needs Go {wanted}, this is {found}")


def report(line, failures):
    """One line of `go test -json` as Qt Test would write it."""
    try:
        event = json.loads(line)
    except ValueError:
        print(line, end="", flush=True)
        return
    test, action = event.get("Test"), event.get("Action")
    if action == "output" and not event.get("Output", "").startswith(("=== ", "--- ", "PASS", "ok ")):
        print(event["Output"], end="", flush=True)
    if test and action in ("pass", "fail"):
        word = "PASS" if action == "pass" else "FAIL!"
        print(f"{word:7}: {SUITE}::{test} ({event.get('Elapsed', 0):.1f} s)", flush=True)
    if action == "fail":
        failures.append(test or event.get("Package", "the build"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ, GOTOOLCHAIN="local", GOFLAGS="-mod=mod")
    require_go(environment)
    fetched = output_of(["go", "mod", "download"], environment)
    if fetched.returncode != 0:
        lines = fetched.stdout.strip().splitlines() or ["no output"]
        skip(SUITE, f"the SDK cannot be fetched: {lines[-1]}")
    test = options.work / "sdk.test"
    built = output_of(["go", "test", "-c", "-o", str(test), "."], environment)
    if built.returncode != 0:
        print(built.stdout)
        return 1
    failures = []
    with Simulator(options.binary, speed=120) as simulator:
        environment["TWINLAKE_LISTENING"] = json.dumps(simulator.listening)
        command = ["go", "tool", "test2json", "-t", str(test), "-test.v=test2json", "-test.count=1"]
        run = subprocess.Popen(command, cwd=MODULE, env=environment, stdout=subprocess.PIPE, text=True)
        for line in run.stdout:
            report(line, failures)
        run.wait()
    return 1 if failures or run.returncode != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
