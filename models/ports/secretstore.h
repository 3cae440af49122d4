// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SecretStore: turns a credentials source of the estate file into a secret. The only way a token enters the program.
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <qcoro/qcorotask.h>

#include <stop_token>

namespace twinlake {

/// What authorizes requests to one host. Never logged, never journalled; it has no stream or debug operator on purpose.
struct Secret {
    QByteArray token; ///< PAT, Terraform token or an OAuth access token
    QString kind; ///< "pat", "oauth-m2m", "terraform": for the User-Agent and doctor
    QString source; ///< "databrickscfg:prod-use1": shown to the operator
};

class SecretStore {
public:
    virtual ~SecretStore() = default;
    /// `source` as in the estate file ("databrickscfg:PROFILE", "keychain:NAME", "env:VAR", "rehearsal:primary",
    /// "terraformrc"); `host` is the one the secret is for. Errors: Configuration (says what to write), Auth,
    /// Cancelled after `stop`.
    virtual QCoro::Task<Result<Secret>> secretFor(QString source, QString host, std::stop_token stop) = 0;
};

} // namespace twinlake
