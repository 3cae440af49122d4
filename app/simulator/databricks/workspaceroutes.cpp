// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Workspace files: get-status, list, export, mkdirs, delete (contracts/databricks-api.md 6.2).
#include "app/simulator/databricks/notebookformats.h"
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/databricks/workspacecalls.h"
#include "app/simulator/world/regionworld.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

using ObjectKind = WorkspaceObject::Kind;
using Outcome = SimWorkspace::Outcome;

nlohmann::json shown(const WorkspaceObject &object)
{
    static const std::map<ObjectKind, const char *> words{
        {ObjectKind::Directory, "DIRECTORY"}, {ObjectKind::Notebook, "NOTEBOOK"}, {ObjectKind::File, "FILE"}};
    nlohmann::json document{{"object_id", object.id},
                            {"object_type", words.at(object.kind)},
                            {"path", object.path.toStdString()},
                            {"resource_id", std::to_string(object.id)}};
    if (object.kind == ObjectKind::Notebook)
        document["language"] = object.language.toStdString();
    if (object.kind == ObjectKind::File)
        document["size"] = object.content.size();
    if (object.kind != ObjectKind::Directory) {
        document["created_at"] = epochMillis(object.createdAt);
        document["modified_at"] = epochMillis(object.modifiedAt);
    }
    return document;
}

SimResponse listDirectory(RegionWorld &world, const Call &call)
{
    const auto after = call.queryNumber(u"notebooks_modified_after"_s, 0, 0, INT64_MAX);
    if (!after)
        return invalidParameter(u"notebooks_modified_after must be an instant in milliseconds."_s);
    return onWorkspacePath(world, call.query(u"path"_s), [&](const WorkspaceObject &object) {
        if (object.kind != ObjectKind::Directory)
            return jsonReply({{"objects", nlohmann::json::array({shown(object)})}});
        nlohmann::json body = nlohmann::json::object();
        for (const WorkspaceObject *const child : world.workspace().children(object.path)) {
            if (child->kind != ObjectKind::Notebook || epochMillis(child->modifiedAt) >= *after)
                body["objects"].push_back(shown(*child));
        }
        return jsonReply(body);
    });
}

struct Exported {
    QByteArray content;
    QString extension;
};

std::optional<Exported> exported(const WorkspaceObject &object, const QString &format)
{
    const QString name = object.path.section(u'/', -1);
    if (object.kind == ObjectKind::File)
        return format == u"AUTO" || format == u"RAW" || format == u"SOURCE"
            ? std::optional(Exported{object.content, name.contains(u'.') ? name.section(u'.', -1) : QString()})
            : std::nullopt;
    if (object.kind != ObjectKind::Notebook)
        return std::nullopt;
    if (format == u"JUPYTER")
        return Exported{asJupyter(object.content, object.language), u"ipynb"_s};
    if (format == u"HTML")
        return Exported{asHtml(object.content, name), u"html"_s};
    if (format == u"SOURCE" || format == u"AUTO" || format == u"RAW" || format == u"R_MARKDOWN")
        return Exported{asSource(object.content, object.language), extensionOf(object.language)};
    return std::nullopt;
}

SimResponse exportObject(RegionWorld &world, const Call &call)
{
    const QString format = call.query(u"format"_s).isEmpty() ? u"SOURCE"_s : call.query(u"format"_s);
    return onWorkspacePath(world, call.query(u"path"_s), [&](const WorkspaceObject &object) {
        const auto made = exported(object, format);
        if (!made)
            return refusal(400, "BAD_REQUEST",
                           u"%1 cannot be exported in the format %2."_s.arg(object.path, format.left(40)));
        if (made->content.size() > 10LL * 1024 * 1024)
            return refusal(400, "MAX_NOTEBOOK_SIZE_EXCEEDED", u"At most 10 MB can be exported."_s);
        if (call.query(u"direct_download"_s) != u"true")
            return jsonReply(
                {{"content", made->content.toBase64().toStdString()}, {"file_type", made->extension.toStdString()}});
        SimResponse response;
        response.contentType = "application/octet-stream"_ba;
        response.body = made->content;
        return response;
    });
}

SimResponse makeDirectories(RegionWorld &world, const Call &call)
{
    BodyReader reader(call.body);
    const QString path = SimWorkspace::normalized(reader.text("path"));
    if (reader.complaint())
        return *reader.complaint();
    if (path.isEmpty())
        return badWorkspacePath(reader.text("path"));
    const bool there = world.workspace().find(path) != nullptr;
    const Outcome outcome = world.workspace().makeDirectories(path);
    if (outcome != Outcome::Done)
        return refusal(400, "RESOURCE_ALREADY_EXISTS",
                       u"Cannot create directory %1: a part of its path is no directory."_s.arg(path.left(300)));
    return doneReply(!there);
}

SimResponse deleteObject(RegionWorld &world, const Call &call)
{
    BodyReader reader(call.body);
    const QString asked = reader.text("path");
    const bool recursive = reader.flag("recursive").value_or(false);
    if (reader.complaint())
        return *reader.complaint();
    const QString path = SimWorkspace::normalized(asked);
    if (path.isEmpty())
        return badWorkspacePath(asked);
    switch (world.workspace().remove(path, recursive)) {
    case Outcome::Missing:
        return workspaceMissing(asked);
    case Outcome::NotEmpty:
        return refusal(400, "DIRECTORY_NOT_EMPTY", u"Folder %1 is not empty"_s.arg(path.left(300)));
    case Outcome::Protected:
        return refusal(400, "DIRECTORY_PROTECTED", u"Folder %1 is protected"_s.arg(path.left(300)));
    default:
        return doneReply(true);
    }
}

// The way of bundles: the bytes themselves below a path.
SimResponse download(RegionWorld &world, const Call &call)
{
    return onWorkspacePath(world, u'/' + call.captures.last(), [](const WorkspaceObject &object) {
        const auto made = exported(object, u"AUTO"_s);
        if (!made)
            return refusal(400, "BAD_REQUEST", u"%1 is a directory."_s.arg(object.path));
        SimResponse response;
        response.contentType = "application/octet-stream"_ba;
        response.body = made->content;
        return response;
    });
}

} // namespace

SimResponse badWorkspacePath(const QString &path)
{
    return invalidParameter(u"Path (%1) must be absolute."_s.arg(path.left(300)));
}

SimResponse workspaceMissing(const QString &path)
{
    return refusal(404, "RESOURCE_DOES_NOT_EXIST", u"Path (%1) doesn't exist."_s.arg(path.left(300)));
}

void addWorkspaceRoutes(Router &router, RegionWorld &world)
{
    const QString root = u"/api/2.0/workspace/"_s;
    router.add("GET"_ba, root + u"get-status"_s, [&world](const Call &call) {
        return onWorkspacePath(world, call.query(u"path"_s),
                               [](const WorkspaceObject &object) { return jsonReply(shown(object)); });
    });
    router.add("GET"_ba, root + u"list"_s, [&world](const Call &call) { return listDirectory(world, call); });
    router.add("GET"_ba, root + u"export"_s, [&world](const Call &call) { return exportObject(world, call); });
    router.add("POST"_ba, root + u"mkdirs"_s, [&world](const Call &call) { return makeDirectories(world, call); });
    router.add("POST"_ba, root + u"delete"_s, [&world](const Call &call) { return deleteObject(world, call); });
    router.add("GET"_ba, u"/api/2.0/workspace-files/**"_s,
               [&world](const Call &call) { return download(world, call); });
}

} // namespace twinlake::simulator
