// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/domain/mutation.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

CallText databricks(Region region, const QString &path)
{
    return {u"POST"_s, path, regionKey(region)};
}

CallText terraform(const QString &method, const QString &path)
{
    return {method, path, u"terraform"_s};
}

struct TextOf {
    CallText operator()(const StartWarehouse &call) const
    {
        return databricks(call.region, u"/api/2.0/sql/warehouses/%1/start"_s.arg(call.warehouse.value));
    }
    CallText operator()(const StartUpdate &call) const
    {
        return databricks(call.region, u"/api/2.0/pipelines/%1/updates"_s.arg(call.pipeline.value));
    }
    CallText operator()(const SetJobPause &call) const { return databricks(call.region, u"/api/2.2/jobs/update"_s); }
    CallText operator()(const RunJobNow &call) const { return databricks(call.region, u"/api/2.2/jobs/run-now"_s); }
    CallText operator()(const SetContinuous &call) const
    {
        return {u"PUT"_s, u"/api/2.0/pipelines/%1"_s.arg(call.pipeline.value), regionKey(call.region)};
    }
    CallText operator()(const SetVariable &call) const
    {
        return terraform(u"PATCH"_s, u"/api/v2/workspaces/%1/vars/%2"_s.arg(call.workspace.value, call.variable.value));
    }
    CallText operator()(const CreateRun &) const { return terraform(u"POST"_s, u"/api/v2/runs"_s); }
    CallText operator()(const ApplyRun &call) const
    {
        return terraform(u"POST"_s, u"/api/v2/runs/%1/actions/apply"_s.arg(call.run.value));
    }
    CallText operator()(const DiscardRun &call) const
    {
        return terraform(u"POST"_s, u"/api/v2/runs/%1/actions/discard"_s.arg(call.run.value));
    }
    CallText operator()(const LockWorkspace &call) const
    {
        return terraform(u"POST"_s, u"/api/v2/workspaces/%1/actions/lock"_s.arg(call.workspace.value));
    }
    CallText operator()(const UnlockWorkspace &call) const
    {
        return terraform(u"POST"_s, u"/api/v2/workspaces/%1/actions/unlock"_s.arg(call.workspace.value));
    }
};

} // namespace

bool isDatabricks(const Mutation &mutation)
{
    return std::holds_alternative<StartWarehouse>(mutation) || std::holds_alternative<StartUpdate>(mutation)
        || std::holds_alternative<SetJobPause>(mutation) || std::holds_alternative<RunJobNow>(mutation)
        || std::holds_alternative<SetContinuous>(mutation);
}

bool isPlanOnly(const Mutation &mutation)
{
    const auto *run = std::get_if<CreateRun>(&mutation);
    return run && run->planOnly;
}

CallText callText(const Mutation &mutation)
{
    return std::visit(TextOf(), mutation);
}

} // namespace twinlake
