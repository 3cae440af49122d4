// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the parser makes the nodes of its tree.
#pragma once

#include "app/simulator/hcl/hclexpression.h"

namespace twinlake::simulator {

inline std::shared_ptr<HclExpression> node(HclExpression::Kind kind, int line, std::vector<HclExpressionPtr> parts = {},
                                           QString name = {})
{
    auto made = std::make_shared<HclExpression>();
    made->kind = kind;
    made->line = line;
    made->parts = std::move(parts);
    made->name = std::move(name);
    return made;
}

inline HclExpressionPtr literal(nlohmann::json value, int line)
{
    const auto made = node(HclExpression::Kind::Literal, line);
    made->value = std::move(value);
    return made;
}

} // namespace twinlake::simulator
