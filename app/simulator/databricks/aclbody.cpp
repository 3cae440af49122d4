// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/aclbody.h"

#include "app/simulator/databricks/replies.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

using AclKind = AclEntry::Kind;

tl::expected<AclEntry, SimResponse> entryFrom(const nlohmann::json &wish, const AclType &type)
{
    if (!wish.is_object())
        return tl::unexpected(invalidParameter(u"An entry of access_control_list must be an object."_s));
    BodyReader reader(wish);
    AclEntry entry;
    int names = 0;
    for (const AclKind kind : {AclKind::User, AclKind::Group, AclKind::ServicePrincipal}) {
        const QString name = reader.text(aclField(kind));
        if (name.isEmpty())
            continue;
        entry.kind = kind;
        entry.name = name;
        ++names;
    }
    entry.level = reader.text("permission_level");
    if (reader.complaint())
        return tl::unexpected(*reader.complaint());
    if (names != 1)
        return tl::unexpected(
            invalidParameter(u"An entry needs exactly one of user_name, group_name and service_principal_name."_s));
    if (!type.levels.contains(entry.level))
        return tl::unexpected(
            invalidParameter(u"'%1' is not a permission level of a %2."_s.arg(entry.level.left(100), type.noun)));
    if (entry.level == "IS_OWNER"_L1 && entry.kind == AclKind::Group)
        return tl::unexpected(invalidParameter(u"A group cannot be the owner of a %1."_s.arg(type.noun)));
    return entry;
}

} // namespace

const char *aclField(AclEntry::Kind kind)
{
    switch (kind) {
    case AclKind::Group:
        return "group_name";
    case AclKind::ServicePrincipal:
        return "service_principal_name";
    case AclKind::User:
        break;
    }
    return "user_name";
}

tl::expected<std::vector<AclEntry>, SimResponse> aclFrom(const nlohmann::json &body, const QString &segment)
{
    std::vector<AclEntry> entries;
    const AclType *const type = aclType(segment);
    const auto list = body.find("access_control_list");
    if (list == body.end() || list->is_null() || !type)
        return entries;
    if (!list->is_array())
        return tl::unexpected(
            invalidParameter(u"Could not parse request object: field 'access_control_list' must be an array."_s));
    int owners = 0;
    for (const nlohmann::json &wish : *list) {
        const auto entry = entryFrom(wish, *type);
        if (!entry)
            return tl::unexpected(entry.error());
        owners += entry->level == "IS_OWNER"_L1;
        entries.push_back(*entry);
    }
    if (owners > 1)
        return tl::unexpected(invalidParameter(u"The %1 must have exactly one owner."_s.arg(type->noun)));
    return entries;
}

} // namespace twinlake::simulator
