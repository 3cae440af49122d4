// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfvarsets.h"

#include <algorithm>
#include <tuple>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int runRank = 6;
constexpr int workspaceRank = 8;

// Where a set stands for a workspace, 0 if it does not reach it. First number of each pair: a priority set's rank.
int rankOf(const TfVarSet &set, const TfWorkspace &workspace)
{
    const auto ranked = [&set](int priority, int ordinary) { return set.priority ? priority : ordinary; };
    const bool ofProject = !set.project.isEmpty();
    if (ofProject && set.project != workspace.project)
        return 0;
    if (set.global)
        return ofProject ? ranked(4, 10) : ranked(1, 13);
    const bool byProject = set.projects.contains(workspace.project);
    const bool byWorkspace = set.workspaces.contains(workspace.id);
    if (ofProject)
        return byProject ? ranked(4, 10) : byWorkspace ? ranked(5, 9) : 0;
    if (set.priority)
        return byProject ? 2 : byWorkspace ? 3 : 0;
    return byWorkspace ? 11 : byProject ? 12 : 0;
}

auto standing(const TfCandidate &one)
{
    return std::make_tuple(one.variable->key, one.variable->category, one.rank, one.set ? one.set->name : QString());
}

} // namespace

TfVarSet *TfVarSets::find(const QString &id)
{
    const auto found = std::find_if(m_sets.begin(), m_sets.end(), [&](const TfVarSet &one) { return one.id == id; });
    return found == m_sets.end() ? nullptr : &*found;
}

bool TfVarSets::remove(const QString &id)
{
    return std::erase_if(m_sets, [&](const TfVarSet &one) { return one.id == id; }) > 0;
}

std::vector<const TfVarSet *> TfVarSets::reaching(const TfWorkspace &workspace) const
{
    std::vector<const TfVarSet *> found;
    for (const TfVarSet &set : m_sets) {
        if (rankOf(set, workspace) > 0)
            found.push_back(&set);
    }
    std::sort(found.begin(), found.end(), [](const auto *a, const auto *b) { return a->name < b->name; });
    return found;
}

std::vector<TfCandidate> TfVarSets::candidates(const TfWorkspace &workspace) const
{
    std::vector<TfCandidate> all;
    for (const TfVariable &variable : workspace.variables)
        all.push_back({&variable, nullptr, workspaceRank});
    for (const TfVarSet *set : reaching(workspace)) {
        for (const TfVariable &variable : set->variables)
            all.push_back({&variable, set, rankOf(*set, workspace)});
    }
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return standing(a) < standing(b); });
    return all;
}

std::map<QString, TfInput> TfVarSets::freeze(const TfWorkspace &workspace,
                                             const QList<QPair<QString, QString>> &runVariables) const
{
    static const QString prefix = u"TF_VAR_"_s;
    std::map<QString, TfInput> inputs;
    std::map<QString, TfInput> fromEnvironment;
    std::map<QString, int> ranks;
    const std::vector<TfCandidate> all = candidates(workspace);
    for (const TfCandidate &one : all) { // the first of a key is its winner
        const TfVariable &variable = *one.variable;
        const TfInput input{variable.value, variable.hcl, variable.sensitive};
        if (variable.category == u"terraform"_s && inputs.emplace(variable.key, input).second)
            ranks[variable.key] = one.rank;
        if (variable.category == u"env"_s && variable.key.startsWith(prefix))
            fromEnvironment.emplace(variable.key.mid(prefix.size()), input);
    }
    for (const auto &[key, literal] : runVariables) {
        if (!ranks.contains(key) || ranks[key] > runRank)
            inputs[key] = {literal, true, false};
    }
    inputs.merge(fromEnvironment); // Terraform asks the environment last
    return inputs;
}

} // namespace twinlake::simulator
