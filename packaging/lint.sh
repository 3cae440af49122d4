#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How the code looks: clang-format and clang-tidy over every tracked source. clang-tidy takes minutes; --format does
# without it.
set -euo pipefail

# shellcheck source=packaging/lib/setup.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib/setup.sh"

format_only=0
case ${1:-} in
'') ;;
--format) format_only=1 ;;
*)
    say "Usage: packaging/lint.sh [--format]"
    exit "$exit_usage"
    ;;
esac

install_packages "${build_packages[@]}" "${lint_packages[@]}"
ensure_home
cd "$twinlake_root"

# Runs moc for every target, and compiles nothing.
write_moc_files() { # PRESET
    local targets
    cmake "$twinlake_root/build/$1" >/dev/null # a file that is new has its target now
    mapfile -t targets < <(ninja -C "$twinlake_root/build/$1" -t targets all | sed -n 's/^\([^/].*_autogen\): phony$/\1/p')
    build "$1" "${targets[@]}"
}

failed=0
mapfile -t sources < <(git ls-files -- '*.h' '*.cpp')
say "clang-format over ${#sources[@]} files"
clang-format --dry-run -Werror "${sources[@]}" || failed=1

if ((!format_only)); then
    configure lint
    write_moc_files lint # clang-tidy reads them
    mapfile -t units < <(git ls-files -- '*.cpp')
    say "clang-tidy over ${#units[@]} files"
    # Libraries in their batches: most of the time goes into headers, which a batch reads once. The coverage build
    # compiles each file alone. The compile commands are those of another compiler, which has warnings of its own.
    run-clang-tidy -quiet -extra-arg=-Wno-unknown-warning-option -p build/lint '^((?!_autogen/|[.]rcc/).)*$' || failed=1
fi
exit "$failed"
