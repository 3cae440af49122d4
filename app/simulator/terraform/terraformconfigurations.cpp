// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWorld's configuration versions: created empty, uploaded, and a run for those that ask for one
// (contracts/terraform-cloud-api.md 7.1).
#include "app/simulator/terraform/terraformworld.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

QString TerraformWorld::createConfiguration(TfWorkspace &workspace, bool autoQueueRuns, bool speculative,
                                            bool provisional, const TfPrincipal &who)
{
    remember(who);
    const QString id = m_configurations.create(workspace, autoQueueRuns, speculative, provisional, now());
    m_uploaders[id] = who.id;
    return id;
}

bool TerraformWorld::uploadConfiguration(const QByteArray &secret, const QByteArray &archive)
{
    if (!m_configurations.receive(secret, archive))
        return false;
    const QString id = m_configurations.bySecret(secret)->id;
    m_scheduler.after(around(u"upload/"_s + id, 500ms), [this, id] { settleConfiguration(id); });
    return true;
}

void TerraformWorld::settleConfiguration(const QString &configurationId)
{
    m_configurations.settle(configurationId, now());
    const TfConfigurationVersion &version = *m_configurations.find(configurationId);
    TfWorkspace *owner = workspace(version.workspaceId);
    if (!owner || version.status != u"uploaded"_s)
        return;
    if (!version.speculative && !version.provisional)
        owner->configurationVersion = version.id;
    if (!version.autoQueueRuns)
        return;
    TfRunRequest request;
    request.message = u"Queued manually using Terraform"_s;
    request.source = u"tfe-configuration-version"_s;
    request.configurationVersion = version.id;
    const TfPrincipal *author = person(m_uploaders[version.id]);
    createRun(*owner, request, author ? *author : TfPrincipal());
}

} // namespace twinlake::simulator
