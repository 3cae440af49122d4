// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclevaluator.h"

#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

HclResult<> attributeOf(const json &owner, const QString &name)
{
    if (isUnknown(owner))
        return unknownValue();
    if (!owner.is_object())
        return hclWrong(u"Unsupported attribute: this value does not have any attributes (\"%1\")"_s.arg(name));
    const auto found = owner.find(name.toStdString());
    if (found == owner.end())
        return hclWrong(u"Unsupported attribute: this object does not have an attribute named \"%1\""_s.arg(name));
    return json(*found);
}

HclResult<> elementOf(const json &owner, const json &key)
{
    if (isUnknown(owner) || isUnknown(key))
        return unknownValue();
    if (owner.is_object()) {
        const auto name = textOfValue(key);
        return name ? attributeOf(owner, *name) : HclResult<>(tl::unexpected(name.error()));
    }
    const auto place = numberOfValue(key);
    if (!owner.is_array() || !place)
        return hclWrong(u"Invalid index: this value does not have any indices"_s);
    if (*place < 0 || *place >= static_cast<double>(owner.size()) || std::floor(*place) != *place)
        return hclWrong(u"Invalid index: the given key does not identify an element in this collection value"_s);
    return json(owner.at(static_cast<std::size_t>(*place)));
}

HclResult<> arithmetic(const QString &operation, double left, double right)
{
    if ((operation == u"/"_s || operation == u"%"_s) && right == 0.0)
        return hclWrong(u"Division by zero"_s);
    if (operation == u"+"_s)
        return numberValue(left + right);
    if (operation == u"-"_s)
        return numberValue(left - right);
    if (operation == u"*"_s)
        return numberValue(left * right);
    if (operation == u"/"_s)
        return numberValue(left / right);
    if (operation == u"%"_s)
        return numberValue(std::fmod(left, right));
    if (operation == u"<"_s)
        return json(left < right);
    if (operation == u">"_s)
        return json(left > right);
    return json(operation == u"<="_s ? left <= right : left >= right);
}

} // namespace

std::vector<std::pair<json, json>> hclItems(const json &collection)
{
    std::vector<std::pair<json, json>> items;
    if (collection.is_object()) {
        for (const auto &[key, value] : collection.items())
            items.emplace_back(key, value);
    } else if (collection.is_array()) {
        for (std::size_t place = 0; place < collection.size(); ++place)
            items.emplace_back(place, collection.at(place));
    }
    return items;
}

HclResult<> HclEvaluator::evaluate(const HclExpressionPtr &expression)
{
    HclResult<> value = dispatch(*expression);
    if (!value && value.error().line == 0)
        value.error().line = expression->line;
    return value;
}

HclResult<> HclEvaluator::dispatch(const HclExpression &expression)
{
    switch (expression.kind) {
    case HclKind::Literal:
        return json(expression.value);
    case HclKind::Template:
        return joined(expression);
    case HclKind::Name:
    case HclKind::Attribute:
        return traversal(expression);
    case HclKind::Index:
        return indexed(expression);
    case HclKind::Splat:
        return splat(expression);
    case HclKind::Call:
        return called(expression);
    case HclKind::Tuple:
        return tuple(expression);
    case HclKind::Object:
        return object(expression);
    case HclKind::ForTuple:
    case HclKind::ForObject:
        return loop(expression);
    case HclKind::Unary:
        return unary(expression);
    case HclKind::Binary:
        return expression.name == u"&&"_s || expression.name == u"||"_s ? logical(expression) : binary(expression);
    case HclKind::Conditional:
        return conditional(expression);
    }
    return hclWrong(u"Invalid expression"_s);
}

// A chain of attributes goes to the scope as a whole: only it knows that "module.a.b" are three words of one name.
HclResult<> HclEvaluator::traversal(const HclExpression &expression)
{
    QStringList attributes;
    const HclExpression *at = &expression;
    while (at->kind == HclKind::Attribute) {
        attributes.prepend(at->name);
        at = at->parts.front().get();
    }
    if (at->kind != HclKind::Name)
        return attribute(expression);
    HclResult<> value;
    int used = 0;
    if (const auto local = m_locals.find(at->name); local != m_locals.end())
        value = local->second;
    else
        value = m_scope.resolve(at->name, attributes, &used);
    for (int place = used; value && place < attributes.size(); ++place)
        value = attributeOf(*value, attributes.at(place));
    return value;
}

HclResult<> HclEvaluator::attribute(const HclExpression &expression)
{
    const HclResult<> owner = evaluate(expression.parts.front());
    return owner ? attributeOf(*owner, expression.name) : owner;
}

HclResult<> HclEvaluator::joined(const HclExpression &expression)
{
    QString text;
    bool known = true;
    for (const HclExpressionPtr &part : expression.parts) {
        const HclResult<> value = evaluate(part);
        if (!value)
            return value;
        known = known && !holdsUnknown(*value);
        if (!known)
            continue;
        const auto piece = textOfValue(*value);
        if (!piece)
            return tl::unexpected(piece.error());
        text += *piece;
    }
    return known ? textValue(text) : unknownValue();
}

HclResult<> HclEvaluator::indexed(const HclExpression &expression)
{
    const HclResult<> owner = evaluate(expression.parts.at(0));
    if (!owner)
        return owner;
    const HclResult<> key = evaluate(expression.parts.at(1));
    return key ? elementOf(*owner, *key) : key;
}

HclResult<> HclEvaluator::unary(const HclExpression &expression)
{
    const HclResult<> operand = evaluate(expression.parts.front());
    if (!operand || isUnknown(*operand))
        return operand;
    if (expression.name == u"!"_s) {
        const auto flag = flagOfValue(*operand);
        return flag ? HclResult<>(!*flag) : tl::unexpected(flag.error());
    }
    const auto number = numberOfValue(*operand);
    return number ? HclResult<>(numberValue(-*number)) : tl::unexpected(number.error());
}

HclResult<> HclEvaluator::logical(const HclExpression &expression)
{
    const bool all = expression.name == u"&&"_s;
    bool known = true;
    for (const HclExpressionPtr &part : expression.parts) {
        const HclResult<> value = evaluate(part);
        if (!value)
            return value;
        if (isUnknown(*value)) {
            known = false;
            continue;
        }
        const auto flag = flagOfValue(*value);
        if (!flag)
            return tl::unexpected(flag.error());
        if (*flag != all)
            return json(*flag);
    }
    return known ? json(all) : unknownValue();
}

HclResult<> HclEvaluator::binary(const HclExpression &expression)
{
    const HclResult<> left = evaluate(expression.parts.at(0));
    if (!left)
        return left;
    const HclResult<> right = evaluate(expression.parts.at(1));
    if (!right)
        return right;
    if (holdsUnknown(*left) || holdsUnknown(*right))
        return unknownValue();
    if (expression.name == u"=="_s || expression.name == u"!="_s)
        return json((*left == *right) == (expression.name == u"=="_s));
    const auto a = numberOfValue(*left);
    if (!a)
        return tl::unexpected(a.error());
    const auto b = numberOfValue(*right);
    if (!b)
        return tl::unexpected(b.error());
    return arithmetic(expression.name, *a, *b);
}

HclResult<> HclEvaluator::conditional(const HclExpression &expression)
{
    const HclResult<> condition = evaluate(expression.parts.at(0));
    if (!condition || isUnknown(*condition))
        return condition;
    const auto flag = flagOfValue(*condition);
    if (!flag)
        return tl::unexpected(flag.error());
    return evaluate(expression.parts.at(*flag ? 1 : 2));
}

} // namespace twinlake::simulator
