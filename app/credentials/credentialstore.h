// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CredentialStore: the SecretStore. Knows every source that the estate file may name. OAuth tokens are kept until they
// are stale, what a keychain or a rehearsal gave until a server refuses it; files and variables are read each time.
#pragma once

#include "app/credentials/oauthtoken.h"
#include "app/http/hostoptions.h"
#include "models/ports/clock.h"
#include "models/ports/secretstore.h"

#include <QMap>
#include <QUrl>

namespace twinlake {

class CredentialStore : public SecretStore {
public:
    struct Settings {
        QUrl control; ///< a rehearsal's control address; empty on a real estate
        QString caBundle;
        Activity *activity = nullptr;
    };

    CredentialStore(Settings settings, Clock &clock);

    /// `host` is an address ("https://dbc-a.cloud.databricks.com") or only its name.
    QCoro::Task<Result<Secret>> secretFor(QString source, QString host) override;
    /// What a door is given; the store must outlive the door.
    TokenSource tokenSource(const QString &source, const QUrl &host);

private:
    QCoro::Task<Result<Secret>> fromDatabricksProfile(QString source, QString profile, QUrl host);
    QCoro::Task<Result<Secret>> fromOAuth(QString source, OAuthClient client);
    QCoro::Task<Result<Secret>> fromRehearsal(QString source, QString who);
    QCoro::Task<Result<Secret>> kept(QString source, QString name);
    QCoro::Task<Result<Secret>> renewed(QString source, QUrl host);

    Settings m_settings;
    Clock &m_clock;
    QMap<QString, AccessToken> m_accessTokens; ///< by source and host
    QMap<QString, Secret> m_kept; ///< by source
};

} // namespace twinlake
