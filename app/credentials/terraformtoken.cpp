// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/credentials/terraformtoken.h"

#include "app/cli/privatememory.h"
#include "app/credentials/configfile.h"
#include "app/http/json.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QUrl>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QString cliConfigPath()
{
    const QString named = qEnvironmentVariable("TF_CLI_CONFIG_FILE");
    return named.isEmpty() ? QDir::homePath() + u"/.terraformrc"_s : named;
}

QString credentialsPath()
{
    return QDir::homePath() + u"/.terraform.d/credentials.tfrc.json"_s;
}

/// The variable may also spell points, hyphens and the port as they are.
std::optional<QString> tokenInEnvironment(const QString &host)
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString ascii =
        QString::fromLatin1(QUrl::toAce(host.section(u':', 0, 0))) + host.mid(host.section(u':', 0, 0).size());
    for (const QString &name : {tokenVariable(host), tokenVariable(ascii), u"TF_TOKEN_"_s + host}) {
        const QString value = environment.value(name).trimmed();
        if (!value.isEmpty())
            return value;
    }
    return std::nullopt;
}

/// Comments go, text in quotes stays.
QString withoutComments(const QString &hcl)
{
    static const QRegularExpression parts(u"(\"(?:[^\"\\\\]|\\\\.)*\")|#[^\\n]*|//[^\\n]*|/\\*.*?\\*/"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    QString bare;
    qsizetype from = 0;
    for (const QRegularExpressionMatch &match : parts.globalMatch(hcl)) {
        bare += hcl.mid(from, match.capturedStart() - from) + match.captured(1);
        from = match.capturedEnd();
    }
    return bare + hcl.mid(from);
}

} // namespace

QString tokenVariable(const QString &host)
{
    QString name = host;
    name.replace(u'-', "__"_L1).replace(u'.', u'_');
    return u"TF_TOKEN_"_s + name;
}

std::optional<QString> tokenInCliConfig(const QString &text, const QString &host)
{
    static const QRegularExpression block(u"credentials\\s+\"([^\"]+)\"\\s*\\{([^}]*)\\}"_s);
    static const QRegularExpression token(u"(?:^|\\s)token\\s*=\\s*\"([^\"]+)\""_s);
    for (const QRegularExpressionMatch &match : block.globalMatch(withoutComments(text))) {
        const QRegularExpressionMatch inner = token.match(match.captured(2));
        if (match.captured(1).compare(host, Qt::CaseInsensitive) == 0 && inner.hasMatch())
            return inner.captured(1);
    }
    return std::nullopt;
}

std::optional<QString> tokenInCredentialsJson(const QString &text, const QString &host)
{
    const Result<nlohmann::json> document = parseJson(text.toUtf8());
    if (!document)
        return std::nullopt;
    QString token = host;
    token.replace(u'~', "~0"_L1).replace(u'/', "~1"_L1);
    return textAt(*document, u"/credentials/%1/token"_s.arg(token).toStdString());
}

Result<QByteArray> terraformToken(const QString &host)
{
    std::optional<QString> token = tokenInEnvironment(host);
    if (!token) {
        Result<QString> config = readConfigFile(cliConfigPath());
        token = config ? tokenInCliConfig(*config, host) : std::nullopt;
        if (config)
            wipe(*config); // it holds the tokens of all hosts
    }
    if (!token) {
        Result<QString> credentials = readConfigFile(credentialsPath());
        token = credentials ? tokenInCredentialsJson(*credentials, host) : std::nullopt;
        if (credentials)
            wipe(*credentials);
    }
    if (!token)
        return fail(
            Error::Kind::Configuration,
            QCoreApplication::translate("Credentials",
                                        "There is no Terraform token for %1. Run \u201cterraform login %1\u201d, set "
                                        "%2, or write a credentials block into %3.")
                .arg(host, tokenVariable(host), cliConfigPath()));
    return token->toUtf8();
}

} // namespace twinlake
