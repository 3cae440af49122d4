// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about plans and applies: documents here, content at the blob host (contracts/terraform-cloud-api.md section 5).
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/terraformface.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

const TfRun *planned(const TerraformWorld &world, const QString &planId)
{
    const TfRun *run = world.runOfPhase(planId);
    return run && run->plan.id == planId ? run : nullptr;
}

// 204 until there is something, then a redirect to another host that is good for one minute.
SimResponse redirectTo(TfBlobs &blobs, const QByteArray &content)
{
    SimResponse response;
    response.contentType.clear();
    response.status = 204;
    if (content.isEmpty())
        return response;
    response.status = 307;
    response.headers.append({"Location"_ba, blobs.publish(content).toUtf8()});
    return response;
}

SimResponse planJson(TfBlobs &blobs, const TfRun *run, const TfCall &call)
{
    return run && call.who.admin ? redirectTo(blobs, run->planJson) : tfNotFound();
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
        return run ? redirectTo(blobs, run->planJsonRedacted) : tfNotFound();
    });
    router.add("GET"_ba, u"runs/:id/plan"_s, [&](TfCall &call) {
        const TfRun *run = world.run(call.id());
        return run ? tfData(planDocument(*run, blobs.origin())) : tfNotFound();
    });
    router.add("GET"_ba, u"runs/:id/plan/json-output"_s,
               [&](TfCall &call) { return planJson(blobs, world.run(call.id()), call); });
    router.add("GET"_ba, u"applies/:id"_s, [&](TfCall &call) {
        const TfRun *run = world.runOfPhase(call.id());
        return run && run->apply.id == call.id() ? tfData(applyDocument(*run, blobs.origin())) : tfNotFound();
    });
}

} // namespace twinlake::simulator
