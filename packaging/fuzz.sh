#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the fuzz targets with clang and runs each over its corpus, then for so many seconds (60). Inputs that break
# something are left in build/fuzz/findings; a new one belongs into tests/fuzz/corpus once it is mended.
#
#   packaging/fuzz.sh
#   packaging/fuzz.sh 600 sql terraform
#   packaging/fuzz.sh --short            as many targets at once as there are processors, 15 s each: for every commit
set -euo pipefail

# shellcheck source=packaging/lib/setup.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib/setup.sh"

at_once=1
seconds=${1:-60}
if [[ $seconds == --short ]]; then
    seconds=15
    at_once=$(nproc)
fi
if [[ ! $seconds =~ ^[0-9]+$ ]]; then
    say "Usage: packaging/fuzz.sh [SECONDS|--short [TARGET...]]"
    exit "$exit_usage"
fi
shift || true

install_packages "${build_packages[@]}" "${fuzz_packages[@]}"
if ! command -v clang++ >/dev/null; then
    skip "fuzz targets" "clang++ is not installed"
    summarize_skips
    exit
fi
ensure_home

targets=("$@")
if ((${#targets[@]} == 0)); then
    targets=()
    for folder in "$twinlake_root"/tests/fuzz/corpus/*/; do
        targets+=("$(basename -- "$folder")")
    done
fi
configure fuzz
build fuzz "${targets[@]/#/fuzz_}"

failed=0
running=()
# finish COUNT: waits until no more than so many are running.
finish() {
    while ((${#running[@]} > $1)); do
        wait "${running[0]}" || failed=1
        running=("${running[@]:1}")
    done
}
for target in "${targets[@]}"; do
    finish "$((at_once - 1))"
    fuzz_target "$target" "$seconds" &
    running+=("$!")
done
finish 0
exit "$failed"
