// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/accesscontrol.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString ownerLevel = u"IS_OWNER"_s;
const QString manageLevel = u"CAN_MANAGE"_s;

bool same(const AclEntry &a, const AclEntry &b)
{
    return a.kind == b.kind && a.name == b.name;
}

bool concerns(const AclEntry &entry, const AccessControl::Asker &asker)
{
    return entry.kind == AclEntry::Kind::Group ? asker.groups.contains(entry.name) : entry.name == asker.name;
}

QStringList fileLevels()
{
    return {u"CAN_READ"_s, u"CAN_RUN"_s, u"CAN_EDIT"_s, manageLevel};
}

QStringList fileDescriptions()
{
    return {u"Can read"_s, u"Can read and run"_s, u"Can read, run and edit"_s, u"Can edit and manage permissions"_s};
}

} // namespace

const AclType *aclType(const QString &segment)
{
    static const std::vector<AclType> types{
        {u"pipelines"_s,
         u"/pipelines/"_s,
         u"pipelines"_s,
         u"pipeline"_s,
         {u"CAN_VIEW"_s, u"CAN_RUN"_s, manageLevel, ownerLevel},
         {u"Can view the pipeline"_s, u"Can start and stop the pipeline"_s, u"Can manage the pipeline"_s,
          u"Is owner of the pipeline"_s},
         true},
        {u"jobs"_s,
         u"/jobs/"_s,
         u"job"_s,
         u"job"_s,
         {u"CAN_VIEW"_s, u"CAN_MANAGE_RUN"_s, manageLevel, ownerLevel},
         {u"Can view the job"_s, u"Can run and cancel runs of the job"_s, u"Can manage the job"_s,
          u"Is owner of the job"_s},
         true},
        {u"warehouses"_s,
         u"/sql/warehouses/"_s,
         u"warehouses"_s,
         u"SQL warehouse"_s,
         {u"CAN_VIEW"_s, u"CAN_USE"_s, u"CAN_MONITOR"_s, manageLevel, ownerLevel},
         {u"Can view the warehouse"_s, u"Can use the warehouse"_s, u"Can use and monitor the warehouse"_s,
          u"Can manage the warehouse"_s, u"Is owner of the warehouse"_s},
         true},
        {u"notebooks"_s, u"/notebooks/"_s, u"notebook"_s, u"notebook"_s, fileLevels(), fileDescriptions(), false},
        {u"files"_s, u"/files/"_s, u"file"_s, u"file"_s, fileLevels(), fileDescriptions(), false},
        {u"directories"_s, u"/directories/"_s, u"directory"_s, u"directory"_s, fileLevels(), fileDescriptions(),
         false}};
    const auto found =
        std::find_if(types.begin(), types.end(), [&](const AclType &type) { return type.segment == segment; });
    return found == types.end() ? nullptr : &*found;
}

void AccessControl::create(const QString &segment, const QString &id, const AclEntry &creator)
{
    const AclType *const type = aclType(segment);
    m_entries[{segment, id}] = {{creator.kind, creator.name, type && type->owned ? ownerLevel : manageLevel}};
}

void AccessControl::forget(const QString &segment, const QString &id)
{
    m_entries.erase({segment, id});
}

std::vector<AclEntry> AccessControl::entries(const QString &segment, const QString &id) const
{
    const auto found = m_entries.find({segment, id});
    return found == m_entries.end() ? std::vector<AclEntry>() : found->second;
}

void AccessControl::replace(const QString &segment, const QString &id, const std::vector<AclEntry> &entries)
{
    std::vector<AclEntry> kept;
    const auto isOwner = [](const AclEntry &entry) { return entry.level == ownerLevel; };
    if (std::none_of(entries.begin(), entries.end(), isOwner)) {
        for (const AclEntry &old : this->entries(segment, id)) {
            if (isOwner(old))
                kept.push_back(old);
        }
    }
    m_entries[{segment, id}] = kept;
    merge(segment, id, entries);
}

void AccessControl::merge(const QString &segment, const QString &id, const std::vector<AclEntry> &entries)
{
    std::vector<AclEntry> &all = m_entries[{segment, id}];
    for (const AclEntry &entry : entries) {
        std::erase_if(all, [&](const AclEntry &old) {
            return same(old, entry) || (entry.level == ownerLevel && old.level == ownerLevel);
        });
        all.insert(entry.level == ownerLevel ? all.begin() : all.end(), entry);
    }
}

bool AccessControl::isAdmin(const Asker &asker)
{
    return asker.groups.contains(u"admins"_s);
}

bool AccessControl::allows(const Asker &asker, const QString &segment, const QString &id, const QString &level) const
{
    const AclType *const type = aclType(segment);
    if (isAdmin(asker))
        return true;
    const auto found = m_entries.find({segment, id});
    if (!type || found == m_entries.end())
        return false;
    const auto wanted = type->levels.indexOf(level);
    return std::any_of(found->second.begin(), found->second.end(), [&](const AclEntry &entry) {
        return concerns(entry, asker) && type->levels.indexOf(entry.level) >= wanted;
    });
}

} // namespace twinlake::simulator
