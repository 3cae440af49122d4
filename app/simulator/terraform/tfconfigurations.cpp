// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfconfigurations.h"

#include "app/simulator/hcl/hcltree.h"
#include "app/simulator/hcl/slug.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

const TfConfigurationVersion *TfConfigurations::find(const QString &id) const
{
    const auto found = std::find_if(m_versions.cbegin(), m_versions.cend(),
                                    [&](const TfConfigurationVersion &one) { return one.id == id; });
    return found == m_versions.cend() ? nullptr : &*found;
}

const TfConfigurationVersion *TfConfigurations::bySecret(const QByteArray &secret) const
{
    const auto found = std::find_if(m_versions.cbegin(), m_versions.cend(), [&](const TfConfigurationVersion &one) {
        return !one.uploadSecret.isEmpty() && one.uploadSecret == secret;
    });
    return found == m_versions.cend() ? nullptr : &*found;
}

TfConfigurationVersion *TfConfigurations::mutableOne(const QString &id)
{
    return const_cast<TfConfigurationVersion *>(find(id));
}

std::vector<const TfConfigurationVersion *> TfConfigurations::of(const TfWorkspace &workspace) const
{
    std::vector<const TfConfigurationVersion *> found;
    for (auto one = m_versions.crbegin(); one != m_versions.crend(); ++one) {
        if (one->workspaceId == workspace.id)
            found.push_back(&*one);
    }
    return found;
}

TfConfigurationVersion &TfConfigurations::add(const TfWorkspace &workspace)
{
    TfConfigurationVersion version;
    version.id = m_draw.terraformId(u"cv-"_s, workspace.id, m_counts[workspace.id]++);
    version.workspaceId = workspace.id;
    m_versions.push_back(std::move(version));
    return m_versions.back();
}

void TfConfigurations::setStatus(TfConfigurationVersion &version, const QString &status, SimTime now)
{
    version.status = status;
    version.reached.append({status, now});
}

QString TfConfigurations::addReference(const TfWorkspace &workspace)
{
    TfConfigurationVersion &version = add(workspace);
    version.source = u"terraform"_s;
    version.autoQueueRuns = false;
    setStatus(version, u"uploaded"_s, workspace.createdAt);
    return version.id;
}

QString TfConfigurations::create(const TfWorkspace &workspace, bool autoQueueRuns, bool speculative, bool provisional,
                                 SimTime now)
{
    TfConfigurationVersion &version = add(workspace);
    version.source = u"tfe-api"_s;
    version.autoQueueRuns = autoQueueRuns;
    version.speculative = speculative;
    version.provisional = provisional;
    version.uploadSecret = m_draw.hex(u"upload/"_s + version.id, 0, 64).toLatin1();
    setStatus(version, u"pending"_s, now);
    return version.id;
}

bool TfConfigurations::receive(const QByteArray &secret, const QByteArray &archive)
{
    auto *version = const_cast<TfConfigurationVersion *>(bySecret(secret));
    if (!version || version->status != u"pending"_s || !version->archive.isEmpty())
        return false;
    version->archive = archive;
    return true;
}

void TfConfigurations::settle(const QString &id, SimTime now)
{
    TfConfigurationVersion *version = mutableOne(id);
    if (!version || version->status != u"pending"_s)
        return;
    const auto files = unpackSlug(version->archive);
    if (!files) {
        version->error = u"Failed to unpack the configuration: "_s + files.error();
        setStatus(*version, u"errored"_s, now);
        return;
    }
    version->tree = std::make_shared<const HclTree>(readTree(*files));
    setStatus(*version, u"uploaded"_s, now);
}

TfResult<> TfConfigurations::archive(const QString &id, SimTime now)
{
    TfConfigurationVersion *version = mutableOne(id);
    if (!version)
        return tl::unexpected(tfNotFoundHere());
    if (version->status != u"uploaded"_s)
        return tl::unexpected(tfTransitionNotAllowed());
    setStatus(*version, u"archived"_s, now);
    version->archive.clear();
    return {};
}

} // namespace twinlake::simulator
