// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Terraform's language as a tree: expressions, attributes and blocks.
#pragma once

#include "app/simulator/hcl/hclvalue.h"

#include <QStringList>

#include <map>
#include <memory>
#include <vector>

namespace twinlake::simulator {

struct HclExpression;
using HclExpressionPtr = std::shared_ptr<const HclExpression>;

struct HclExpression {
    enum class Kind {
        Literal, ///< value
        Template, ///< parts, joined as text
        Name, ///< name: a root such as var, or a variable of a for
        Attribute, ///< parts[0].name
        Index, ///< parts[0][parts[1]]
        Splat, ///< parts[0][*], then parts[1] of each element, the element being named by `name`
        Call, ///< name(parts...); `flag`: the last one is expanded
        Tuple, ///< parts
        Object, ///< parts: key, value, key, value
        ForTuple, ///< [for names in parts[0] : parts[1] if parts[2]]
        ForObject, ///< {for names in parts[0] : parts[1] => parts[2] if parts[3]}; `flag`: grouped
        Unary, ///< name parts[0]
        Binary, ///< parts[0] name parts[1]
        Conditional ///< parts[0] ? parts[1] : parts[2]
    };
    Kind kind = Kind::Literal;
    nlohmann::json value;
    QString name;
    QStringList names;
    std::vector<HclExpressionPtr> parts;
    bool flag = false;
    int line = 0;
};

using HclKind = HclExpression::Kind;

struct HclBody;
struct HclBlock {
    QString type;
    QStringList labels;
    std::shared_ptr<const HclBody> body;
    int line = 0;
};

struct HclBody {
    std::map<QString, HclExpressionPtr> attributes;
    std::vector<HclBlock> blocks;

    HclExpressionPtr attribute(const QString &name) const
    {
        const auto found = attributes.find(name);
        return found == attributes.end() ? nullptr : found->second;
    }
};

} // namespace twinlake::simulator
