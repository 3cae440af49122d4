// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Activity: told when a request goes in flight and when it has ended. The stepped clock advances only in between, and
// while the simulator holds every request that is still in flight.
#pragma once

#include "models/domain/time.h"

#include <QByteArray>

#include <qcoro/qcorotask.h>

#include <functional>

class QObject;

namespace twinlake {

class Activity {
public:
    virtual ~Activity() = default;
    virtual void began() = 0;
    virtual void ended() = 0;

    /// A name for a call on the wire that no other call has, of any process.
    virtual QByteArray nextCall() = 0;
    /// The call has gone out. Once `patience` of the world's time has passed without answered(), `overdue` is called on
    /// the thread of `context`, which must live until answered(). Goes inside a pair of began() and ended().
    virtual void sent(const QByteArray &call, Duration patience, QObject *context, std::function<void()> overdue) = 0;
    /// Its answer has come. Ends once the clock stands at the instant of the answer: that may reach us sooner than word
    /// of how far the world came.
    virtual QCoro::Task<> answered(QByteArray call) = 0;
};

} // namespace twinlake
