// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "tests/app/rehearsal/schemacheck.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <map>

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

QString textOf(const json &value)
{
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

bool hasType(const json &value, const std::string &type)
{
    static const std::map<std::string, bool (*)(const json &)> types = {
        {"object", [](const json &v) { return v.is_object(); }},
        {"array", [](const json &v) { return v.is_array(); }},
        {"string", [](const json &v) { return v.is_string(); }},
        {"boolean", [](const json &v) { return v.is_boolean(); }},
        {"number", [](const json &v) { return v.is_number(); }},
        {"integer", [](const json &v) { return v.is_number_integer(); }}};
    const auto known = types.find(type);
    return known != types.end() && known->second(value);
}

QString objectComplaint(const json &root, const json &schema, const json &value, const QString &place)
{
    for (const json &name : schema.value("required", json::array())) {
        if (!value.contains(name.get<std::string>()))
            return place + u" lacks "_s + textOf(name);
    }
    const json properties = schema.value("properties", json::object());
    const json others = schema.value("additionalProperties", json(true));
    for (const auto &[name, member] : value.items()) {
        const QString where = place + u'/' + QString::fromStdString(name);
        if (!properties.contains(name) && others == false)
            return where + u" is not allowed"_s;
        const json &rule = properties.contains(name) ? properties[name] : others;
        if (rule.is_object()) {
            if (QString complaint = schemaComplaint(root, rule, member, where); !complaint.isEmpty())
                return complaint;
        }
    }
    return {};
}

QString stringComplaint(const json &schema, const json &value, const QString &place)
{
    const QString text = textOf(value);
    const auto length = static_cast<double>(text.size());
    if (schema.contains("minLength") && length < schema["minLength"].get<double>())
        return place + u" is too short"_s;
    if (schema.contains("maxLength") && length > schema["maxLength"].get<double>())
        return place + u" is too long"_s;
    if (schema.contains("pattern") && !QRegularExpression(textOf(schema["pattern"])).match(text).hasMatch())
        return place + u" has not the pattern"_s;
    return {};
}

QString numberComplaint(const json &schema, const json &value, const QString &place)
{
    const double number = value.get<double>();
    const bool small = schema.contains("minimum") && number < schema["minimum"].get<double>();
    const bool tooSmall = schema.contains("exclusiveMinimum") && number <= schema["exclusiveMinimum"].get<double>();
    const bool large = schema.contains("maximum") && number > schema["maximum"].get<double>();
    return small || tooSmall || large ? place + u" is out of range"_s : QString();
}

QString unknownKeyword(const json &schema, const QString &place)
{
    static const QSet<QString> known = {u"$schema"_s, u"$id"_s,       u"$ref"_s,
                                        u"$defs"_s,   u"title"_s,     u"description"_s,
                                        u"default"_s, u"type"_s,      u"enum"_s,
                                        u"const"_s,   u"required"_s,  u"properties"_s,
                                        u"items"_s,   u"pattern"_s,   u"minLength"_s,
                                        u"anyOf"_s,   u"maxLength"_s, u"additionalProperties"_s,
                                        u"minimum"_s, u"maximum"_s,   u"exclusiveMinimum"_s};
    for (const auto &[keyword, rule] : schema.items()) {
        if (!known.contains(QString::fromStdString(keyword)))
            return place + u": the schema's "_s + QString::fromStdString(keyword) + u" is not understood here"_s;
    }
    return {};
}

QString wordComplaint(const json &root, const json &schema, const json &value, const QString &place)
{
    if (schema.contains("type") && !hasType(value, schema["type"].get<std::string>()))
        return place + u" is no "_s + textOf(schema["type"]);
    if (schema.contains("const") && value != schema["const"])
        return place + u" is not "_s + textOf(schema["const"]);
    if (schema.contains("enum")
        && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
        return place + u" is none of "_s + textOf(schema["enum"]);
    const json choices = schema.value("anyOf", json::array());
    const bool fits = choices.empty() || std::any_of(choices.begin(), choices.end(), [&](const json &choice) {
                          return schemaComplaint(root, choice, value, place).isEmpty();
                      });
    return fits ? QString() : place + u" is none of what it may be"_s;
}

} // namespace

QString schemaComplaint(const json &root, const json &schema, const json &value, const QString &place)
{
    QString complaint = unknownKeyword(schema, place);
    if (complaint.isEmpty() && schema.contains("$ref")) {
        const json::json_pointer where(schema["$ref"].get<std::string>().substr(1));
        complaint = schemaComplaint(root, root.at(where), value, place);
    }
    if (complaint.isEmpty())
        complaint = wordComplaint(root, schema, value, place);
    if (!complaint.isEmpty())
        return complaint;
    if (value.is_object())
        return objectComplaint(root, schema, value, place);
    if (value.is_string())
        return stringComplaint(schema, value, place);
    if (value.is_number())
        return numberComplaint(schema, value, place);
    if (value.is_array() && schema.contains("items")) {
        for (const json &item : value) {
            if (complaint = schemaComplaint(root, schema["items"], item, place + u"/-"_s); !complaint.isEmpty())
                return complaint;
        }
    }
    return {};
}
