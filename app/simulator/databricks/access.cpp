// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/access.h"

#include "app/simulator/databricks/replies.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

// "View or Admin or Manage Run or Owner": the level asked for, then Admin, then what is above.
QString wordsFor(const AclType &type, const QString &level)
{
    QStringList words;
    for (qsizetype at = std::max<qsizetype>(type.levels.indexOf(level), 0); at < type.levels.size(); ++at) {
        QString word = type.levels.at(at).section(u'_', 1).replace(u'_', u' ').toLower();
        if (word == u"manage")
            word = u"admin"_s;
        bool start = true;
        for (QChar &letter : word) {
            if (start)
                letter = letter.toUpper();
            start = letter == u' ';
        }
        if (word == u"Admin" && words.size() > 1)
            words.insert(1, word);
        else
            words << word;
    }
    return words.join(u" or "_s);
}

} // namespace

AccessControl::Asker askerOf(const Call &call)
{
    return {call.principal.userName, call.principal.groups};
}

AclEntry creatorOf(const Call &call)
{
    return {call.principal.servicePrincipal ? AclEntry::Kind::ServicePrincipal : AclEntry::Kind::User,
            call.principal.userName,
            {}};
}

std::optional<SimResponse> refusedAccess(const AccessControl &access, const Call &call, const QString &segment,
                                         const QString &id, const QString &level)
{
    if (access.allows(askerOf(call), segment, id, level))
        return std::nullopt;
    const AclType *const type = aclType(segment);
    return refusal(403, "PERMISSION_DENIED",
                   u"User %1 does not have %2 permissions on %3 %4"_s.arg(call.principal.userName,
                                                                          type ? wordsFor(*type, level) : level,
                                                                          type ? type->noun : segment, id.left(100)));
}

} // namespace twinlake::simulator
