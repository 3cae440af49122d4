// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A console over a Scene as a value: the pure core with its journal folded as it goes, one event at a time, so that it
// can be lost and followed by another after each of them.
#pragma once

#include "models/runbook/next.h"
#include "tests/models/runbook/modelscene.h"

namespace twinlake {

enum class Reply { Done, Refused, NotSent, LostButApplied, LostUnapplied };
/// How the next console comes by the journal: on the same machine, from a copy elsewhere, or not at all.
enum class Resume { Same, Copied, None };

/// How the world stands when the incident is opened: as its recipe usually finds it; or, for a re-arming, the standby
/// runs continuously where it is usually disarmed. OtherWay: the regions are exchanged, so the secondary is the one
/// that served from the beginning.
enum class Start { Usual, HotStandby, OtherWay };

struct ModelState {
    explicit ModelState(RecipeKind kind, Start start = Start::Usual);

    RunState run;
    World seen;
    Scene scene;
    QMap<QString, int> accepted; ///< writes that took effect, by what they do: the truth for I4
    QStringList violations;
    int adversities = 0; ///< how much has gone wrong so far

    /// Two states with the same signature go the same ways, up to times.
    QByteArray signature() const;
};

class ModelConsole {
public:
    explicit ModelConsole(RecipeKind kind);

    enum class Stands { Recorded, Read, AtSend, AtGate, Waits, Still, Over };
    /// One round of next(): writes events or reads; does not send, answer or wait.
    Stands round(ModelState &state) const;
    /// To the due instant, or further if nothing came of the last few waits.
    void wait(ModelState &state, int unchanged) const;
    /// What next() wants to send now.
    std::optional<Send> wanted(const ModelState &state) const;

    void intend(ModelState &state, const Send &send) const;
    void reply(ModelState &state, const Send &send, Reply how) const;
    /// The write reaches the service and the console is lost before it hears of it.
    void apply(ModelState &state, const Send &send) const { static_cast<void>(perform(state, send)); }
    void answer(ModelState &state, bool approved) const;
    void retry(ModelState &state, const StepId &step) const;
    void abort(ModelState &state) const;
    /// False if nothing tells the next console of the incident.
    bool canResume(const ModelState &state, Resume how) const;
    void resume(ModelState &state, Resume how) const;
    void record(ModelState &state, JournalEvent event) const;

private:
    Outcome perform(ModelState &state, const Send &send) const;

    Recipe m_recipe;
};

} // namespace twinlake
