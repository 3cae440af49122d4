// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each mutation's JSON and subject.
#include "models/runbook/mutationcodec.h"

#include <QJsonArray>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct JsonOf {
    QJsonObject operator()(const StartWarehouse &call) const
    {
        return {{u"call"_s, u"start_warehouse"_s},
                {u"region"_s, regionKey(call.region)},
                {u"warehouse"_s, call.warehouse.value}};
    }
    QJsonObject operator()(const StartUpdate &call) const
    {
        QJsonArray known;
        for (const UpdateId &id : call.knownBefore)
            known.append(id.value);
        return {{u"call"_s, u"start_update"_s},
                {u"region"_s, regionKey(call.region)},
                {u"pipeline"_s, call.pipeline.value},
                {u"known_before"_s, known}};
    }
    QJsonObject operator()(const SetJobPause &call) const
    {
        return {{u"call"_s, u"set_job_pause"_s},
                {u"region"_s, regionKey(call.region)},
                {u"job"_s, QString::number(call.job.value)},
                {u"paused"_s, call.paused}};
    }
    QJsonObject operator()(const RunJobNow &call) const
    {
        return {{u"call"_s, u"run_job_now"_s},
                {u"region"_s, regionKey(call.region)},
                {u"job"_s, QString::number(call.job.value)},
                {u"idempotency_token"_s, call.idempotencyToken}};
    }
    QJsonObject operator()(const SetContinuous &call) const
    {
        return {{u"call"_s, u"set_continuous"_s},
                {u"region"_s, regionKey(call.region)},
                {u"pipeline"_s, call.pipeline.value},
                {u"continuous"_s, call.continuous},
                {u"last_modified"_s, call.lastModified}};
    }
    QJsonObject operator()(const SetVariable &call) const
    {
        return {{u"call"_s, u"set_variable"_s},
                {u"workspace"_s, call.workspace.value},
                {u"variable"_s, call.variable.value},
                {u"key"_s, call.key},
                {u"value"_s, call.value},
                {u"old_value"_s, call.oldValue}};
    }
    QJsonObject operator()(const CreateRun &call) const
    {
        QJsonObject variables;
        for (const auto &[key, value] : call.variables)
            variables.insert(key, value);
        return {{u"call"_s, u"create_run"_s},
                {u"workspace"_s, call.workspace.value},
                {u"message"_s, call.message},
                {u"plan_only"_s, call.planOnly},
                {u"variables"_s, variables}};
    }
    QJsonObject operator()(const ApplyRun &call) const
    {
        return {{u"call"_s, u"apply_run"_s}, {u"run"_s, call.run.value}, {u"comment"_s, call.comment}};
    }
    QJsonObject operator()(const DiscardRun &call) const
    {
        return {{u"call"_s, u"discard_run"_s}, {u"run"_s, call.run.value}, {u"comment"_s, call.comment}};
    }
    QJsonObject operator()(const LockWorkspace &call) const
    {
        return {{u"call"_s, u"lock_workspace"_s}, {u"workspace"_s, call.workspace.value}, {u"reason"_s, call.reason}};
    }
    QJsonObject operator()(const UnlockWorkspace &call) const
    {
        return {{u"call"_s, u"unlock_workspace"_s}, {u"workspace"_s, call.workspace.value}};
    }
};

} // namespace

QJsonObject toJson(const Mutation &mutation)
{
    return std::visit(JsonOf(), mutation);
}

QString subjectOf(const Mutation &mutation)
{
    const QJsonObject call = toJson(mutation);
    QStringList parts{call["call"_L1].toString()};
    for (const auto &key :
         {"region"_L1, "warehouse"_L1, "pipeline"_L1, "job"_L1, "workspace"_L1, "variable"_L1, "run"_L1}) {
        if (call.contains(key))
            parts.append(call[key].toString());
    }
    return parts.join(u' ');
}

} // namespace twinlake
