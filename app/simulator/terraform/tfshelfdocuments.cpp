// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfshelfdocuments.h"

#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfplandocument.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

// The type of what a relation leads to.
QString targetType(const QString &relation)
{
    if (relation == u"workspace-exclusions"_s || relation == u"sourceable"_s || relation == u"workspace"_s
        || relation == u"subscribable"_s)
        return u"workspaces"_s;
    return relation == u"organization"_s ? u"organizations"_s : relation;
}

bool isToOne(const QString &relation)
{
    static const QStringList one = {u"organization"_s, u"sourceable"_s, u"workspace"_s, u"subscribable"_s};
    return one.contains(relation);
}

} // namespace

json shelfDocument(const TfShelfItem &item)
{
    json attributes = item.attributes;
    attributes["created-at"] = utf8(tfTime(item.createdAt, true));
    attributes["updated-at"] = utf8(tfTime(item.updatedAt, true));
    json relationships = json::object();
    for (const auto &[relation, ids] : item.links) {
        relationships[utf8(relation)] = isToOne(relation) ? relationTo(targetType(relation), ids.value(0))
                                                          : relationToMany(targetType(relation), ids);
    }
    return {{"id", utf8(item.id)},
            {"type", utf8(item.type)},
            {"attributes", attributes},
            {"relationships", relationships},
            {"links", {{"self", "/api/v2/" + utf8(item.type) + "/" + utf8(item.id)}}}};
}

void takeAttributes(TfShelfItem &item, const TfCall &call, std::initializer_list<const char *> names)
{
    const json &attributes = call.attributes();
    for (const char *name : names) {
        if (const auto found = attributes.find(name); found != attributes.end())
            item.attributes[name] = *found;
    }
}

TfResult<> needsText(const TfCall &call, const char *name, const QString &shownName)
{
    if (textOf(call.attributes(), name).isEmpty())
        return tl::unexpected(tfInvalidAttribute(shownName + u" can't be blank"_s));
    return {};
}

void changeLinks(QStringList &links, const TfCall &call)
{
    const QStringList ids = call.relatedMany("");
    if (call.request.method == "PATCH"_ba)
        links.clear();
    for (const QString &id : ids) {
        links.removeAll(id);
        if (call.request.method != "DELETE"_ba)
            links << id;
    }
}

} // namespace twinlake::simulator
