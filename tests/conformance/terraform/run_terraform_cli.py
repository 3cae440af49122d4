# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the suite of the terraform command line (cli/) if the binary is on this machine. Every case is listed by name."""

import argparse
import pathlib
import shutil
import sys
import unittest

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here / "cli"))

SUITE = "conformance_terraform_cli"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    terraform = shutil.which("terraform")
    if terraform is None:
        print(f"SKIP   : {SUITE}: terraform is not on this machine", flush=True)
        return 0
    import bench
    import cases
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    bench.configure(options.binary, terraform, options.work)
    loader = unittest.defaultTestLoader
    suite = loader.loadTestsFromNames(options.cases, cases) if options.cases else loader.loadTestsFromModule(cases)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    for case, why in result.skipped:
        print(f"SKIP   : {SUITE}.{case.id().rsplit('.', 1)[-1]}: {why}", flush=True)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
