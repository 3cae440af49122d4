// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HclModuleInstance: one call of a module, or the root: its variables, locals and outputs, and what names mean in it.
#pragma once

#include "app/simulator/hcl/hclevaluator.h"
#include "app/simulator/hcl/hclplan.h"

namespace twinlake::simulator {

class HclModuleInstance : public HclScope {
public:
    HclModuleInstance(HclPlan &plan, const HclModule &source, QString path, QString directory,
                      HclModuleInstance *parent, std::shared_ptr<const HclBody> call);

    const QString &path() const { return m_path; }
    const HclModule &source() const { return m_source; }
    QString addressOf(const QString &resource) const { return m_path.isEmpty() ? resource : m_path + u'.' + resource; }
    const std::map<QString, std::unique_ptr<HclModuleInstance>> &children() const { return m_children; }
    /// Makes the calls' instances; an error if one cannot be made.
    HclResult<> open();
    /// Variables by name, so that a missing or unfit one is found even if nothing uses it.
    HclResult<> checkVariables();

    HclResult<> variable(const QString &name);
    HclResult<> output(const QString &name);
    HclResult<> evaluate(const HclExpressionPtr &expression, const QString &file);
    /// each and count, while an instance's arguments are evaluated.
    void setEach(const nlohmann::json &each) { m_each = each; }
    /// Computed values may be others after a step of an apply.
    void forget();

    HclResult<> resolve(const QString &root, const QStringList &attributes, int *used) override;
    const SlugFiles &files() const override;
    QString directory() const override { return m_directory; }

private:
    struct Value {
        nlohmann::json value;
        bool sensitive = false;
    };
    HclResult<> local(const QString &name);
    HclResult<> rootInput(const QString &name, const HclDeclaration &declared);
    HclResult<> calledInput(const QString &name, const HclDeclaration &declared);
    HclResult<> validated(const QString &name, const HclDeclaration &declared, const nlohmann::json &value);
    HclResult<> child(const QStringList &attributes, int *used);
    HclResult<> once(const QString &key, const std::function<HclResult<>()> &compute);

    HclPlan &m_plan;
    const HclModule &m_source;
    QString m_path;
    QString m_directory;
    HclModuleInstance *m_parent;
    std::shared_ptr<const HclBody> m_call; ///< of the parent; empty for the root
    std::map<QString, std::unique_ptr<HclModuleInstance>> m_children;
    std::map<QString, Value> m_values;
    std::set<QString> m_underWay;
    nlohmann::json m_each;
};

} // namespace twinlake::simulator
