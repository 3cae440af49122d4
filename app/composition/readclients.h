// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ReadClients: everything that asks, for one estate and one thread: doors with their own access managers, and behind
// them the read ports. The operator's commands have a set of their own, so that they never wait behind a poll.
#pragma once

#include "app/http/activity.h"
#include "models/domain/region.h"
#include "models/estate/estate.h"
#include "models/ports/clock.h"
#include "models/ports/databricksreads.h"
#include "models/ports/neutralreads.h"
#include "models/ports/terraformreads.h"

#include <memory>

namespace twinlake {

class CredentialStore;
class ReadDoor;
struct HostOptions;

class ReadClients {
public:
    /// Make it on the thread that uses it; clock and activity outlive it.
    ReadClients(const Estate &estate, Clock &clock, Activity *activity);
    ~ReadClients();

    PerRegion<DatabricksReads *> databricks() const;
    TerraformReads *terraform() const { return m_terraform.get(); }
    NeutralReads *neutral() const { return m_neutral.get(); }
    /// What the doors of a region's host, or of Terraform's, were made with: for the mutation senders beside them.
    HostOptions regionOptions(Region region) const;
    HostOptions terraformOptions() const;

private:
    const Estate m_estate;
    Activity *m_activity;
    std::unique_ptr<CredentialStore> m_secrets;
    PerRegion<std::unique_ptr<ReadDoor>> m_doors;
    PerRegion<std::unique_ptr<DatabricksReads>> m_databricks;
    std::unique_ptr<ReadDoor> m_terraformDoor;
    std::unique_ptr<TerraformReads> m_terraform;
    std::unique_ptr<NeutralReads> m_neutral;
};

} // namespace twinlake
