// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hcltypes.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

template <typename T, typename Show>
HclResult<> primitive(const HclResult<T> &read, Show show, const QString &name)
{
    return read ? HclResult<>(show(*read)) : hclWrong(u"%1 required"_s.arg(name));
}

HclResult<> toPrimitive(const QString &name, const json &value)
{
    if (name == u"any"_s)
        return value;
    if (name == u"string"_s)
        return primitive(textOfValue(value), textValue, u"string"_s);
    if (name == u"number"_s)
        return primitive(numberOfValue(value), numberValue, u"a number is"_s);
    if (name == u"bool"_s)
        return primitive(
            flagOfValue(value), [](bool flag) { return json(flag); }, u"a bool is"_s);
    if (name == u"list"_s || name == u"set"_s || name == u"map"_s) // the old way to write list(any)
        return value;
    return hclWrong(u"the simulator does not know the type \"%1\""_s.arg(name));
}

HclResult<> toSequence(const QString &name, const HclExpressionPtr &element, const json &value)
{
    if (!value.is_array())
        return hclWrong(u"%1 of values required"_s.arg(name));
    json found = json::array();
    for (const json &one : value) {
        const HclResult<> converted = convertTo(element, one);
        if (!converted)
            return converted;
        if (name != u"set"_s || std::find(found.begin(), found.end(), *converted) == found.end())
            found.push_back(*converted);
    }
    if (name == u"set"_s)
        std::sort(found.begin(), found.end());
    return found;
}

HclResult<> toMap(const HclExpressionPtr &element, const json &value)
{
    if (!value.is_object())
        return hclWrong(u"map of values required"_s);
    json found = json::object();
    for (const auto &[key, one] : value.items()) {
        const HclResult<> converted = convertTo(element, one);
        if (!converted)
            return converted;
        found[key] = *converted;
    }
    return found;
}

HclResult<> toTuple(const HclExpression &shape, const json &value)
{
    if (!value.is_array() || value.size() != shape.parts.size())
        return hclWrong(u"tuple of %1 values required"_s.arg(shape.parts.size()));
    json found = json::array();
    for (std::size_t place = 0; place < value.size(); ++place) {
        const HclResult<> converted = convertTo(shape.parts.at(place), value.at(place));
        if (!converted)
            return converted;
        found.push_back(*converted);
    }
    return found;
}

// optional(type) and optional(type, default) stand in object types alone.
bool isOptional(const HclExpression &type)
{
    return type.kind == HclKind::Call && type.name == u"optional"_s && !type.parts.empty();
}

HclResult<> toObject(const HclExpression &shape, const json &value)
{
    if (!value.is_object())
        return hclWrong(u"object required"_s);
    json found = json::object();
    for (std::size_t place = 0; place + 1 < shape.parts.size(); place += 2) {
        const std::string key = shape.parts.at(place)->value.get<std::string>();
        HclExpressionPtr type = shape.parts.at(place + 1);
        json one = value.contains(key) ? value.at(key) : json();
        if (isOptional(*type)) {
            const bool hasDefault = type->parts.size() > 1 && type->parts.at(1)->kind == HclKind::Literal;
            if (one.is_null() && hasDefault)
                one = type->parts.at(1)->value;
            type = type->parts.front();
        } else if (!value.contains(key)) {
            return hclWrong(u"attribute \"%1\" is required"_s.arg(QString::fromStdString(key)));
        }
        const HclResult<> converted = convertTo(type, one);
        if (!converted)
            return converted;
        found[key] = *converted;
    }
    return found;
}

} // namespace

bool isPrimitive(const HclExpressionPtr &type)
{
    static const QStringList names = {u"string"_s, u"number"_s, u"bool"_s, u"any"_s};
    return !type || (type->kind == HclKind::Name && names.contains(type->name));
}

HclResult<> convertTo(const HclExpressionPtr &type, const json &value)
{
    if (!type || value.is_null() || isUnknown(value))
        return value;
    if (type->kind == HclKind::Name)
        return toPrimitive(type->name, value);
    if (type->kind != HclKind::Call || type->parts.size() != 1)
        return hclWrong(u"the simulator does not understand this type constraint"_s);
    const HclExpressionPtr inner = type->parts.front();
    if (type->name == u"list"_s || type->name == u"set"_s)
        return toSequence(type->name, inner, value);
    if (type->name == u"map"_s)
        return toMap(inner, value);
    if (type->name == u"tuple"_s && inner->kind == HclKind::Tuple)
        return toTuple(*inner, value);
    if (type->name == u"object"_s && inner->kind == HclKind::Object)
        return toObject(*inner, value);
    return hclWrong(u"the simulator does not know the type \"%1\""_s.arg(type->name));
}

} // namespace twinlake::simulator
