// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclevaluator.h"

#include "app/simulator/hcl/hclfunctions.h"

#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

using Kind = HclExpression::Kind;

tl::unexpected<HclError> wrong(const QString &text)
{
    return tl::unexpected(HclError{text, {}, 0});
}

HclResult<> attributeOf(const json &owner, const QString &name)
{
    if (isUnknown(owner))
        return unknownValue();
    if (!owner.is_object())
        return wrong(u"Unsupported attribute: this value does not have any attributes (\"%1\")"_s.arg(name));
    const auto found = owner.find(name.toStdString());
    if (found == owner.end())
        return wrong(u"Unsupported attribute: this object does not have an attribute named \"%1\""_s.arg(name));
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
        return wrong(u"Invalid index: this value does not have any indices"_s);
    if (*place < 0 || *place >= static_cast<double>(owner.size()) || std::floor(*place) != *place)
        return wrong(u"Invalid index: the given key does not identify an element in this collection value"_s);
    return json(owner.at(static_cast<std::size_t>(*place)));
}

HclResult<> arithmetic(const QString &operation, double left, double right)
{
    if ((operation == u"/"_s || operation == u"%"_s) && right == 0.0)
        return wrong(u"Division by zero"_s);
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
    case Kind::Literal:
        return json(expression.value);
    case Kind::Template:
        return joined(expression);
    case Kind::Name:
    case Kind::Attribute:
        return traversal(expression);
    case Kind::Index:
        return indexed(expression);
    case Kind::Splat:
        return splat(expression);
    case Kind::Call:
        return called(expression);
    case Kind::Tuple:
        return tuple(expression);
    case Kind::Object:
        return object(expression);
    case Kind::ForTuple:
    case Kind::ForObject:
        return loop(expression);
    case Kind::Unary:
        return unary(expression);
    case Kind::Binary:
        return expression.name == u"&&"_s || expression.name == u"||"_s ? logical(expression) : binary(expression);
    case Kind::Conditional:
        return conditional(expression);
    }
    return wrong(u"Invalid expression"_s);
}

// A chain of attributes goes to the scope as a whole: only it knows that "module.a.b" are three words of one name.
HclResult<> HclEvaluator::traversal(const HclExpression &expression)
{
    QStringList attributes;
    const HclExpression *at = &expression;
    while (at->kind == Kind::Attribute) {
        attributes.prepend(at->name);
        at = at->parts.front().get();
    }
    if (at->kind != Kind::Name)
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
    return wrong(u"Error in function call: no expression succeeded"_s);
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
    const bool isObject = expression.kind == Kind::ForObject;
    const std::size_t conditionAt = isObject ? 3 : 2;
    const HclResult<> collection = evaluate(expression.parts.at(0));
    if (!collection || isUnknown(*collection))
        return collection;
    if (!collection->is_structured())
        return wrong(u"Iteration over non-iterable value"_s);
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
            return wrong(u"Duplicate object key: two items have the key \"%1\""_s.arg(*name));
        else
            found[name->toStdString()] = *second;
    }
    m_locals = outside;
    return found;
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
