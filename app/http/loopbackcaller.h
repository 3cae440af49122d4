// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LoopbackCaller: calls to the simulator's control address, which is no API of a region: on this machine alone, without
// a token, past every proxy. Whatever leaves the machine goes through one of the two doors. A stepped world is advanced
// hundreds of times a minute, so a call is no more here than what goes over a socket that stays open.
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>

#include <qcoro/qcorotask.h>

namespace twinlake {

class LoopbackLine;

struct LoopbackAnswer {
    int status = 0; ///< 0: nothing answered, or the address is not on this machine
    QByteArray body;
    QString trouble; ///< why, with status 0
};

class LoopbackCaller {
public:
    /// Ends after 60 s of real time without a byte. An empty `json` is sent as no body.
    QCoro::Task<LoopbackAnswer> call(QByteArray method, QUrl url, QByteArray json);

private:
    LoopbackLine *lineTo(const QUrl &url);

    QObject m_home; ///< of the lines: a call in flight ends with it, and nobody is told
    QList<LoopbackLine *> m_idle;
};

} // namespace twinlake
