// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every way on from a state: time, the network, the services, the operator, and the loss of the console.
#pragma once

#include "tests/models/runbook/modelconsole.h"

#include <functional>
#include <memory>

namespace twinlake {

struct Move {
    /// Whether a person leaves the incident before its end, and how.
    enum class Leaves { No, ForANamedState, AsItIs };
    QString name;
    std::function<ModelState()> take; ///< where it leads, worked out when it is asked
    Leaves leaves = Leaves::No;
};

class ModelMoves {
public:
    /// `mostAdversities` can happen on one way.
    ModelMoves(RecipeKind kind, int mostAdversities);

    QList<Move> from(const ModelState &state) const;

private:
    using Stands = ModelConsole::Stands;

    Stands settle(ModelState &state) const;
    using StatePtr = std::shared_ptr<const ModelState>;

    void crashes(QList<Move> &moves, const StatePtr &state) const;
    void atSend(QList<Move> &moves, const ModelState &state) const;
    void atGate(QList<Move> &moves, const ModelState &state) const;
    void standing(QList<Move> &moves, const ModelState &state) const;
    void strikes(QList<Move> &moves, const StatePtr &state) const;
    bool mayStrike(const ModelState &state) const { return state.adversities < m_mostAdversities; }

    ModelConsole m_console;
    int m_mostAdversities;
};

} // namespace twinlake
