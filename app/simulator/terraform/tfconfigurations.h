// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfConfigurations: configuration versions, from the empty slot over the upload to what runs use
// (contracts/terraform-cloud-api.md 7.1).
#pragma once

#include "app/simulator/terraform/tfresult.h"
#include "app/simulator/terraform/tfversionvalues.h"
#include "app/simulator/world/draw.h"

#include <deque>

namespace twinlake::simulator {

class TfConfigurations {
public:
    explicit TfConfigurations(const Draw &draw)
        : m_draw(draw)
    {
    }

    const TfConfigurationVersion *find(const QString &id) const;
    const TfConfigurationVersion *bySecret(const QByteArray &secret) const;
    /// Newest first.
    std::vector<const TfConfigurationVersion *> of(const TfWorkspace &workspace) const;

    /// The configuration that a reference workspace has always had.
    QString addReference(const TfWorkspace &workspace);
    QString create(const TfWorkspace &workspace, bool autoQueueRuns, bool speculative, bool provisional, SimTime now);
    /// Takes the archive in; a broken one makes the version errored. False if this slot takes none (any more).
    bool receive(const QByteArray &secret, const QByteArray &archive);
    /// The moment the archive has been looked at.
    void settle(const QString &id, SimTime now);
    TfResult<> archive(const QString &id, SimTime now);

private:
    TfConfigurationVersion *mutableOne(const QString &id);
    TfConfigurationVersion &add(const TfWorkspace &workspace);
    static void setStatus(TfConfigurationVersion &version, const QString &status, SimTime now);

    const Draw &m_draw;
    std::deque<TfConfigurationVersion> m_versions;
    std::map<QString, std::uint64_t> m_counts; ///< by workspace
};

} // namespace twinlake::simulator
