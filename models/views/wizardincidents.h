// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardIncidents: every incident that the engine told of, with what this window remembers of each. One process drives
// incidents of several groups side by side.
#pragma once

#include "models/domain/observation.h"
#include "models/runbook/runstate.h"
#include "models/views/wizardreadings.h"

#include <QSet>

namespace twinlake {

struct WizardIncident {
    RunState run;
    WizardReadings readings; ///< of the region that catches up, since its catch-up began
    std::optional<StepId> looked; ///< a step that is looked at instead of the current one
    std::optional<qint64> sentAfter; ///< sequence of the state that a command was sent on

    /// Its state with the readings of its catch-up.
    RunState shown() const;
};

class WizardIncidents {
public:
    enum class News { Ignored, Known, New };

    /// A closed incident that was dismissed is not taken up again.
    News take(const RunState &run);
    /// The newest watermarks of each catch-up under way.
    void collect(const EstateSnapshot &snapshot);
    void dismiss(const IncidentId &id);

    const WizardIncident *find(const IncidentId &id) const;
    WizardIncident *find(const IncidentId &id);
    /// The one to look at next: who waits for a person comes first, then who is open. Null if there is none.
    const WizardIncident *next() const;
    /// The open incident of a group; null if there is none.
    const WizardIncident *openOf(const QString &group) const;
    int openCount() const;
    const QList<WizardIncident> &all() const { return m_all; }
    /// The engine turned a command down: everything may be asked again.
    void releaseCommands();

private:
    QList<WizardIncident> m_all; ///< in the order of their coming
    QSet<IncidentId> m_dismissed;
};

} // namespace twinlake
