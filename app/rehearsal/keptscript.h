// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a rehearsal's folder keeps of its script: the scenario, its seed, and how far it was played. A console that was
// killed is then not the end of the rehearsal: whoever resumes plays on.
#pragma once

#include "app/rehearsal/scenarioplayer.h"

#include <QSet>

namespace twinlake {

struct ScriptPosition {
    std::optional<Instant> breakAt;
    std::optional<Instant> returnAt; ///< empty: not broken yet, nothing returns, or it did
    bool broken = false;
    QSet<QString> begun; ///< steps that were played, "incident/step"
    QList<PlayedFault> faults;
};

struct KeptScript {
    simulator::Scenario scenario;
    QByteArray text; ///< of the scenario: a file of the operator's own may change
    quint64 seed = 1;
    ScriptPosition position = {};
};

/// Written whole or not at all.
Result<> keepScript(const QString &folder, const KeptScript &script);
/// Empty if the folder holds none, or one of a version that this one cannot read.
std::optional<KeptScript> keptScript(const QString &folder);

} // namespace twinlake
