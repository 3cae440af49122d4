// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CredentialSource: where a token is to be found. The estate file names places, it never holds a secret.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace twinlake {

struct CredentialSource {
    enum class Kind {
        DatabricksConfig, ///< databrickscfg:PROFILE, a section of ~/.databrickscfg
        Keychain, ///< keychain:NAME, the Secret Service
        Environment, ///< env:VAR, for machines without a person
        Rehearsal, ///< rehearsal:NAME, fetched from a simulator's control address
        TerraformRc, ///< terraformrc, what the Terraform command line uses
    };

    Kind kind = Kind::Keychain;
    QString name; ///< empty for terraformrc

    friend bool operator==(const CredentialSource &, const CredentialSource &) = default;
};

/// Empty if `text` is none of the five forms of design.md section 3.
std::optional<CredentialSource> credentialSourceFrom(const QString &text);
QString toText(const CredentialSource &source);

} // namespace twinlake
