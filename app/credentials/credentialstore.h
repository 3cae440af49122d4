// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CredentialStore: the SecretStore. Knows every source that the estate file may name. OAuth tokens are kept until they
// are stale, what a keychain or a rehearsal gave until a server refuses it; files and variables are read each time.
// What has to be fetched is fetched once, however many ask meanwhile.
#pragma once

#include "app/credentials/oauthtoken.h"
#include "app/credentials/singleflight.h"
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
    QCoro::Task<Result<Secret>> secretFor(QString source, QString host, std::stop_token stop) override;
    /// What a door is given; the store must outlive the door.
    TokenSource tokenSource(const QString &source, const QUrl &host);

private:
    /// Shared with what is in flight, which may end after the store.
    struct Shelf {
        struct Failure {
            Error error;
            Instant until;
        };
        QMap<QString, AccessToken> accessTokens; ///< by source and host
        QMap<QString, Failure> failures; ///< the same: not asked again at once
        QMap<QString, Secret> secrets; ///< by source
    };
    using ShelfPtr = std::shared_ptr<Shelf>;

    QCoro::Task<Result<Secret>> fromDatabricksProfile(QString source, QString profile, QUrl host, std::stop_token stop);
    QCoro::Task<Result<Secret>> fromOAuth(QString source, OAuthClient client, std::stop_token stop);
    QCoro::Task<Result<Secret>> kept(QString source, QString name, std::stop_token stop);
    QCoro::Task<Result<Secret>> renewed(QString source, QUrl host, QByteArray refused, std::stop_token stop);

    static QCoro::Task<Result<AccessToken>> fetchOAuth(ShelfPtr shelf, QString key, OAuthClient client, Clock *clock,
                                                       Activity *activity, std::stop_token stop);
    static QCoro::Task<Result<Secret>> fetchKept(ShelfPtr shelf, QString source, QString name, Settings settings,
                                                 Clock *clock, std::stop_token stop);

    Settings m_settings;
    Clock &m_clock;
    ShelfPtr m_shelf = std::make_shared<Shelf>();
    SingleFlight<AccessToken> m_tokenFlights;
    SingleFlight<Secret> m_secretFlights;
};

} // namespace twinlake
