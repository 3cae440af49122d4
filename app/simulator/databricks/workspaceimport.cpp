// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Importing notebooks and files: as JSON, as a multipart form, and as bare bytes (contracts/databricks-api.md 6.2).
#include "app/simulator/databricks/access.h"
#include "app/simulator/databricks/multipart.h"
#include "app/simulator/databricks/notebookformats.h"
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/databricks/workspacecalls.h"

#include <tl/expected.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

using ObjectKind = WorkspaceObject::Kind;

struct Upload {
    QString path; ///< as sent
    QString format;
    QString language;
    QByteArray content;
    bool overwrite = false;
};

tl::expected<Upload, SimResponse> fromForm(const SimRequest &request)
{
    const auto form = multipartForm(request);
    if (!form)
        return tl::unexpected(refusal(400, "MALFORMED_REQUEST", u"The multipart form cannot be read."_s));
    const auto text = [&form](const QString &name) { return QString::fromUtf8(form->value(name)); };
    return Upload{text(u"path"_s), text(u"format"_s), text(u"language"_s), form->value(u"content"_s),
                  text(u"overwrite"_s) == u"true"};
}

tl::expected<Upload, SimResponse> fromJson(const SimRequest &request)
{
    const auto body = parseBody(request.body);
    if (!body)
        return tl::unexpected(refusal(400, "MALFORMED_REQUEST", u"Invalid JSON given in the body of the request."_s));
    BodyReader reader(*body);
    Upload upload{reader.text("path"),
                  reader.text("format"),
                  reader.text("language"),
                  {},
                  reader.flag("overwrite").value_or(false)};
    const QByteArray encoded = reader.text("content").toUtf8();
    if (reader.complaint())
        return tl::unexpected(*reader.complaint());
    const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return tl::unexpected(invalidParameter(u"content must be encoded in base64."_s));
    upload.content = *decoded;
    return upload;
}

SimResponse wrongFormat(const Upload &upload, const QString &why)
{
    return invalidParameter(
        u"%1 cannot be imported as %2: %3"_s.arg(upload.path.left(300), upload.format.left(40), why));
}

// A source file with the header line becomes a notebook, and its name loses the extension.
WorkspaceObject automatic(const Upload &upload, const QString &path)
{
    const QString language = languageOfName(path);
    if (!language.isEmpty() && hasSourceHeader(upload.content, language))
        return {0,
                ObjectKind::Notebook,
                path.left(path.lastIndexOf(u'.')),
                language,
                withoutHeader(upload.content, language),
                {},
                {}};
    if (const auto notebook = path.endsWith(u".ipynb") ? fromJupyter(upload.content) : std::nullopt)
        return {0, ObjectKind::Notebook, path.chopped(6), notebook->language, notebook->kept, {}, {}};
    return {0, ObjectKind::File, path, {}, upload.content, {}, {}};
}

tl::expected<WorkspaceObject, SimResponse> objectFrom(const Upload &upload, const QString &path)
{
    const QString format = upload.format.isEmpty() ? u"SOURCE"_s : upload.format;
    if (format == u"AUTO")
        return automatic(upload, path);
    if (format == u"RAW")
        return WorkspaceObject{0, ObjectKind::File, path, {}, upload.content, {}, {}};
    if (format == u"JUPYTER") {
        const auto notebook = fromJupyter(upload.content);
        if (!notebook)
            return tl::unexpected(wrongFormat(upload, u"it is no Jupyter notebook."_s));
        return WorkspaceObject{0, ObjectKind::Notebook, path, notebook->language, notebook->kept, {}, {}};
    }
    if (format != u"SOURCE")
        return tl::unexpected(wrongFormat(upload, u"the format is not supported here."_s));
    if (extensionOf(upload.language).isEmpty())
        return tl::unexpected(wrongFormat(upload, u"SOURCE needs the language: PYTHON, SQL, SCALA or R."_s));
    return WorkspaceObject{
        0, ObjectKind::Notebook, path, upload.language, withoutHeader(upload.content, upload.language), {}, {}};
}

SimResponse store(RegionWorld &world, const Call &call, const Upload &upload)
{
    const QString path = SimWorkspace::normalized(upload.path);
    if (path.isEmpty() || path == u"/")
        return badWorkspacePath(upload.path);
    if (upload.content.size() > 10LL * 1024 * 1024)
        return refusal(400, "MAX_NOTEBOOK_SIZE_EXCEEDED", u"At most 10 MB can be imported."_s);
    const auto object = objectFrom(upload, path);
    if (!object)
        return object.error();
    const bool fresh = world.workspace().find(object->path) == nullptr;
    switch (world.workspace().write(*object, upload.overwrite)) {
    case SimWorkspace::Outcome::NoParent:
        return refusal(404, "RESOURCE_DOES_NOT_EXIST",
                       u"The parent folder (%1) does not exist."_s.arg(path.left(path.lastIndexOf(u'/')).left(300)));
    case SimWorkspace::Outcome::Exists:
        return refusal(400, "RESOURCE_ALREADY_EXISTS", u"Path (%1) already exists."_s.arg(upload.path.left(300)));
    default:
        break;
    }
    const std::int64_t id = world.workspace().find(object->path)->id;
    if (fresh)
        world.access().create(object->kind == ObjectKind::Notebook ? u"notebooks"_s : u"files"_s, QString::number(id),
                              creatorOf(call));
    SimResponse response = jsonReply({{"object_id", id}});
    response.applied = true;
    return response;
}

SimResponse importObject(RegionWorld &world, const Call &call)
{
    const bool form = call.request.header("content-type"_ba).toLower().startsWith("multipart/");
    const auto upload = form ? fromForm(call.request) : fromJson(call.request);
    return upload ? store(world, call, *upload) : upload.error();
}

// The way of bundles; a conflict is a 409 there.
SimResponse importFile(RegionWorld &world, const Call &call)
{
    const Upload upload{
        u'/' + call.captures.last(), u"AUTO"_s, {}, call.request.body, call.query(u"overwrite"_s) == u"true"};
    SimResponse response = store(world, call, upload);
    if (response.status == 400 && response.body.contains("RESOURCE_ALREADY_EXISTS"))
        response.status = 409;
    return response;
}

} // namespace

void addWorkspaceImportRoutes(Router &router, RegionWorld &world)
{
    router.addRaw("POST"_ba, u"/api/2.0/workspace/import"_s,
                  [&world](const Call &call) { return importObject(world, call); });
    router.addRaw("POST"_ba, u"/api/2.0/workspace-files/import-file/**"_s,
                  [&world](const Call &call) { return importFile(world, call); });
}

} // namespace twinlake::simulator
