# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every case against one simulator and lists each by name."""

import pathlib
import sys
import time
import unittest

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent)]

import world  # noqa: E402
from simulatorprocess import Simulator  # noqa: E402

SUITE = "conformance_databricks"


class ListingResult(unittest.TestResult):
    """One line a case, as Qt Test writes them."""

    def startTest(self, test):
        super().startTest(test)
        self._began = time.monotonic()

    def _say(self, word, test, more=""):
        took = time.monotonic() - self._began
        print(f"{word:7}: {SUITE}::{'.'.join(test.id().split('.')[-2:])} ({took:.1f} s){more}", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._say("PASS", test)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._say("FAIL!", test, "\n" + self._exc_info_to_string(error, test))

    def addError(self, test, error):
        super().addError(test, error)
        if hasattr(test, "_testMethodName"):
            self._say("FAIL!", test, "\n" + self._exc_info_to_string(error, test))
        else:
            print(f"FAIL!  : {SUITE}::{test}\n" + self._exc_info_to_string(error, test), flush=True)


def main():
    binary, only = sys.argv[1], sys.argv[2:]
    loader = unittest.TestLoader()
    if only:
        loader.testNamePatterns = [f"*{pattern}*" for pattern in only]
    cases = loader.discover(str(here), pattern="case_*.py")
    result = ListingResult()
    with Simulator(binary, speed=world.SPEED) as simulator:
        world.simulator = simulator
        cases.run(result)
    failed = len(result.failures) + len(result.errors)
    print(f"Totals: {result.testsRun - failed} passed, {failed} failed, {len(result.skipped)} skipped", flush=True)
    return 1 if failed or result.testsRun == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
