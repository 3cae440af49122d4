// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The modes of the one binary, each built once from its parts. Every function runs inside an existing application
// object and gives the exit code (design.md section 4).
#pragma once

#include "app/cli/commandline.h"

namespace twinlake {

// reader composition
int runStatus(const CommandLine &line);
int runWall(const CommandLine &line);

// driver composition
int runHeadlessRehearsal(const CommandLine &line);
int runHeadlessIncident(const CommandLine &line);
int runIncidents(const CommandLine &line);
/// `run` and `resume` with a window.
int runIncidentWindow(const CommandLine &line);
int runRehearsalWindow(const CommandLine &line);
int runConsole(const CommandLine &line);

} // namespace twinlake
