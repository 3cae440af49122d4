// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// runSimulate: `twinlake simulate` as a process: it prints where it listens and lives until it is told to stop.
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace twinlake::simulator {

struct SimulateOptions {
    QString scenario;
    std::optional<double> speed; ///< empty: step
    quint64 seed = 1;
    std::optional<int> pipelines; ///< of a region; empty: as the scenario says
    QString writeEstate; ///< file; empty: none
    QString tlsCert; ///< PEM files; both or neither
    QString tlsKey;
    /// A child of a rehearsal ends by itself when no request came for this long (real time) after its parent died.
    std::optional<std::chrono::minutes> orphanLimit;
};

/// Runs inside an existing QCoreApplication. Exit codes of design.md section 4; SIGTERM and SIGINT end it with 0.
int runSimulate(const SimulateOptions &options);

} // namespace twinlake::simulator
