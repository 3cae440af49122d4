# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs sequentialfailover.py in the environment that the conformance suite makes for the official SDK. Arguments: the
twinlake binary, a folder for the environment, then SPEED:SEED ..."""

import pathlib
import statistics
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent / "conformance" / "databricks"))

from run_python import environment  # noqa: E402


def main():
    binary, work, pairs = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    work.mkdir(parents=True, exist_ok=True)
    python = environment(work)
    ratios = []
    for pair in pairs:
        done = subprocess.run([str(python), str(here / "sequentialfailover.py"), binary, pair], check=True,
                              stdout=subprocess.PIPE, text=True)
        print(done.stdout, end="", flush=True)
        ratios.append(float(done.stdout.split()[-1]))
    print(f"sequential script, median machine_s / floor_s of {len(ratios)}: {statistics.median(ratios):.3f}")


if __name__ == "__main__":
    main()
