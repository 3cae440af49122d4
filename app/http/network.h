// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Making access managers and requests the one way that is safe: manual redirects, system proxy, our certificates.
#pragma once

#include "models/ports/secretstore.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QString>
#include <QUrl>

#include <memory>

namespace twinlake {

struct LaterDeleter {
    void operator()(QObject *object) const { object->deleteLater(); }
};
using ManagerPtr = std::unique_ptr<QNetworkAccessManager, LaterDeleter>;

/// Uses the system's proxy, except for loopback addresses.
ManagerPtr makeManager();

/// No redirect is followed; the User-Agent names us and how we authenticate. `caBundle` as in trustWith().
QNetworkRequest makeRequest(const QUrl &url, const QString &caBundle, const QString &secretKind);

void authorize(QNetworkRequest &request, const Secret &secret);

/// Same scheme, host and port: where a token may go.
bool isSameOrigin(const QUrl &a, const QUrl &b);
bool isLoopback(const QUrl &url);

} // namespace twinlake
