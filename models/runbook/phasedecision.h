// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// decide: what one phase asks for now: to read, to show, to open its gate, to send its write, or to be done.
#pragma once

#include "models/runbook/next.h"

#include <QCoreApplication>

namespace twinlake {

/// The translation context of every sentence of the runbook.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Runbook)
};

/// `speaks`: this phase's sentence is the step's.
QList<Command> decide(const StepContext &context, bool speaks);

} // namespace twinlake
