# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The parts of test.sh --nightly, each for at most two hours of two cores. Each builds what it needs, sets `failed` when
# something is wrong, and leaves one line of figures. Sourced behind setup.sh, never run.

# shellcheck disable=SC2034 # used by test.sh
readonly nightly_parts=(tsan coverage crashes searches mutants lint fuzz)
figures=()

# figure PART TEXT: kept for the end, where the eye looks.
figure() {
    figures+=("$1: $2")
}

print_figures() {
    local line
    for line in "${figures[@]}"; do
        say "figures of $line"
    done
}

test_log() { # PRESET: what the tests of the latest run said
    cat -- "$twinlake_root/build/$1/Testing/Temporary/LastTest.log" 2>/dev/null || true
}

# sum_of PATTERN: adds up the numbers that the pattern's only group finds on stdin.
sum_of() {
    sed -nE "s/.*$1.*/\\1/p" | awk '{ sum += $1 } END { print sum + 0 }'
}

# How many tests of the latest run passed, of how many.
tests_passed() { # PRESET
    local all passed
    all=$(test_log "$1" | grep -cE '^(Test Passed|Test Failed)' || true)
    passed=$(test_log "$1" | grep -cE '^Test Passed' || true)
    echo "$passed of $all tests passed"
}

nightly_tsan() {
    test_preset tsan
    figure tsan "$(tests_passed tsan), $(test_log tsan | grep -c 'WARNING: ThreadSanitizer' || true) warnings"
}

nightly_coverage() {
    local summary lines
    install_packages gcovr
    test_preset coverage
    if ! command -v gcovr >/dev/null; then
        skip "coverage report" "gcovr is not installed"
        figure coverage "$(tests_passed coverage), line coverage unknown"
        return 0
    fi
    summary=$(cd "$twinlake_root" && gcovr --root . --filter 'app/' --filter 'models/' --filter 'ui/' --print-summary \
        build/coverage) || failed=1
    printf '%s\n' "$summary"
    lines=$(sed -nE 's/^lines: ([0-9.]+%).*/\1/p' <<<"$summary")
    figure coverage "$(tests_passed coverage), line coverage ${lines:-unknown}"
}

# The crash matrix again where servers are as slow as usual, and many double crashes.
nightly_crashes() {
    local single=0 double=0 passed
    configure release
    build release twinlake worldhost tst_crashmatrix tst_doublecrash
    TWINLAKE_BOUNDARY_STEP=${TWINLAKE_BOUNDARY_STEP:-1} TWINLAKE_SCENARIO=regional-outage \
        TWINLAKE_DOUBLE_CRASHES=${TWINLAKE_DOUBLE_CRASHES:-1000} \
        run_tests release --tests-regex '^tst_(crashmatrix|doublecrash)' || failed=1
    single=$(test_log release | sum_of ': ([0-9]+) crashes, each')
    double=$(test_log release | sum_of ' ([0-9]+) trials, [0-9]+ with two lost consoles')
    passed=$(tests_passed release)
    figure crashes "$((single + double)) crash trials ($single single, $double double), $passed"
}

# Sequences of the pure core, and schedules of two operators.
nightly_searches() {
    local sequences schedules
    configure release
    build release twinlake tst_randomcommands tst_twooperators
    TWINLAKE_SEQUENCES=${TWINLAKE_SEQUENCES:-100000} TWINLAKE_SCHEDULES=${TWINLAKE_SCHEDULES:-1000} \
        run_tests release --tests-regex '^tst_(randomcommands|twooperators)$' || failed=1
    sequences=$(test_log release | sum_of ' ([0-9]+) random sequences')
    schedules=$(test_log release | sum_of ' ([0-9]+) schedules of two operators')
    figure searches "$sequences sequences, $schedules schedules, $(tests_passed release)"
}

# Seeded bugs that the tests have to notice; TWINLAKE_MUTANTS names some of them.
nightly_mutants() {
    local log=$twinlake_root/build/mutants.log names=()
    mkdir -p -- "$twinlake_root/build"
    read -ra names <<<"${TWINLAKE_MUTANTS:-}"
    "$twinlake_root/tests/mutants/run.sh" "${names[@]}" | tee "$log" || failed=1
    figure mutants "$(tail -n 1 -- "$log")"
}

nightly_lint() {
    local log=$twinlake_root/build/lint.log status=clean
    mkdir -p -- "$twinlake_root/build"
    "$twinlake_root/packaging/lint.sh" 2>&1 | tee "$log" || failed=1 status="not clean"
    figure lint "$status, $(grep -cE ': (warning|error): ' -- "$log" || true) complaints in $(sed -nE \
        's/^clang-(tidy|format) over ([0-9]+) files$/\2/p' "$log" | paste -sd/) files"
}

nightly_fuzz() {
    local log=$twinlake_root/build/fuzz.log seconds=${TWINLAKE_FUZZ_SECONDS:-900} broken inputs
    mkdir -p -- "$twinlake_root/build"
    "$twinlake_root/packaging/fuzz.sh" "$seconds" 2>&1 | tee "$log" || failed=1
    inputs=$(sum_of 'stat::number_of_executed_units: ([0-9]+)' <"$log")
    broken=$(grep -c '^fuzz_.* broke' -- "$log" || true)
    figure fuzz "$(grep -c '^Fuzzing ' -- "$log" || true) targets, $seconds s each, $inputs inputs, $broken broke"
}

# nightly PART...: one after the other; figures at the end, also when one of them ends badly.
nightly() {
    local part
    export TWINLAKE_CHANCE=1 # seeds that nobody chose, printed by each test
    for part in "$@"; do
        say "Nightly part: $part"
        case $part in
        tsan | coverage) TWINLAKE_BOUNDARY_STEP=${TWINLAKE_BOUNDARY_STEP:-20} "nightly_$part" ;; # a sample: all is slow
        *) "nightly_$part" ;;
        esac
    done
    print_figures
}
