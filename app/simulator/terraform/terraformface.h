// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformFace: HCP Terraform's API v2 over a TerraformWorld (contracts/terraform-cloud-api.md). It checks who asks,
// counts them against the rate limit and hands the call to its handler.
#pragma once

#include "app/simulator/terraform/tfblobs.h"
#include "app/simulator/terraform/tfratelimit.h"
#include "app/simulator/terraform/tfrouter.h"

#include <QMap>

namespace twinlake::simulator {

class TerraformFace : public Face {
public:
    /// `accounts` maps bearer tokens to their owners.
    TerraformFace(TerraformWorld &world, TfBlobs &blobs, QMap<QByteArray, TfPrincipal> accounts);

    void handle(const SimRequest &request, Reply reply) override;
    bool isMutating(const SimRequest &request) const override;

private:
    SimResponse answer(const SimRequest &request);
    SimResponse route(const SimRequest &request, const QString &path, const TfPrincipal &who);

    TerraformWorld &m_world;
    QMap<QByteArray, TfPrincipal> m_accounts;
    TfRouter m_router;
    TfRateLimit m_rateLimit;
};

// Each part of the API adds its calls.
void addAccountCalls(TfRouter &router, TerraformWorld &world);
void addProjectCalls(TfRouter &router, TerraformWorld &world);
void addWorkspaceCalls(TfRouter &router, TerraformWorld &world, const TfBlobs &blobs);
void addTagCalls(TfRouter &router, TerraformWorld &world);
void addSettingCalls(TfRouter &router, TerraformWorld &world);
void addAssessmentCalls(TfRouter &router, TerraformWorld &world, TfBlobs &blobs);
void addVariableCalls(TfRouter &router, TerraformWorld &world);
void addVarSetCalls(TfRouter &router, TerraformWorld &world);
void addConfigurationCalls(TfRouter &router, TerraformWorld &world, TfBlobs &blobs);
void addStateCalls(TfRouter &router, TerraformWorld &world, const TfBlobs &blobs);
void addRunCalls(TfRouter &router, TerraformWorld &world, const TfBlobs &blobs);
void addRunExtraCalls(TfRouter &router, TerraformWorld &world);
void addPolicyCalls(TfRouter &router, TerraformWorld &world);
void addPlanCalls(TfRouter &router, TerraformWorld &world, TfBlobs &blobs);

} // namespace twinlake::simulator
