// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about plans and applies: documents here, content at the blob host (contracts/terraform-cloud-api.md section 5).
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfredirect.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

const TfRun *planned(const TerraformWorld &world, const QString &planId)
{
    const TfRun *run = world.runOfPhase(planId);
    return run && run->plan.id == planId ? run : nullptr;
}

// 204 until there is something, then a redirect to another host.
SimResponse redirectTo(TfBlobs &blobs, const TfCall &call, const QByteArray &content)
{
    if (!content.isEmpty())
        return tfRedirect(blobs, call, 307, content, "application/json"_ba);
    SimResponse response;
    response.contentType.clear();
    response.status = 204;
    return response;
}

SimResponse planJson(TfBlobs &blobs, const TfRun *run, const TfCall &call)
{
    return run && call.who.admin ? redirectTo(blobs, call, run->planJson) : tfNotFound();
}

// What `terraform providers schema -json` would say of the types in the plan.
QByteArray schemasOf(const QByteArray &redacted)
{
    const nlohmann::json plan = nlohmann::json::parse(redacted.toStdString(), nullptr, false);
    if (!plan.is_object())
        return {};
    const nlohmann::json document = {{"format_version", "1.0"},
                                     {"provider_schemas", plan.value("provider_schemas", nlohmann::json::object())}};
    return QByteArray::fromStdString(document.dump());
}

} // namespace

void addPlanCalls(TfRouter &router, TerraformWorld &world, TfBlobs &blobs)
{
    router.add("GET"_ba, u"plans/:id"_s, [&](TfCall &call) {
        const TfRun *run = planned(world, call.id());
        return run ? tfData(planDocument(*run, blobs.origin())) : tfNotFound();
    });
    router.add("GET"_ba, u"plans/:id/json-output"_s,
               [&](TfCall &call) { return planJson(blobs, planned(world, call.id()), call); });
    router.add("GET"_ba, u"plans/:id/json-output-redacted"_s, [&](TfCall &call) {
        const TfRun *run = planned(world, call.id());
        return run ? redirectTo(blobs, call, run->planJsonRedacted) : tfNotFound();
    });
    router.add("GET"_ba, u"runs/:id/plan"_s, [&](TfCall &call) {
        const TfRun *run = world.run(call.id());
        return run ? tfData(planDocument(*run, blobs.origin())) : tfNotFound();
    });
    router.add("GET"_ba, u"runs/:id/plan/json-output"_s,
               [&](TfCall &call) { return planJson(blobs, world.run(call.id()), call); });
    router.add("GET"_ba, u"runs/:id/plan/json-output-redacted"_s, [&](TfCall &call) {
        const TfRun *run = world.run(call.id());
        return run ? redirectTo(blobs, call, run->planJsonRedacted) : tfNotFound();
    });
    router.add("GET"_ba, u"plans/:id/json-schema"_s, [&](TfCall &call) {
        const TfRun *run = planned(world, call.id());
        return run ? redirectTo(blobs, call, schemasOf(run->planJsonRedacted)) : tfNotFound();
    });
    router.add("GET"_ba, u"runs/:id/apply"_s, [&](TfCall &call) {
        const TfRun *run = world.run(call.id());
        return run ? tfData(applyDocument(*run, blobs.origin())) : tfNotFound();
    });
    // An apply's state is always saved here, so there is never one that was left behind.
    router.add("GET"_ba, u"applies/:id/errored-state"_s, [](TfCall &) { return tfNotFound(); });
    router.add("GET"_ba, u"applies/:id"_s, [&](TfCall &call) {
        const TfRun *run = world.runOfPhase(call.id());
        return run && run->apply.id == call.id() ? tfData(applyDocument(*run, blobs.origin())) : tfNotFound();
    });
}

} // namespace twinlake::simulator
