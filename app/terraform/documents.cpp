// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/terraform/documents.h"

#include "app/http/calllog.h"
#include "app/http/json.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> notA(const char *type)
{
    return fail(Error::Kind::Protocol,
                QCoreApplication::translate("Terraform", "The answer is not the document that was asked for (%1).")
                    .arg(QLatin1StringView(type)));
}

bool isOf(const nlohmann::json &resource, const char *type)
{
    return textOr(resource, "/type") == QLatin1StringView(type) && textAt(resource, "/id");
}

/// A resource object of the type asked for, or null.
const nlohmann::json *dataOf(const nlohmann::json &document, const char *type)
{
    const nlohmann::json *data = valueAt(document, "/data");
    return data && isOf(*data, type) ? data : nullptr;
}

TerraformVariable variable(const nlohmann::json &resource)
{
    TerraformVariable result;
    result.id = VariableId{textOr(resource, "/id")};
    result.key = textOr(resource, "/attributes/key");
    if (!boolOr(resource, "/attributes/sensitive", false))
        result.value = textAt(resource, "/attributes/value");
    result.category = textOr(resource, "/attributes/category");
    result.hcl = boolOr(resource, "/attributes/hcl", false);
    result.versionId = textOr(resource, "/attributes/version-id");
    return result;
}

TerraformRun run(const nlohmann::json &resource)
{
    TerraformRun result;
    result.id = TerraformRunId{textOr(resource, "/id")};
    result.workspace = WorkspaceId{textOr(resource, "/relationships/workspace/data/id")};
    result.status = plainServerText(textOr(resource, "/attributes/status"), 60);
    result.isConfirmable = boolOr(resource, "/attributes/actions/is-confirmable", false);
    result.isCancelable = boolOr(resource, "/attributes/actions/is-cancelable", false);
    result.isDiscardable = boolOr(resource, "/attributes/actions/is-discardable", false);
    result.canApply = boolOr(resource, "/attributes/permissions/can-apply", false);
    result.hasChanges = boolOr(resource, "/attributes/has-changes", false);
    result.planOnly = boolOr(resource, "/attributes/plan-only", false);
    result.message = plainServerText(textOr(resource, "/attributes/message"));
    result.plan = PlanId{textOr(resource, "/relationships/plan/data/id")};
    result.apply = ApplyId{textOr(resource, "/relationships/apply/data/id")};
    result.createdAt = instantAt(resource, "/attributes/created-at");
    return result;
}

} // namespace

Result<TerraformWorkspace> workspaceFrom(const nlohmann::json &document)
{
    const nlohmann::json *data = dataOf(document, "workspaces");
    if (!data)
        return notA("workspaces");
    TerraformWorkspace workspace;
    workspace.id = WorkspaceId{textOr(*data, "/id")};
    workspace.name = textOr(*data, "/attributes/name");
    workspace.locked = boolOr(*data, "/attributes/locked", false);
    workspace.lockedReason = plainServerText(textOr(*data, "/attributes/locked-reason"));
    workspace.lockedByKind = textOr(*data, "/relationships/locked-by/data/type");
    workspace.lockedById = textOr(*data, "/relationships/locked-by/data/id");
    workspace.autoApply = boolOr(*data, "/attributes/auto-apply", false);
    workspace.executionMode = textOr(*data, "/attributes/execution-mode");
    workspace.currentRun = TerraformRunId{textOr(*data, "/relationships/current-run/data/id")};
    workspace.canQueueRun = boolOr(*data, "/attributes/permissions/can-queue-run", false);
    workspace.canUpdateVariable = boolOr(*data, "/attributes/permissions/can-update-variable", false);
    workspace.canQueueApply = boolOr(*data, "/attributes/permissions/can-queue-apply", false)
        || boolOr(*data, "/attributes/permissions/can-update", false);
    return workspace;
}

Result<QList<TerraformVariable>> variablesFrom(const nlohmann::json &document)
{
    if (!valueAt(document, "/data") || !valueAt(document, "/data")->is_array())
        return notA("vars");
    QList<TerraformVariable> variables;
    for (const nlohmann::json &resource : arrayAt(document, "/data")) {
        if (isOf(resource, "vars"))
            variables << variable(resource);
    }
    return variables;
}

Result<TerraformRun> runFrom(const nlohmann::json &document)
{
    const nlohmann::json *data = dataOf(document, "runs");
    if (!data)
        return notA("runs");
    return run(*data);
}

Result<QList<TerraformRun>> runsFrom(const nlohmann::json &document)
{
    if (!valueAt(document, "/data") || !valueAt(document, "/data")->is_array())
        return notA("runs");
    QList<TerraformRun> runs;
    for (const nlohmann::json &resource : arrayAt(document, "/data")) {
        if (isOf(resource, "runs"))
            runs << run(resource);
    }
    return runs;
}

} // namespace twinlake
