// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the commands with an event loop share: errors to stderr, a clean end by signal, work that begins inside the
// loop.
#pragma once

#include "app/cli/printout.h"
#include "app/composition/estateclock.h"
#include "models/domain/result.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace twinlake {

/// Opens the estate's clock in an event loop of its own turn: the control address of a rehearsal has to answer.
/// On failure complains and ends the application with 1.
QCoro::Task<> withClock(Estate estate, std::function<void(std::shared_ptr<EstateClock>)> go);
/// Runs the event loop. `begin` is called inside it; `end` when a signal came, after which the loop ends with
/// 128 + signal.
int runLoop(std::function<void()> begin, std::function<void()> end);
/// The person at this console: the login name.
QString personHere();

} // namespace twinlake
