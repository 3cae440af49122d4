// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The five written forms of a credential source.
#include "models/estate/credentialsource.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = CredentialSource::Kind;

const std::array<std::pair<QLatin1StringView, Kind>, 4> namedKinds{{{"databrickscfg"_L1, Kind::DatabricksConfig},
                                                                    {"keychain"_L1, Kind::Keychain},
                                                                    {"env"_L1, Kind::Environment},
                                                                    {"rehearsal"_L1, Kind::Rehearsal}}};

} // namespace

std::optional<CredentialSource> credentialSourceFrom(const QString &text)
{
    if (text == "terraformrc"_L1)
        return CredentialSource{Kind::TerraformRc, {}};
    static const QRegularExpression variable(u"^[A-Za-z_][A-Za-z0-9_]*\\z"_s);
    const qsizetype colon = text.indexOf(u':');
    const QString name = text.mid(colon + 1);
    if (colon < 0 || name.trimmed().isEmpty() || name.size() > 255)
        return std::nullopt;
    for (const auto &[word, kind] : namedKinds) {
        if (text.left(colon) != word)
            continue;
        if (kind == Kind::Environment && !variable.match(name).hasMatch())
            return std::nullopt;
        return CredentialSource{kind, name};
    }
    return std::nullopt;
}

QString toText(const CredentialSource &source)
{
    for (const auto &[word, kind] : namedKinds) {
        if (source.kind == kind)
            return word + u':' + source.name;
    }
    return u"terraformrc"_s;
}

} // namespace twinlake
