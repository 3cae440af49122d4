#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the release preset and runs all tests. --nightly does the rest instead: all tests under the thread sanitizer and
# with coverage, the crash matrix among slow servers, long random searches and the seeded bugs. What had to be skipped
# is named at the end; TWINLAKE_REQUIRE_ALL=1 makes that a failure.
set -euo pipefail

# shellcheck source=packaging/lib/setup.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib/setup.sh"

usage() {
    say "Usage: packaging/test.sh [--nightly]"
}

test_preset() {
    configure "$1"
    build "$1"
    run_tests "$1" || failed=1
}

coverage_report() {
    say "Line coverage can be read with: gcovr --root . --filter 'app/' --filter 'models/' --filter 'ui/' build/coverage"
    if ! command -v gcovr >/dev/null; then
        skip "coverage report" "gcovr is not installed"
        return 0
    fi
    (cd "$twinlake_root" && gcovr --root . --filter 'app/' --filter 'models/' --filter 'ui/' --print-summary build/coverage) || failed=1
}

# The crash matrix again where servers are as slow as usual, and many double crashes: about half an hour on two cores.
slow_crash_matrix() {
    export TWINLAKE_BOUNDARY_STEP=1
    export TWINLAKE_SCENARIO=regional-outage
    export TWINLAKE_DOUBLE_CRASHES=${TWINLAKE_DOUBLE_CRASHES:-1000}
    configure release
    build release
    run_tests release --tests-regex '^tst_(crashmatrix|doublecrash)' || failed=1
    unset TWINLAKE_SCENARIO
}

# 100,000 sequences of the pure core and 1,000 schedules of two operators: about three quarters of an hour.
long_searches() {
    export TWINLAKE_SEQUENCES=${TWINLAKE_SEQUENCES:-100000}
    export TWINLAKE_SCHEDULES=${TWINLAKE_SCHEDULES:-1000}
    run_tests release --tests-regex '^tst_(randomcommands|twooperators)$' || failed=1
}

seeded_bugs() {
    say "Seeding bugs that the tests have to notice"
    "$twinlake_root/tests/mutants/run.sh" || failed=1
}

nightly=0
failed=0
while (($# > 0)); do
    case $1 in
    --nightly) nightly=1 ;;
    -h | --help)
        usage
        exit 0
        ;;
    *)
        say "test.sh does not know \"$1\"."
        usage
        exit "$exit_usage"
        ;;
    esac
    shift
done

install_packages "${build_packages[@]}"
ensure_home
if ((nightly)); then
    export TWINLAKE_CHANCE=1 # seeds that nobody chose, printed by each test
    export TWINLAKE_BOUNDARY_STEP=20 # a sample where everything is slow
    test_preset tsan
    test_preset coverage
    coverage_report
    slow_crash_matrix
    long_searches
    seeded_bugs
else
    test_preset release
fi
summarize_skips || failed=1
exit "$failed"
