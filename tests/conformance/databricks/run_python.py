# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a virtual environment with the pinned SDK and runs the suite in it."""

import argparse
import os
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))

from simulatorprocess import skip  # noqa: E402

SUITE = "conformance_databricks"


def last_line(text):
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "no output"


def run(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def environment(work):
    """The interpreter of a venv that holds exactly requirements.txt; made once, and again when that changes."""
    requirements = (here / "requirements.txt").read_text()
    venv = work / "venv"
    python = venv / "bin" / "python"
    stamp = venv / "requirements.stamp"
    if python.exists() and stamp.exists() and stamp.read_text() == requirements:
        return python
    if sys.version_info < (3, 9):
        skip(SUITE, f"the SDK needs Python 3.9, this is {sys.version.split()[0]}")
    made = run([sys.executable, "-m", "venv", "--clear", str(venv)])
    if made.returncode != 0:
        skip(SUITE, f"no virtual environment can be made (python3-venv?): {last_line(made.stdout)}")
    installed = run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2",
                     "-r", str(here / "requirements.txt")])
    if installed.returncode != 0:
        skip(SUITE, f"databricks-sdk cannot be installed: {last_line(installed.stdout)}")
    stamp.write_text(requirements)
    return python


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    python = environment(options.work)
    os.execv(python, [str(python), str(here / "suite.py"), options.binary, *options.cases])


if __name__ == "__main__":
    main()
