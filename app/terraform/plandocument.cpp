// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/terraform/plandocument.h"

#include "app/http/json.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList textsAt(const nlohmann::json &document, std::string_view path)
{
    QStringList texts;
    for (const nlohmann::json &entry : arrayAt(document, path))
        texts << toQString(entry);
    return texts;
}

ResourceChange resourceChange(const nlohmann::json &entry)
{
    ResourceChange result;
    result.address = textOr(entry, "/address");
    result.mode = textOr(entry, "/mode");
    result.type = textOr(entry, "/type");
    result.actions = textsAt(entry, "/change/actions");
    result.actionReason = textOr(entry, "/action_reason");
    result.previousAddress = textOr(entry, "/previous_address");
    result.deposed = !textOr(entry, "/deposed").isEmpty();
    const nlohmann::json *importing = valueAt(entry, "/change/importing");
    result.importing = importing && !importing->is_null();
    result.replaces = !arrayAt(entry, "/change/replace_paths").empty();
    result.resourceId = textOr(entry, "/change/before/id", textOr(entry, "/change/after/id"));
    if (const nlohmann::json *change = valueAt(entry, "/change"))
        result.attributes = attributeChanges(*change);
    return result;
}

/// An unchanged resource says nothing, unless it is moved or imported on the way.
bool isSilent(const ResourceChange &change)
{
    return change.actions == QStringList{u"no-op"_s} && change.previousAddress.isEmpty() && !change.importing
        && !change.deposed;
}

QList<ResourceChange> changesAt(const nlohmann::json &document, std::string_view path)
{
    QList<ResourceChange> changes;
    for (const nlohmann::json &entry : arrayAt(document, path)) {
        ResourceChange change = resourceChange(entry);
        if (!isSilent(change))
            changes << std::move(change);
    }
    return changes;
}

QList<AttributeChange> outputChanges(const nlohmann::json &document)
{
    QList<AttributeChange> outputs;
    const nlohmann::json *changes = valueAt(document, "/output_changes");
    if (!changes || !changes->is_object())
        return outputs;
    for (const auto &[name, change] : changes->items()) {
        for (AttributeChange attribute : attributeChanges(change)) {
            const bool whole = attribute.path.isEmpty() || attribute.path.startsWith(u'[');
            attribute.path.prepend(QString::fromStdString(name) + (whole ? QString() : u"."_s));
            outputs << attribute;
        }
    }
    return outputs;
}

} // namespace

Result<PlanDiff> planDiffFrom(const nlohmann::json &document)
{
    PlanDiff diff;
    diff.formatVersion = textOr(document, "/format_version", textOr(document, "/plan_format_version"));
    if (!diff.formatVersion.startsWith("1."_L1))
        return fail(Error::Kind::Protocol,
                    QCoreApplication::translate("Terraform",
                                                "The plan's format is not one that can be checked (1.x is expected)."));
    diff.changes = changesAt(document, "/resource_changes");
    diff.drift = changesAt(document, "/resource_drift");
    diff.outputs = outputChanges(document);
    diff.errored = boolOr(document, "/errored", false);
    diff.complete = boolOr(document, "/complete", true);
    diff.hasDeferred = !arrayAt(document, "/deferred_changes").empty();
    return diff;
}

} // namespace twinlake
