# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What run.sh, test.sh and lint.sh share: packages, configure, build, and a summary that names what was skipped.
# Sourced, never run.

twinlake_root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
readonly twinlake_root

# Debian 12 names. The first list builds and runs, the second is for lint.sh, the third for fuzz.sh.
# shellcheck disable=SC2034 # used by the scripts
readonly build_packages=(
    build-essential cmake ninja-build ccache pkg-config ca-certificates tzdata
    qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-httpserver-dev qt6-websockets-dev qt6-svg-dev
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqt6sql6-sqlite
    qcoro-qt6-dev qtkeychain-qt6-dev nlohmann-json3-dev libspdlog-dev libexpected-dev libsqlite3-dev zlib1g-dev
    librapidcheck-dev
    fontconfig fonts-dejavu-core
    python3 python3-venv gdb
)
# shellcheck disable=SC2034 # used by lint.sh
readonly lint_packages=(git python3 clang-format clang-tidy)
# shellcheck disable=SC2034 # used by fuzz.sh
readonly fuzz_packages=(clang libclang-rt-14-dev)

readonly exit_usage=3
skipped_steps=()

say() {
    printf '%s\n' "$*" >&2
}

# skip NAME WHY: remembered for the summary; fatal when everything is required.
skip() {
    skipped_steps+=("$1: $2")
    say "skipped: $1: $2"
}

# Prints what was skipped. Fails if something was, and TWINLAKE_REQUIRE_ALL=1 says that nothing may be.
summarize_skips() {
    if ((${#skipped_steps[@]} == 0)); then
        say "Nothing was skipped."
        return 0
    fi
    say "Skipped (${#skipped_steps[@]}):"
    local step
    for step in "${skipped_steps[@]}"; do
        say "  - ${step}"
    done
    if [[ ${TWINLAKE_REQUIRE_ALL:-0} == 1 ]]; then
        say "TWINLAKE_REQUIRE_ALL=1: a skipped step is a failure."
        return 1
    fi
}

is_debian_12() {
    [[ -r /etc/os-release ]] || return 1
    (
        # shellcheck disable=SC1091 # the system's own
        . /etc/os-release
        [[ ${ID:-} == debian && ${VERSION_ID:-} == 12 ]]
    )
}

missing_packages() {
    local package status
    for package in "$@"; do
        status=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true)
        [[ $status == ii* ]] || printf '%s\n' "$package"
    done
}

# install_packages NAME...: those that are missing, on Debian 12. Elsewhere it names them all and ends with 3.
install_packages() {
    if [[ ${TWINLAKE_SKIP_SETUP:-0} == 1 ]]; then
        return 0
    fi
    if ! is_debian_12; then
        say "This set-up knows Debian 12 only. Install what your system calls these packages:"
        say "  $*"
        say "Then run this again with TWINLAKE_SKIP_SETUP=1."
        exit "$exit_usage"
    fi
    local missing=() as_root=()
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} > 0)) || return 0
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            say "These packages are missing, and there is neither root nor sudo to install them:"
            say "  ${missing[*]}"
            exit "$exit_usage"
        fi
        as_root=(sudo)
    fi
    say "Installing: ${missing[*]}"
    "${as_root[@]}" apt-get -o Acquire::Retries=3 update >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 install -y --no-install-recommends \
        "${missing[@]}" >&2
}

# Some containers have no HOME, or one that cannot be written; the compiler cache needs a place all the same.
ensure_home() {
    if [[ -z ${HOME:-} ]]; then
        HOME=$(getent passwd "$(id -u)" | cut -d: -f6 || true)
        export HOME=${HOME:-/}
    fi
    if [[ -z ${CCACHE_DIR:-} && ! -w $HOME ]]; then
        export CCACHE_DIR=$twinlake_root/build/.ccache
    fi
    # A second clone, wherever it lies, finds what the first one compiled.
    export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$twinlake_root} CCACHE_NOHASHDIR=1
}

# configure PRESET: once, and afresh when the tree was moved. Later changes are the build's own business.
configure() {
    local preset=$1 cache=$twinlake_root/build/$1/CMakeCache.txt
    if [[ -f $cache && -f $twinlake_root/build/$preset/build.ninja ]] \
        && grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$twinlake_root" "$cache"; then
        return 0
    fi
    say "Configuring $preset"
    (cd "$twinlake_root" && cmake --fresh --preset "$preset" >&2)
}

# build PRESET [TARGET...]
build() {
    local preset=$1 targets=()
    shift
    (($# == 0)) || targets=(--target "$@")
    say "Building $preset"
    (cd "$twinlake_root" && cmake --build --preset "$preset" "${targets[@]}" >&2)
}

# run_tests PRESET [CTEST-OPTION...]: closes with a line of counts, and names every test that skipped something.
run_tests() {
    local preset=$1 status=0 log name
    shift
    log=$twinlake_root/build/$preset/Testing/Temporary/LastTest.log
    rm -f -- "$log"
    (cd "$twinlake_root" && ctest --preset "$preset" "$@") || status=$?
    if [[ -f $log ]]; then
        while IFS= read -r name; do
            skip "$preset: $name" "the test says so in $(basename -- "$log")"
        done < <(sed -n 's/^SKIP *: *\([^ ]*\).*/\1/p' "$log" | sed 's/:$//' | sort -u)
    fi
    return "$status"
}

# fuzz_target NAME SECONDS: first the corpus alone, then new inputs; what it finds new stays in the build tree.
fuzz_target() {
    local name=$1 seconds=$2 work=$twinlake_root/build/fuzz
    local findings=$work/findings/$name grown=$work/grown/$name
    mkdir -p -- "$findings" "$grown"
    say "Fuzzing $name for $seconds s"
    (
        cd "$work"
        export UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=detect_stack_use_after_return=0 QT_LOGGING_RULES='*=false'
        "bin/fuzz_$name" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1 \
            -dict="$twinlake_root/tests/fuzz/dict/$name.dict" -artifact_prefix="$findings/" \
            "$grown" "$twinlake_root/tests/fuzz/corpus/$name" >"$work/$name.log" 2>&1
    ) && {
        grep -a -E '^(stat::number_of_executed_units|stat::peak_rss_mb)' "$work/$name.log" >&2 || true
        return 0
    }
    tail -n 60 -- "$work/$name.log" >&2
    say "fuzz_$name broke: see $findings"
    return 1
}
