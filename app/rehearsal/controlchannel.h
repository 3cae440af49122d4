// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ControlChannel: the control address of a simulator, for whoever facilitates a rehearsal and for its clock. Loopback
// only; it is no API of a region and carries no token (design.md section 4).
#pragma once

#include "app/http/loopbackcaller.h"
#include "app/rehearsal/worldclock.h"
#include "models/domain/result.h"

#include <QJsonObject>
#include <QUrl>

#include <qcoro/qcorotask.h>

namespace twinlake {

/// How far a stepped world came.
struct Advanced {
    Instant now;
    bool held = true; ///< false: one of the calls is about to be answered, so the world stood still
    QList<QByteArray> missing = {}; ///< those that the simulator does not hold
};

class ControlChannel {
public:
    explicit ControlChannel(QUrl control);

    QCoro::Task<Result<WorldAnchor>> clock();
    QCoro::Task<Result<QJsonObject>> state();
    QCoro::Task<Result<QJsonObject>> ledger();
    /// Gives the fault's id.
    QCoro::Task<Result<QString>> addFault(QJsonObject fault);
    /// Fine too if the fault is over by itself.
    QCoro::Task<Result<>> liftFault(QString id);
    /// Delivers to a region's landing zone what the feeder has skipped.
    QCoro::Task<Result<>> backfill(QString region);
    QCoro::Task<Result<>> setSpeed(double speed);
    /// Step mode: lets the world run on by this much; gives the world's instant afterwards.
    QCoro::Task<Result<Instant>> advance(Duration span);
    /// Step mode: lets the world run on to `instant`, or until the first of the `calls` that it holds is held no more.
    QCoro::Task<Result<Advanced>> advanceTo(Instant instant, QList<QByteArray> calls);

private:
    QCoro::Task<Result<QJsonObject>> call(QByteArray method, QString path, QJsonObject body);
    QCoro::Task<Result<>> tell(QString path, QJsonObject body);

    QUrl m_control;
    LoopbackCaller m_caller;
};

} // namespace twinlake
