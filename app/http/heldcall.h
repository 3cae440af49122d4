// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HeldCall: a request whose deadline is the stepped world's. It carries a name by which the simulator can say that it
// holds the request until time passes, so that the deadline costs no real time and cannot come too early on a busy
// machine.
#pragma once

#include "app/http/activity.h"

#include <QNetworkRequest>

#include <chrono>

namespace twinlake {

inline constexpr char callNameHeader[] = "X-Rehearsal-Call";
/// Real time, and only for a simulator that hangs: the world's time is what ends a call.
inline constexpr auto longestHeld = std::chrono::minutes(5);

struct HeldCall {
    Activity *world = nullptr; ///< null: the deadline is real
    QByteArray name;
    Duration patience{};
};

/// Names the request if a stepped world is told of it. Over TLS the simulator cannot read the name of what it holds in
/// the dark, so those keep a real deadline.
inline HeldCall nameCall(QNetworkRequest &wire, Activity *world, Duration patience)
{
    if (!world || wire.url().scheme() != QLatin1StringView("http"))
        return {};
    HeldCall call{world, world->nextCall(), patience};
    wire.setRawHeader(callNameHeader, call.name);
    return call;
}

} // namespace twinlake
