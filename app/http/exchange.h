// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One request and its answer on the wire, whichever door it belongs to: total deadline, byte cap, cut answers noticed.
#pragma once

#include "app/http/heldcall.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QList>
#include <QNetworkReply>

#include <qcoro/qcorotask.h>

#include <chrono>
#include <stop_token>

namespace twinlake {

struct Exchange {
    int status = 0; ///< 0: no status line was read
    QByteArray body;
    QList<QNetworkReply::RawHeaderPair> headers;
    QUrl url;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString errorText; ///< Qt's words
    bool timedOut = false; ///< our deadline
    bool cancelled = false; ///< our stop token
    bool tooLarge = false;
    bool truncated = false; ///< shorter than announced, or ended by an error after the status line
    std::chrono::milliseconds took{};

    /// First header of that name, any case; empty if there is none.
    QByteArray header(QByteArrayView name) const;
    bool isSuccess() const { return status >= 200 && status < 300 && isWhole(); }
    bool isWhole() const { return !timedOut && !cancelled && !tooLarge && !truncated; }
};

struct ExchangeLimits {
    std::chrono::milliseconds deadline; ///< real time, from now
    qint64 bodyCap;
    HeldCall held = {}; ///< named: its patience takes the place of the deadline
};

/// Owns `reply` and waits until it has finished, its deadline has passed or `stop` is requested.
QCoro::Task<Exchange> finishExchange(QNetworkReply *reply, ExchangeLimits limits, std::stop_token stop);

/// Why an exchange without a usable answer failed, in words that name the host. Never called on a status 2xx that is
/// whole.
Error transportError(const Exchange &exchange);

} // namespace twinlake
