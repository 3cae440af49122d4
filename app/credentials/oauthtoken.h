// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// OAuth machine-to-machine tokens of a Databricks workspace: client id and secret for an hour's access token
// (contracts/databricks-api.md 1.3).
#pragma once

#include "app/http/activity.h"
#include "models/domain/result.h"
#include "models/ports/clock.h"

#include <QByteArray>
#include <QUrl>

#include <qcoro/qcorotask.h>

#include <stop_token>

namespace twinlake {

struct OAuthClient {
    QUrl host; ///< the workspace: the client secret is sent there and nowhere else
    QString clientId;
    QString clientSecret;
    QString caBundle;
};

struct AccessToken {
    QByteArray token;
    Instant staleAt; ///< from here on a new one is fetched; the old one still works
    Instant expiresAt;
};

QCoro::Task<Result<AccessToken>> fetchAccessToken(OAuthClient client, Clock &clock, Activity *activity,
                                                  std::stop_token stop);

/// The token endpoint's answer, taken as of `now`. Stale min(half its life, 20 min) before it expires, and expired 40 s
/// early, as the platform refuses it then.
Result<AccessToken> accessTokenFrom(const QByteArray &body, const Instant &now);

} // namespace twinlake
