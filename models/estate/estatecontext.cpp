// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the sections of an estate file share: rules, uniqueness, and which addresses and credentials fit a rehearsal.
#include "models/estate/estatecontext.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isLoopback(const QUrl &url)
{
    static const QRegularExpression local(u"^127(\\.\\d{1,3}){3}\\z"_s);
    return url.host() == "localhost"_L1 || url.host() == "::1"_L1 || local.match(url.host()).hasMatch();
}

} // namespace

void EstateContext::judgeRehearsal(bool isRehearsal)
{
    for (const auto &[place, url] : std::as_const(addresses)) {
        if (isRehearsal && !isLoopback(url)) {
            problems.add(
                place,
                estateWords(
                    QT_TRANSLATE_NOOP("EstateFile", "A rehearsal talks to this machine only, and \"%1\" is not on it."))
                    .arg(url.host()),
                estateWords(QT_TRANSLATE_NOOP("EstateFile",
                                              "Write an address at 127.0.0.1, or remove the \"rehearsal\" section.")));
        } else if (!isRehearsal && url.scheme() == "http"_L1) {
            problems.add(
                place,
                estateWords(QT_TRANSLATE_NOOP(
                    "EstateFile",
                    "Plain http would send the token unprotected; only a rehearsal on this machine may use it.")),
                estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write https:// instead of http://.")));
        }
    }
    for (const auto &[place, source] : std::as_const(credentials)) {
        if (isRehearsal && source.kind != CredentialSource::Kind::Rehearsal) {
            problems.add(
                place, estateWords(QT_TRANSLATE_NOOP("EstateFile", "A rehearsal must not touch real credentials.")),
                estateWords(QT_TRANSLATE_NOOP(
                    "EstateFile", "Write \"rehearsal:primary\", \"rehearsal:secondary\" or \"rehearsal:terraform\".")));
        } else if (!isRehearsal && source.kind == CredentialSource::Kind::Rehearsal) {
            problems.add(
                place,
                estateWords(QT_TRANSLATE_NOOP(
                    "EstateFile", "Credentials of a rehearsal need the \"rehearsal\" section, which is missing.")),
                estateWords(QT_TRANSLATE_NOOP(
                    "EstateFile",
                    "Write databrickscfg:PROFILE, keychain:NAME, env:VARIABLE or, for Terraform, terraformrc.")));
        }
    }
}

void EstateContext::once(const JsonPlace &place, const QString &kind, const QString &value)
{
    if (!place || value.isEmpty())
        return;
    const QString key = kind + u'\n' + value;
    if (const auto first = seen.constFind(key); first != seen.constEnd()) {
        problems.add(
            place,
            estateWords(QT_TRANSLATE_NOOP("EstateFile", "The %1 \"%2\" stands here a second time."))
                .arg(kind, value.left(80)),
            estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write another one; the first is on line %1.")).arg(*first));
        return;
    }
    seen.insert(key, place.node->at.line);
}

QUrl EstateContext::address(const JsonPlace &place, bool wholeHost)
{
    QUrl url = readUrl(place, wholeHost, problems);
    if (!url.isEmpty())
        addresses.append({place, url});
    return url;
}

QString EstateContext::credentialsOf(const JsonPlace &place, const QList<Kind> &allowed, const QString &example)
{
    static const TextRule anything{QRegularExpression(u"^.*\\z"_s), {}, u"keychain:NAME"_s};
    QString text = readText(place, anything, problems);
    if (!place || place.node->kind != JsonNode::Kind::Text)
        return {};
    const std::optional<CredentialSource> source = credentialSourceFrom(text);
    if (!source || !allowed.contains(source->kind)) {
        // What stands here may be a token that was pasted in: it is not repeated.
        problems.add(place,
                     estateWords(QT_TRANSLATE_NOOP(
                         "EstateFile", "This is not a place where credentials for this host can be found.")),
                     estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write %1, never the token itself.")).arg(example));
        return {};
    }
    credentials.append({place, *source});
    return text;
}

const TextRule &nameRule()
{
    static const TextRule rule{QRegularExpression(u"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}\\z"_s),
                               estateWords(QT_TRANSLATE_NOOP(
                                   "EstateFile", "a name of at most 63 letters, digits, dots, dashes and underscores")),
                               u"acme-lakehouse"_s};
    return rule;
}

const TextRule &labelRule()
{
    static const TextRule rule{QRegularExpression(u"^(?=.*\\S)[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,63}\\z"_s),
                               estateWords(QT_TRANSLATE_NOOP("EstateFile", "a line of 1 to 63 characters")),
                               u"us-east-1"_s};
    return rule;
}

const TextRule &workspaceRule()
{
    static const TextRule rule{
        QRegularExpression(u"^[A-Za-z0-9_-]{1,90}\\z"_s),
        estateWords(QT_TRANSLATE_NOOP("EstateFile", "a Terraform name of letters, digits, dashes and underscores")),
        u"dlt-us-east-1"_s};
    return rule;
}

const TextRule &variableRule()
{
    static const TextRule rule{QRegularExpression(u"^[A-Za-z_][A-Za-z0-9_-]{0,254}\\z"_s),
                               estateWords(QT_TRANSLATE_NOOP("EstateFile", "the name of a Terraform variable")),
                               u"active_region"_s};
    return rule;
}

} // namespace twinlake
