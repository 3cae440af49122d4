// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfStates: the state versions of all workspaces: created by clients or by applies, uploaded, finalized, processed
// (contracts/terraform-cloud-api.md 7.2 and 7.3).
#pragma once

#include "app/simulator/terraform/tfresult.h"
#include "app/simulator/terraform/tfversionvalues.h"
#include "app/simulator/world/draw.h"

#include <deque>

namespace twinlake::simulator {

/// What POST state-versions says.
struct TfStateWish {
    std::optional<std::int64_t> serial;
    QString md5;
    QString lineage;
    bool force = false;
    QByteArray state; ///< inline, decoded
    QByteArray jsonState;
    QString runId;
};

class TfStates {
public:
    explicit TfStates(const Draw &draw)
        : m_draw(draw)
    {
    }

    const std::deque<TfStateVersion> &all() const { return m_versions; }
    const TfStateVersion *find(const QString &id) const;
    const TfStateVersion *bySecret(const QByteArray &secret) const;
    const TfStateVersion *ofOutput(const QString &outputId, const TfStateOutput **output) const;
    /// The newest finalized one.
    const TfStateVersion *current(const TfWorkspace &workspace) const;
    /// The newest one still waits for its content: unlocking has to wait as well.
    bool isPending(const TfWorkspace &workspace, SimTime now) const;

    /// By a client, which must hold the workspace's lock.
    TfResult<QString> create(TfWorkspace &workspace, const TfStateWish &wish, const TfPrincipal &who, SimTime now);
    TfResult<QString> rollBack(TfWorkspace &workspace, const QString &to, const TfPrincipal &who, SimTime now);
    /// By an apply: `resources` and `outputs` as a state file writes them.
    QString save(TfWorkspace &workspace, const QString &runId, const QByteArray &resources, const QByteArray &outputs,
                 const QString &terraformVersion, SimTime now);
    enum class Uploaded { Accepted, Twice, Unfit, Unknown };
    Uploaded upload(const QByteArray &secret, const QByteArray &content, SimTime now);
    Uploaded uploadJson(const QByteArray &secret, const QByteArray &content);

private:
    TfStateVersion &add(TfWorkspace &workspace, SimTime now);
    TfStateVersion *pendingOf(const QByteArray &secret);
    void finalize(TfStateVersion &version, const QByteArray &raw, SimTime now);
    TfResult<> admit(const TfWorkspace &workspace, const TfStateWish &wish, const TfPrincipal &who) const;

    const Draw &m_draw;
    std::deque<TfStateVersion> m_versions;
};

} // namespace twinlake::simulator
