// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// OperatorCommands: what a person, or the answers of a headless run, may tell the runner. Called on any thread; the
// answer is never returned here, it arrives as a new RunState (design.md 13: view models are told, they do not ask).
#pragma once

#include "models/domain/ids.h"
#include "models/domain/region.h"
#include "models/domain/time.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace twinlake {

/// Rearm makes the region that does not serve a standby again; SettleDebt makes Terraform's configuration say what
/// runs.
enum class RecipeKind { Failover, Failback, Switchover, Rearm, SettleDebt };

struct OpenIncident {
    RecipeKind recipe = RecipeKind::Failover;
    QString group;
    std::optional<Instant> t0; ///< failover: the operator's own T0; empty: proposed from the last watermark advance
    QString driver; ///< who drives, a name
    bool dryRun = false; ///< all reads and plan-only runs are real, nothing else is sent
};

/// The second person of a four-eyes gate: a token of their own, which is asked who it is and kept nowhere; or nobody,
/// and why that has to do.
struct SecondPerson {
    QByteArray token;
    QString aloneBecause; ///< with an empty token; counts once the gate has been open for `aloneAfter`
};
inline constexpr Duration aloneAfter = std::chrono::minutes(5);

class OperatorCommands {
public:
    virtual ~OperatorCommands() = default;

    virtual void open(OpenIncident request) = 0;
    /// Answers the open gate `gate`; `typed` is what was typed where the gate asks for the region, else empty.
    virtual void approve(IncidentId incident, QString gate, QString typed) = 0;
    /// Answers a gate that asks for two people. Refused if both tokens belong to one person.
    virtual void approveTogether(IncidentId incident, QString gate, QString typed, SecondPerson second) = 0;
    virtual void decline(IncidentId incident, QString gate, QString reason) = 0;
    /// Tries a failed or timed-out step again, from reading on; nothing is sent again that may have been received.
    virtual void retry(IncidentId incident, StepId step) = 0;
    virtual void skip(IncidentId incident, StepId step, QString reason) = 0;
    /// Lets the writes of `step` pass the rule named by its number ("I3"), once it was typed, with a reason.
    virtual void overrideRule(IncidentId incident, StepId step, QString rule, QString reason) = 0;
    virtual void pause(IncidentId incident) = 0;
    /// Also continues an incident of the journal that nobody drives, and one whose journal is elsewhere or lost, from
    /// what the coordination lock says. Empty: the only one there is.
    virtual void resume(IncidentId incident) = 0;
    /// Leaves by the safe way: discards runs of ours, sets variables back whose run never came, gives the lock back and
    /// names the state that is left. Nothing that runs is cooled down. What nobody drives is taken over for it, as
    /// resume() does; being aborted already, it goes on so. Refused once the incident is over.
    virtual void abort(IncidentId incident, QString reason) = 0;
    /// A planned switchover whose source died goes on as a failover; refused once the consumers were moved.
    virtual void escalate(IncidentId incident, QString reason) = 0;
    /// Ends the incident where it is without further writes.
    virtual void abandon(IncidentId incident, QString reason) = 0;
};

} // namespace twinlake
