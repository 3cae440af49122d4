// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one place that logs HTTP. It is given no headers and no whole bodies, so it cannot log a token.
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>

namespace twinlake {

struct CallLine {
    QByteArray method;
    QUrl url;
    int status = 0; ///< 0: no status line was read
    std::chrono::milliseconds took{};
    bool secretPath = false; ///< a presigned address: its path is the secret
    QString note; ///< our own words about a failure
    QByteArray body; ///< the answer's body; leave it empty where it may hold a secret
};

void logCall(const CallLine &line);

/// Text of a server made fit to show: no control characters, no token-like words, at most `limit` characters.
QString plainServerText(const QString &text, int limit = 500);

} // namespace twinlake
