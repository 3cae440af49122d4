#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From a fresh clone to a running rehearsal: installs what is missing (Debian 12), builds, and opens the console on the
# built-in simulator; without a display it rehearses a whole outage as text. Options go on to "twinlake rehearse"; a
# command and its options go to twinlake as they are.
#
#   packaging/run.sh
#   packaging/run.sh --seed 9
#   packaging/run.sh status --estate acme
set -euo pipefail

# shellcheck source=packaging/lib/setup.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib/setup.sh"

install_packages "${build_packages[@]}"
ensure_home
configure release
build release twinlake

twinlake=$twinlake_root/build/release/twinlake
if (($# > 0)) && [[ $1 != -* ]]; then
    exec "$twinlake" "$@"
fi
if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    exec "$twinlake" rehearse "$@"
fi
say "No display: rehearsing a regional outage as text."
exec "$twinlake" rehearse --headless --scenario regional-outage --seed 7 --answers auto "$@"
