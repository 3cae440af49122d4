// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HclEvaluator's composites: calls, tuples, objects, splats and for expressions.
#include "app/simulator/hcl/hclevaluator.h"
#include "app/simulator/hcl/hclfunctions.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

HclResult<> HclEvaluator::splat(const HclExpression &expression)
{
    const HclResult<> owner = evaluate(expression.parts.at(0));
    if (!owner || isUnknown(*owner))
        return owner;
    const json list = owner->is_array() ? *owner : owner->is_null() ? json::array() : json::array({*owner});
    const auto outside = m_locals;
    json found = json::array();
    for (const json &one : list) {
        m_locals[expression.name] = one;
        const HclResult<> value = evaluate(expression.parts.at(1));
        if (!value)
            return value;
        found.push_back(*value);
    }
    m_locals = outside;
    return found;
}

// try() and can() want to see the errors of their arguments themselves.
HclResult<> HclEvaluator::tried(const HclExpression &expression)
{
    for (const HclExpressionPtr &part : expression.parts) {
        const HclResult<> value = evaluate(part);
        if (expression.name == u"can"_s)
            return json(value.has_value());
        if (value)
            return value;
    }
    return hclWrong(u"Error in function call: no expression succeeded"_s);
}

HclResult<> HclEvaluator::called(const HclExpression &expression)
{
    if (expression.name == u"try"_s || expression.name == u"can"_s)
        return tried(expression);
    std::vector<json> arguments;
    for (const HclExpressionPtr &part : expression.parts) {
        const HclResult<> value = evaluate(part);
        if (!value)
            return value;
        arguments.push_back(*value);
    }
    if (expression.flag && !arguments.empty()) {
        const json last = arguments.back();
        arguments.pop_back();
        if (isUnknown(last))
            return unknownValue();
        for (const auto &[key, value] : hclItems(last))
            arguments.push_back(value);
    }
    return callHclFunction(expression.name, arguments, m_scope);
}

HclResult<> HclEvaluator::tuple(const HclExpression &expression)
{
    json found = json::array();
    for (const HclExpressionPtr &part : expression.parts) {
        const HclResult<> value = evaluate(part);
        if (!value)
            return value;
        found.push_back(*value);
    }
    return found;
}

HclResult<> HclEvaluator::object(const HclExpression &expression)
{
    json found = json::object();
    for (std::size_t place = 0; place + 1 < expression.parts.size(); place += 2) {
        const HclResult<> key = evaluate(expression.parts.at(place));
        if (!key)
            return key;
        if (isUnknown(*key))
            return unknownValue();
        const auto name = textOfValue(*key);
        if (!name)
            return tl::unexpected(name.error());
        const HclResult<> value = evaluate(expression.parts.at(place + 1));
        if (!value)
            return value;
        found[name->toStdString()] = *value;
    }
    return found;
}

HclResult<> HclEvaluator::loop(const HclExpression &expression)
{
    const bool isObject = expression.kind == HclKind::ForObject;
    const std::size_t conditionAt = isObject ? 3 : 2;
    const HclResult<> collection = evaluate(expression.parts.at(0));
    if (!collection || isUnknown(*collection))
        return collection;
    if (!collection->is_structured())
        return hclWrong(u"Iteration over non-iterable value"_s);
    const auto outside = m_locals;
    json found = isObject ? json::object() : json::array();
    for (const auto &[key, value] : hclItems(*collection)) {
        if (expression.names.size() == 2)
            m_locals[expression.names.at(0)] = key;
        m_locals[expression.names.last()] = value;
        if (expression.parts.size() > conditionAt) {
            const HclResult<> condition = evaluate(expression.parts.at(conditionAt));
            if (!condition || isUnknown(*condition))
                return condition;
            if (*condition != true)
                continue;
        }
        const HclResult<> first = evaluate(expression.parts.at(1));
        if (!first)
            return first;
        if (!isObject) {
            found.push_back(*first);
            continue;
        }
        const HclResult<> second = evaluate(expression.parts.at(2));
        if (!second || isUnknown(*first))
            return second ? first : second;
        const auto name = textOfValue(*first);
        if (!name)
            return tl::unexpected(name.error());
        if (expression.flag)
            found[name->toStdString()].push_back(*second);
        else if (found.contains(name->toStdString()))
            return hclWrong(u"Duplicate object key: two items have the key \"%1\""_s.arg(*name));
        else
            found[name->toStdString()] = *second;
    }
    m_locals = outside;
    return found;
}

} // namespace twinlake::simulator
