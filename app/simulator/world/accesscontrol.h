// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// AccessControl: who may do what with which object of a workspace (contracts/databricks-api.md 3.6). Admins may do
// everything; what is not written down here has no owner and only admins.
#pragma once

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace twinlake::simulator {

struct AclEntry {
    enum class Kind { User, Group, ServicePrincipal };

    Kind kind = Kind::User;
    QString name;
    QString level; ///< CAN_VIEW, CAN_RUN, CAN_MANAGE, IS_OWNER, ...
};

/// One kind of object that has permissions.
struct AclType {
    QString segment; ///< of the path: "pipelines"
    QString root; ///< of object_id: "/pipelines/"
    QString objectType; ///< of the answer: "pipelines"
    QString noun; ///< in messages: "pipeline"
    QStringList levels; ///< weakest first
    QStringList descriptions; ///< one for each level
    bool owned = false; ///< has exactly one owner
};

/// Null if nothing has such a segment.
const AclType *aclType(const QString &segment);

class AccessControl {
public:
    /// Who asks: their name and their groups.
    struct Asker {
        QString name;
        QStringList groups;
    };

    /// A new object: its creator owns it (or manages it, where there are no owners).
    void create(const QString &segment, const QString &id, const AclEntry &creator);
    void forget(const QString &segment, const QString &id);
    /// Direct entries, the owner first; admins' inherited right is not among them.
    std::vector<AclEntry> entries(const QString &segment, const QString &id) const;
    /// Replaces all entries; an owned object keeps its owner if none is given.
    void replace(const QString &segment, const QString &id, const std::vector<AclEntry> &entries);
    /// Adds, or changes the level of who is there already.
    void merge(const QString &segment, const QString &id, const std::vector<AclEntry> &entries);
    /// One who may do everything.
    static bool isAdmin(const Asker &asker);
    /// At least `level`.
    bool allows(const Asker &asker, const QString &segment, const QString &id, const QString &level) const;

private:
    using Key = std::pair<QString, QString>;

    std::map<Key, std::vector<AclEntry>> m_entries;
};

} // namespace twinlake::simulator
