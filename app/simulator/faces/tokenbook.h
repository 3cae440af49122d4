// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TokenBook: which bearer tokens and OAuth clients one workspace of the simulator knows, and whose they are.
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace twinlake::simulator {

struct TokenBook {
    struct Principal {
        QString userName; ///< what /Me and the ledger show, never the token
        QString id; ///< SCIM id
        QString displayName{}; ///< empty: the user name
        QStringList groups{QStringLiteral("admins"), QStringLiteral("users")};
        bool servicePrincipal = false; ///< then userName is its application id

        bool admin() const { return groups.contains(QStringLiteral("admins")); }
    };
    /// What may ask the token endpoint for a token of its own.
    struct Client {
        QByteArray secret;
        Principal principal;
    };

    QMap<QByteArray, Principal> tokens;
    QString workspaceId; ///< decimal text; constant per region, or Terraform would replace every resource
    QMap<QByteArray, Client> clients{}; ///< by client id

    std::optional<Principal> owner(const QByteArray &token) const
    {
        const auto found = tokens.constFind(token);
        return found == tokens.cend() ? std::nullopt : std::optional(*found);
    }
};

} // namespace twinlake::simulator
