// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LoopbackCaller: calls to the simulator's control address, which is no API of a region: on this machine alone, without
// a token, past every proxy. Whatever leaves the machine goes through one of the two doors.
#pragma once

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QString>
#include <QUrl>

#include <qcoro/qcorotask.h>

namespace twinlake {

struct LoopbackAnswer {
    int status = 0; ///< 0: nothing answered, or the address is not on this machine
    QByteArray body;
    QString trouble; ///< why, with status 0
};

class LoopbackCaller {
public:
    LoopbackCaller();

    /// Ends after 10 s of real time without a byte. An empty `json` is sent as no body.
    QCoro::Task<LoopbackAnswer> call(QByteArray method, QUrl url, QByteArray json);

private:
    QNetworkAccessManager m_network;
};

} // namespace twinlake
