// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which estate an incident belongs to, when nobody says: the journals of this machine are looked through.
#pragma once

#include "app/cli/estatefile.h"
#include "app/cli/commandline.h"

namespace twinlake {

/// The estate whose journal holds `incident`, or the only one with an open incident if that is empty. The error is
/// lines to print.
tl::expected<LoadedEstate, QStringList> resumableEstate(const IncidentId &incident);
/// --estate, or for `resume` the estate found so; checked against group and answers. The group is filled in if there is
/// one only. The error is for stderr, exit code 3.
tl::expected<LoadedEstate, QStringList> estateOfIncident(CommandLine &line);

} // namespace twinlake
