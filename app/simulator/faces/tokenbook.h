// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TokenBook: which bearer tokens one workspace of the simulator knows, and whose they are.
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>

namespace twinlake::simulator {

struct TokenBook {
    struct Principal {
        QString userName; ///< what /Me and the ledger show, never the token
        QString id; ///< SCIM id
    };

    QMap<QByteArray, Principal> tokens;
    QString workspaceId; ///< decimal text; constant per region, or Terraform would replace every resource

    std::optional<Principal> owner(const QByteArray &token) const
    {
        const auto found = tokens.constFind(token);
        return found == tokens.cend() ? std::nullopt : std::optional(*found);
    }
};

} // namespace twinlake::simulator
