// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfVarSets: variable sets, and which of all values a workspace's run really gets
// (contracts/terraform-cloud-api.md 3.2).
#pragma once

#include "app/simulator/terraform/tfresult.h"
#include "app/simulator/terraform/tfrunvalues.h"

#include <deque>

namespace twinlake::simulator {

/// One value that is set for a workspace, and where it stands among its rivals.
struct TfCandidate {
    const TfVariable *variable = nullptr;
    const TfVarSet *set = nullptr; ///< empty: the workspace's own
    int rank = 0; ///< of section 3.2, 1 is the highest
};

class TfVarSets {
public:
    std::deque<TfVarSet> &all() { return m_sets; }
    const std::deque<TfVarSet> &all() const { return m_sets; }
    TfVarSet *find(const QString &id);
    bool remove(const QString &id);
    /// The sets that reach a workspace, in the order of their names.
    std::vector<const TfVarSet *> reaching(const TfWorkspace &workspace) const;
    /// Everything that is set for a workspace, winners of each key and category first.
    std::vector<TfCandidate> candidates(const TfWorkspace &workspace) const;
    /// What a run that starts now is given; `runVariables` are HCL literals and stand at rank 6.
    std::map<QString, TfInput> freeze(const TfWorkspace &workspace,
                                      const QList<QPair<QString, QString>> &runVariables) const;

private:
    std::deque<TfVarSet> m_sets;
};

} // namespace twinlake::simulator
