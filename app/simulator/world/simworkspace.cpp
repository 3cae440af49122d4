// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/simworkspace.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

QString parentOf(const QString &path)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    return slash <= 0 ? u"/"_s : path.left(slash);
}

QByteArray firstSource(const FleetPipeline &pipeline)
{
    const QString text = u"import dlt\n"
                         "from pyspark.sql import functions as F\n"
                         "\n"
                         "# COMMAND ----------\n"
                         "\n"
                         "@dlt.table(name=\"%1\")\n"
                         "def bronze():\n"
                         "    return (spark.readStream.format(\"cloudFiles\")\n"
                         "            .option(\"cloudFiles.format\", \"json\")\n"
                         "            .load(spark.conf.get(\"landing_zone\")))\n"
                         "\n"
                         "# COMMAND ----------\n"
                         "\n"
                         "@dlt.table(name=\"%2\")\n"
                         "def gold():\n"
                         "    return dlt.read_stream(\"%1\").withColumn(\"event_timestamp\", F.col(\"ts\"))\n"_s;
    return text.arg(pipeline.bronzeTable, pipeline.goldTable).toUtf8();
}

} // namespace

SimWorkspace::SimWorkspace(const WorldContext &context)
    : m_context(context)
{
    const SimTime longAgo = context.fleet.start - std::chrono::hours(240);
    for (const QString &folder : {u"/"_s, u"/Repos"_s, u"/Shared"_s, u"/Users"_s, u"/Shared/dlt"_s})
        add({0, WorkspaceObject::Kind::Directory, folder, {}, {}, longAgo, longAgo});
    for (const FleetGroup &group : context.fleet.groups) {
        for (const FleetPipeline &pipeline : group.pipelines)
            add({0, WorkspaceObject::Kind::Notebook, u"/Shared/dlt/"_s + pipeline.name, u"PYTHON"_s,
                 firstSource(pipeline), longAgo, longAgo});
    }
}

QString SimWorkspace::normalized(const QString &path)
{
    if (!path.startsWith(u'/'))
        return {};
    QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    if (!parts.isEmpty() && parts.first() == u"Workspace")
        parts.removeFirst();
    return u'/' + parts.join(u'/');
}

WorkspaceObject &SimWorkspace::add(WorkspaceObject object)
{
    object.id = m_context.draw.number(m_context.entity(u"workspace"_s), ++m_ordinal);
    const QString path = object.path;
    return m_objects.insert_or_assign(path, std::move(object)).first->second;
}

const WorkspaceObject *SimWorkspace::find(const QString &path) const
{
    const auto found = m_objects.find(path);
    return found == m_objects.end() ? nullptr : &found->second;
}

const WorkspaceObject *SimWorkspace::find(std::int64_t id) const
{
    const auto found =
        std::find_if(m_objects.begin(), m_objects.end(), [id](const auto &entry) { return entry.second.id == id; });
    return found == m_objects.end() ? nullptr : &found->second;
}

std::vector<const WorkspaceObject *> SimWorkspace::children(const QString &path) const
{
    std::vector<const WorkspaceObject *> all;
    const QString prefix = path == u"/" ? path : path + u'/';
    for (auto entry = m_objects.lower_bound(prefix); entry != m_objects.end() && entry->first.startsWith(prefix);
         ++entry) {
        if (entry->first != u"/" && parentOf(entry->first) == path)
            all.push_back(&entry->second);
    }
    return all;
}

SimWorkspace::Outcome SimWorkspace::makeDirectories(const QString &path)
{
    QString built;
    for (const QString &part : path.split(u'/', Qt::SkipEmptyParts)) {
        built += u'/' + part;
        const WorkspaceObject *const there = find(built);
        if (there && there->kind != WorkspaceObject::Kind::Directory)
            return Outcome::NotADirectory;
        if (!there)
            add({0, WorkspaceObject::Kind::Directory, built, {}, {}, m_context.serverNow(), m_context.serverNow()});
    }
    return Outcome::Done;
}

SimWorkspace::Outcome SimWorkspace::write(WorkspaceObject object, bool overwrite)
{
    const WorkspaceObject *const parent = find(parentOf(object.path));
    if (!parent || parent->kind != WorkspaceObject::Kind::Directory)
        return Outcome::NoParent;
    const auto there = m_objects.find(object.path);
    object.modifiedAt = m_context.serverNow();
    if (there == m_objects.end()) {
        object.createdAt = m_context.serverNow();
        add(std::move(object));
        return Outcome::Done;
    }
    if (!overwrite || there->second.kind == WorkspaceObject::Kind::Directory)
        return Outcome::Exists;
    object.id = there->second.id;
    object.createdAt = there->second.createdAt;
    there->second = std::move(object);
    return Outcome::Done;
}

SimWorkspace::Outcome SimWorkspace::remove(const QString &path, bool recursive)
{
    if (!find(path))
        return Outcome::Missing;
    static const QStringList rooted{u"/"_s, u"/Users"_s, u"/Shared"_s, u"/Repos"_s};
    if (rooted.contains(path))
        return Outcome::Protected;
    if (!recursive && !children(path).empty())
        return Outcome::NotEmpty;
    const QString prefix = path + u'/';
    std::erase_if(m_objects, [&](const auto &entry) { return entry.first == path || entry.first.startsWith(prefix); });
    return Outcome::Done;
}

} // namespace twinlake::simulator
