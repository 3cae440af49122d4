#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the release preset and runs all tests. --nightly does the rest instead, in parts of at most two hours: all tests
# under the thread sanitizer and with coverage, the crash matrix among slow servers, long random searches, the seeded
# bugs, lint and long fuzzing. What had to be skipped is named at the end; TWINLAKE_REQUIRE_ALL=1 makes that a failure.
set -euo pipefail

# shellcheck source=packaging/lib/setup.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib/setup.sh"
# shellcheck source=packaging/lib/nightly.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib/nightly.sh"

usage() {
    say "Usage: packaging/test.sh [--nightly [PART...]]"
    say "Parts: ${nightly_parts[*]}; all of them if none is named."
}

complain() {
    say "$1"
    usage
    exit "$exit_usage"
}

is_part() {
    local part
    for part in "${nightly_parts[@]}"; do
        [[ $part != "$1" ]] || return 0
    done
    return 1
}

test_preset() {
    configure "$1"
    build "$1"
    run_tests "$1" || failed=1
}

is_nightly=0
parts=()
failed=0
while (($# > 0)); do
    case $1 in
    --nightly) is_nightly=1 ;;
    -h | --help)
        usage
        exit 0
        ;;
    *)
        ((is_nightly)) && [[ $1 != -* ]] || complain "test.sh does not know \"$1\"."
        is_part "$1" || complain "There is no nightly part \"$1\"."
        parts+=("$1")
        ;;
    esac
    shift
done

install_packages "${build_packages[@]}"
ensure_home
if ((is_nightly)); then
    ((${#parts[@]} > 0)) || parts=("${nightly_parts[@]}")
    nightly "${parts[@]}"
else
    test_preset release
fi
summarize_skips || failed=1
exit "$failed"
