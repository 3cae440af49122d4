// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CrashRecipe: a row of the crash matrix: what is run, how its world gets to where it begins, and what its end is.
#pragma once

#include "tests/faults/steppedworld.h"
#include "tests/faults/twinlakeprocess.h"

#include <vector>

namespace twinlake {

struct CrashRecipe {
    QString name;
    QString runbook; ///< as `twinlake run` takes it
    /// From a world that has just begun, by `console` where a recipe has to be carried out first. Gives what went
    /// wrong; empty if nothing did.
    QString (*prepare)(const SteppedWorld &world, const Console &console);
    QString (*isWhole)(const QJsonObject &state, const QString &group);
    int boundaries; ///< about so many; for drawing one of them
    bool isLocked = true; ///< false: Terraform is silent, so nobody can take the coordination lock
    bool isAborted = false; ///< by the answers that `prepare` wrote: ends as interrupted
    bool isEscalated = false; ///< by those answers: the source dies, and a failover follows as an incident of its own

    int exitCode() const { return isAborted ? 1 : 0; }
};

const std::vector<CrashRecipe> &crashRecipes();
/// The group that all of them are about.
const QString &crashGroup();
/// `run RUNBOOK` for that group, or `resume`, without a person: by the answers file of the world, if it has one.
QStringList crashArguments(const SteppedWorld &world, const QString &runbook);

} // namespace twinlake
