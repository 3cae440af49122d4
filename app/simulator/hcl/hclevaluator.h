// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HclEvaluator: expressions to values. What a name means, the scope says; what is unknown until the apply stays unknown
// through whatever is computed from it.
#pragma once

#include "app/simulator/hcl/hclexpression.h"
#include "app/simulator/hcl/slug.h"

#include <functional>

namespace twinlake::simulator {

class HclScope {
public:
    virtual ~HclScope() = default;
    /// The value of a root ("var", "local", "terraform_data", "each", ...) under its first attributes, as many as it
    /// needs; `used` tells how many that were.
    virtual HclResult<> resolve(const QString &root, const QStringList &attributes, int *used) = 0;
    virtual const SlugFiles &files() const = 0;
    virtual QString directory() const = 0;
};

class HclEvaluator {
public:
    explicit HclEvaluator(HclScope &scope)
        : m_scope(scope)
    {
    }

    HclResult<> evaluate(const HclExpressionPtr &expression);

private:
    HclResult<> dispatch(const HclExpression &expression);
    HclResult<> traversal(const HclExpression &expression);
    HclResult<> joined(const HclExpression &expression);
    HclResult<> attribute(const HclExpression &expression);
    HclResult<> indexed(const HclExpression &expression);
    HclResult<> splat(const HclExpression &expression);
    HclResult<> called(const HclExpression &expression);
    HclResult<> tried(const HclExpression &expression);
    HclResult<> tuple(const HclExpression &expression);
    HclResult<> object(const HclExpression &expression);
    HclResult<> loop(const HclExpression &expression);
    HclResult<> unary(const HclExpression &expression);
    HclResult<> binary(const HclExpression &expression);
    HclResult<> logical(const HclExpression &expression);
    HclResult<> conditional(const HclExpression &expression);

    HclScope &m_scope;
    std::map<QString, nlohmann::json> m_locals; ///< the variables of for and splat
};

/// How a for or a splat goes through a collection: keys and values in Terraform's order.
std::vector<std::pair<nlohmann::json, nlohmann::json>> hclItems(const nlohmann::json &collection);

} // namespace twinlake::simulator
