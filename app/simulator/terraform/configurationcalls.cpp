// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about configuration versions (contracts/terraform-cloud-api.md 7.1). The upload itself goes to the blob host.
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfredirect.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

SimResponse createConfigurationVersion(TerraformWorld &world, const TfBlobs &blobs, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    const json &attributes = call.attributes();
    const QString id = world.createConfiguration(*workspace, flagOf(attributes, "auto-queue-runs", true),
                                                 flagOf(attributes, "speculative", false),
                                                 flagOf(attributes, "provisional", false), call.who);
    const TfConfigurationVersion &made = *world.configurations().find(id);
    const QString url = blobs.origin() + u"/v1/upload/"_s + QString::fromLatin1(made.uploadSecret);
    return tfApplied(tfData(configurationVersionDocument(made, url), 201));
}

SimResponse listConfigurationVersions(const TerraformWorld &world, const TfCall &call)
{
    const TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    std::vector<json> found;
    for (const TfConfigurationVersion *version : world.configurations().of(*workspace))
        found.push_back(configurationVersionDocument(*version));
    return tfPage(call, found);
}

const TfConfigurationVersion *visible(const TerraformWorld &world, const QString &id)
{
    const TfConfigurationVersion *version = world.configurations().find(id);
    return version && world.workspace(version->workspaceId) ? version : nullptr;
}

SimResponse show(const TerraformWorld &world, const QString &id)
{
    const TfConfigurationVersion *version = visible(world, id);
    return version ? tfData(configurationVersionDocument(*version)) : tfNotFound();
}

SimResponse download(const TerraformWorld &world, TfBlobs &blobs, const TfCall &call, const QString &id)
{
    const TfConfigurationVersion *version = visible(world, id);
    if (!version || version->archive.isEmpty())
        return tfNotFound();
    return tfRedirect(blobs, call, 302, version->archive, "application/x-gzip"_ba);
}

} // namespace

void addConfigurationCalls(TfRouter &router, TerraformWorld &world, TfBlobs &blobs)
{
    router.add("POST"_ba, u"workspaces/:id/configuration-versions"_s,
               [&](TfCall &call) { return createConfigurationVersion(world, blobs, call); });
    router.add("GET"_ba, u"workspaces/:id/configuration-versions"_s,
               [&](TfCall &call) { return listConfigurationVersions(world, call); });
    router.add("GET"_ba, u"configuration-versions/:id"_s, [&](TfCall &call) { return show(world, call.id()); });
    router.add("GET"_ba, u"configuration-versions/:id/download"_s,
               [&](TfCall &call) { return download(world, blobs, call, call.id()); });
    router.add("GET"_ba, u"configuration-versions/:id/ingress-attributes"_s, [](TfCall &) { return tfNotFound(); });
    router.add("POST"_ba, u"configuration-versions/:id/actions/archive"_s, [&](TfCall &call) {
        if (!visible(world, call.id()))
            return tfNotFound();
        const TfResult<> archived = world.archiveConfiguration(call.id());
        return archived ? tfAccepted(202) : tfError(archived.error());
    });
    router.add("GET"_ba, u"runs/:id/configuration-version"_s, [&](TfCall &call) {
        const TfRun *run = world.run(call.id());
        return run ? show(world, run->configurationVersion) : tfNotFound();
    });
    router.add("GET"_ba, u"runs/:id/configuration-version/download"_s, [&](TfCall &call) {
        const TfRun *run = world.run(call.id());
        return run ? download(world, blobs, call, run->configurationVersion) : tfNotFound();
    });
}

} // namespace twinlake::simulator
