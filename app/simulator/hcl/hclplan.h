// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HclPlan: an uploaded configuration planned against its state, and then carried out step by step. What it cannot carry
// out is its error.
#pragma once

#include "app/simulator/hcl/hclstate.h"
#include "app/simulator/hcl/hcltree.h"

#include <functional>
#include <memory>
#include <set>

namespace twinlake::simulator {

class HclModuleInstance;

struct HclInput {
    QString value;
    bool hcl = false;
    bool sensitive = false;
};

struct HclOptions {
    QString directory = QStringLiteral("."); ///< the workspace's working directory
    QString workspace; ///< terraform.workspace
    bool destroy = false;
    bool refreshOnly = false;
    QStringList targets;
    QStringList replaces;
    std::function<QString(const QString &address)> newId;
};

struct HclChange {
    HclInstance who;
    QStringList actions; ///< as plan JSON lists them
    nlohmann::json before;
    nlohmann::json after; ///< with unknowns
    QString reason;
    QStringList replacedBy;
    QStringList sensitive;
    QStringList dependencies;
    nlohmann::json each; ///< what each or count mean for it

    bool does(const char *action) const { return actions.contains(QLatin1String(action)); }
    bool isNoOp() const { return does("no-op"); }
};

struct HclOutputChange {
    nlohmann::json before; ///< null if there was none
    nlohmann::json after; ///< with unknowns; null if there will be none
    bool existed = false;
    bool exists = false;
    bool sensitive = false;

    bool isNoOp() const { return existed == exists && before == after; }
};

class HclPlan {
public:
    HclPlan(std::shared_ptr<const HclTree> tree, std::map<QString, HclInput> inputs, HclState state,
            HclOptions options);
    ~HclPlan();

    const std::optional<HclError> &error() const { return m_error; }
    const std::map<QString, HclChange> &changes() const { return m_changes; }
    const std::map<QString, HclOutputChange> &outputs() const { return m_outputs; }
    /// {name: {"value": ...}}
    nlohmann::json variables() const;

    /// What an apply does, in this order.
    const std::vector<QString> &steps() const { return m_steps; }
    HclResult<> carryOut(const QString &address);
    /// After the last step: the outputs as they are now.
    HclResult<> settleOutputs();
    const HclState &state() const { return m_state; }

private:
    friend class HclModuleInstance;
    struct Expansion; ///< count or for_each of one resource

    void plan();
    void planDestroy();
    void planOrphans();
    void planOutputs();
    void orderSteps();
    HclResult<> planModule(HclModuleInstance &module);
    HclResult<> planResource(HclModuleInstance &module, const QString &name);
    HclResult<> planInstance(HclModuleInstance &module, const QString &name, const nlohmann::json &index,
                             const nlohmann::json &each);
    HclResult<> argumentsFor(HclModuleInstance &module, const HclDeclaration &declared, const HclInstance &who,
                             HclChange &change);
    HclResult<> checkConditions(HclModuleInstance &module, const HclDeclaration &declared);
    void decide(HclModuleInstance &module, const HclDeclaration &declared, HclChange &change,
                const nlohmann::json &arguments);
    bool isTriggered(HclModuleInstance &module, const HclDeclaration &declared);
    HclResult<> resourceValue(HclModuleInstance &module, const QString &name);
    HclResult<Expansion> expansionOf(HclModuleInstance &module, const HclDeclaration &declared);
    bool isWanted(const QString &resource) const;
    bool fails(const HclResult<> &result);

    std::shared_ptr<const HclTree> m_tree;
    std::map<QString, HclInput> m_inputs;
    HclState m_state;
    HclOptions m_options;
    std::optional<HclError> m_error;
    std::unique_ptr<HclModuleInstance> m_root;
    std::map<QString, HclChange> m_changes; ///< by address
    std::map<QString, HclOutputChange> m_outputs;
    std::map<QString, std::vector<QString>> m_instances; ///< resource -> addresses, in order
    std::map<QString, bool> m_keyed; ///< resource -> for_each (true) or count (false); absent: neither
    std::set<QString> m_underWay; ///< resources being planned: a second visit is a cycle
    std::vector<std::set<QString>> m_references; ///< of what is being evaluated, innermost last
    std::vector<QString> m_order; ///< addresses, each after what it refers to
    std::vector<QString> m_steps;
    bool m_frozen = false; ///< outputs of a targeted plan: nothing new is planned for them
    bool m_sensitive = false; ///< a sensitive value was read
};

} // namespace twinlake::simulator
