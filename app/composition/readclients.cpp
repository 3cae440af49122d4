// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/readclients.h"

#include "app/credentials/credentialstore.h"
#include "app/databricks/databricksreader.h"
#include "app/http/neutralreader.h"
#include "app/http/readdoor.h"
#include "app/terraform/terraformreader.h"

namespace twinlake {

namespace {

CredentialStore::Settings credentialSettings(const Estate &estate, Activity *activity)
{
    CredentialStore::Settings settings;
    settings.control = estate.rehearsal ? estate.rehearsal->control : QUrl();
    settings.caBundle = estate.caBundle;
    settings.activity = activity;
    return settings;
}

} // namespace

ReadClients::ReadClients(const Estate &estate, Clock &clock, Activity *activity)
    : m_estate(estate)
    , m_activity(activity)
    , m_secrets(std::make_unique<CredentialStore>(credentialSettings(estate, activity), clock))
{
    for (const Region region : bothRegions) {
        m_doors[region] = std::make_unique<ReadDoor>(regionOptions(region), clock);
        m_databricks[region] = std::make_unique<DatabricksReader>(*m_doors[region]);
    }
    m_terraformDoor = std::make_unique<ReadDoor>(terraformOptions(), clock);
    m_terraform = std::make_unique<TerraformReader>(estate.terraform.organization, *m_terraformDoor);
    m_neutral = std::make_unique<NeutralReader>(clock, estate.caBundle, activity);
}

ReadClients::~ReadClients() = default;

PerRegion<DatabricksReads *> ReadClients::databricks() const
{
    return {m_databricks.primary.get(), m_databricks.secondary.get()};
}

HostOptions ReadClients::regionOptions(Region region) const
{
    const EstateRegion &host = m_estate.regions[region];
    return {host.host, m_secrets->tokenSource(host.credentials, host.host), m_estate.caBundle, m_activity};
}

HostOptions ReadClients::terraformOptions() const
{
    const EstateTerraform &terraform = m_estate.terraform;
    return {terraform.address, m_secrets->tokenSource(terraform.credentials, terraform.address), m_estate.caBundle,
            m_activity};
}

} // namespace twinlake
