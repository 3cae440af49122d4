// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SimWorkspace: the folders, notebooks and files of one workspace (contracts/databricks-api.md 6.2). A notebook is kept
// as source without its header line. "/Workspace/Users/x" and "/Users/x" are the same object.
#pragma once

#include "app/simulator/world/worldcontext.h"

#include <QByteArray>

#include <map>
#include <vector>

namespace twinlake::simulator {

struct WorkspaceObject {
    enum class Kind { Directory, Notebook, File };

    std::int64_t id = 0;
    Kind kind = Kind::Directory;
    QString path;
    QString language; ///< PYTHON, SQL, SCALA, R; of a notebook
    QByteArray content;
    SimTime createdAt;
    SimTime modifiedAt;
};

class SimWorkspace {
public:
    enum class Outcome { Done, Exists, NoParent, NotADirectory, Missing, NotEmpty, Protected };

    explicit SimWorkspace(const WorldContext &context);

    /// One leading slash, no trailing one, no "/Workspace" in front. Empty: it is not an absolute path.
    static QString normalized(const QString &path);

    /// Null if there is none. All paths from here on are normalized.
    const WorkspaceObject *find(const QString &path) const;
    const WorkspaceObject *find(std::int64_t id) const;
    std::vector<const WorkspaceObject *> children(const QString &path) const;
    Outcome makeDirectories(const QString &path);
    /// Creates or replaces a notebook or file; its parent must be there.
    Outcome write(WorkspaceObject object, bool overwrite);
    Outcome remove(const QString &path, bool recursive);

private:
    WorkspaceObject &add(WorkspaceObject object);

    const WorldContext &m_context;
    std::map<QString, WorkspaceObject> m_objects; ///< by path
    std::uint64_t m_ordinal = 0;
};

} // namespace twinlake::simulator
