#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Seeded bugs: applies each patch of this folder to a copy of the tree, builds the one test that its header names and
# expects that test to fail. Ends non-zero if a bug survives, or if a patch applies no longer.
#
#   tests/mutants/run.sh [--work DIR] [NAME...]
#
# DIR keeps the copy and its build between runs (default: build/mutants).
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
work="$root/build/mutants"
if [[ "${1:-}" == --work ]]; then
    work=$2
    shift 2
fi
readonly root work
readonly copy="$work/source"
readonly build="$copy/build/release" # laid out as the tree itself is, so that the compiler cache knows it
# Each test draws its usual seeds here, also at night: a seeded bug is judged by the same thing each time.
readonly longest=240 # s a test may take; one that hangs has noticed

header() { # KEY PATCH: the value of "KEY: value" above the diff
    sed -n "s/^$1: //p" "$2" | head -n 1
}

make_copy() {
    mkdir -p "$copy"
    (cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null -T - --ignore-failed-read -cf -) \
        | tar -xf - -C "$copy"
    if [[ ! -f "$build/build.ninja" ]]; then
        (cd "$copy" && CCACHE_BASEDIR=$copy CCACHE_NOHASHDIR=1 cmake --preset release >"$work/cmake.log" 2>&1)
    fi
}

build_test() { # TEST
    CCACHE_BASEDIR=$copy CCACHE_NOHASHDIR=1 nice ninja -C "$build" -j "${TWINLAKE_JOBS:-2}" "$1" >"$work/build.log" 2>&1
}

# The copy is no work tree: a repository around it is not to be looked for.
patch_copy() {
    GIT_CEILING_DIRECTORIES=$work git -C "$copy" apply "$@"
}

# Prints how it ended: caught, survived, "does not apply" or "does not build".
try_mutant() { # PATCH
    local test filter verdict
    test=$(header Test "$1")
    filter=$(header Function "$1")
    if ! patch_copy --check "$1" 2>"$work/apply.log"; then
        echo "does not apply"
        return
    fi
    patch_copy "$1"
    if ! build_test "$test"; then
        verdict="does not build"
    elif (cd "$work" && QT_QPA_PLATFORM=offscreen TZ=UTC LC_ALL=C.UTF-8 env -u TWINLAKE_CHANCE \
        timeout -k 5 "$longest" \
        "$build/bin/$test" ${filter:+"$filter"}) >"$work/test.log" 2>&1; then
        verdict="survived"
    else
        verdict="caught"
    fi
    patch_copy -R "$1"
    echo "$verdict"
}

patches=()
if (($# > 0)); then
    for name in "$@"; do patches+=("$root/tests/mutants/${name%.patch}.patch"); done
else
    patches=("$root"/tests/mutants/*.patch)
fi

make_copy
bad=0
printf '%-34s %-22s %s\n' "seeded bug" "test" "result"
for patch in "${patches[@]}"; do
    result=$(try_mutant "$patch")
    [[ $result == caught ]] || bad=$((bad + 1))
    printf '%-34s %-22s %s\n' "$(basename "$patch" .patch)" "$(header Test "$patch")" "$result"
done
echo "${#patches[@]} seeded bugs, $((${#patches[@]} - bad)) caught"
((bad == 0))
