// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Requests from a fuzzer's bytes: a script of up to a dozen, each "METHOD PATH?QUERY", a body and a number of seconds
// that pass. Readable, so that a corpus can be written by hand.
#pragma once

#include "app/simulator/faces/simhttp.h"

#include <vector>

namespace twinlake::simulator {

struct FuzzStep {
    SimRequest request;
    SimDuration passes{0};
};

/// Lines; a step begins with ">METHOD PATH" or ">METHOD PATH SECONDS" and its body is what follows up to the next. In
/// paths and bodies {1}, {2}, ... stand for ids of the world, so that a fuzzer reaches what is behind them.
std::vector<FuzzStep> fuzzSteps(const QByteArray &bytes, const QByteArrayList &ids, const QByteArray &token);

} // namespace twinlake::simulator
