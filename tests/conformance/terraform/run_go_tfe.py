# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the go-tfe suite (gotfe/) with the Go tool chain of this machine. Every case is listed by name."""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

SUITE = "conformance_go_tfe"
OLDEST_GO = (1, 19)  # what go.mod asks for
here = pathlib.Path(__file__).resolve().parent


def skip(why):
    print(f"SKIP   : {SUITE}: {why}", flush=True)
    sys.exit(0)


def go_tool():
    go = shutil.which("go")
    if go is None:
        skip("go is not on this machine")
    version = subprocess.run([go, "env", "GOVERSION"], stdout=subprocess.PIPE, text=True, check=False).stdout.strip()
    found = re.match(r"go(\d+)\.(\d+)", version)
    if not found or tuple(map(int, found.groups())) < OLDEST_GO:
        skip(f"go {version} is older than go{OLDEST_GO[0]}.{OLDEST_GO[1]}")
    return go


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--run", default="", help="a pattern of cases, as go test -run takes it")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    go = go_tool()
    environment = dict(os.environ, TWINLAKE_BINARY=options.binary, CGO_ENABLED="0", GOFLAGS="-mod=readonly")
    fetched = subprocess.run([go, "mod", "download"], cwd=here / "gotfe", env=environment, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, check=False)
    if fetched.returncode != 0:
        reason = fetched.stdout.strip().splitlines()
        skip(f"the go-tfe module cannot be fetched: {reason[-1] if reason else 'no reason given'}")
    program = options.work / "gotfe.test"
    subprocess.run([go, "test", "-c", "-o", str(program), "."], cwd=here / "gotfe", env=environment, check=True)
    os.chdir(here / "gotfe")
    os.execve(program, [str(program), "-test.v", "-test.timeout=14m", f"-test.run={options.run}"], environment)


if __name__ == "__main__":
    main()
