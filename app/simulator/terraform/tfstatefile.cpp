// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfstatefile.h"

#include "app/simulator/hcl/ctytype.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

json memberOf(const json &object, const char *key, const json &otherwise)
{
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? otherwise : *found;
}

QString textIn(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

QByteArray bytes(const json &value)
{
    return QByteArray::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

QList<TfStateOutput> outputsOf(const json &file)
{
    QList<TfStateOutput> found;
    const json outputs = memberOf(file, "outputs", json::object());
    if (!outputs.is_object())
        return found;
    for (const auto &[name, output] : outputs.items()) {
        if (!output.is_object())
            continue;
        const json value = output.value("value", json());
        TfStateOutput one;
        one.name = QString::fromStdString(name);
        one.sensitive = output.contains("sensitive") && output["sensitive"] == true;
        one.value = bytes(value);
        one.detailedType = bytes(output.contains("type") ? output["type"] : ctyType(value));
        found.append(one);
    }
    return found;
}

// {"name", "type", "count", "module", "provider"}, as section 7.2 lists them.
json listed(const json &resource, std::size_t count)
{
    const QString module = textIn(resource, "module");
    const bool data = textIn(resource, "mode") == u"data"_s;
    return {{"name", memberOf(resource, "name", "")},
            {"type", (data ? "data." : "") + textIn(resource, "type").toStdString()},
            {"count", count},
            {"module", module.isEmpty() ? "root" : QString(module).replace(u"module."_s, u"root."_s).toStdString()},
            {"provider", memberOf(resource, "provider", "")}};
}

} // namespace

std::optional<TfStateFile> readStateFile(const QByteArray &raw)
{
    const json file = json::parse(raw.toStdString(), nullptr, false);
    if (!file.is_object() || memberOf(file, "version", 0) != 4)
        return std::nullopt;
    TfStateFile found;
    found.terraformVersion = textIn(file, "terraform_version");
    found.lineage = textIn(file, "lineage");
    found.outputs = outputsOf(file);
    json list = json::array();
    const json resources = memberOf(file, "resources", json::array());
    for (const json &resource : resources) {
        if (!resource.is_object())
            return std::nullopt;
        const json instances = memberOf(resource, "instances", json::array());
        found.resourceCount += textIn(resource, "mode") == u"data"_s ? 0 : static_cast<int>(instances.size());
        list.push_back(listed(resource, instances.size()));
    }
    found.resourceList = bytes(list);
    return found;
}

QByteArray writeStateFile(const QByteArray &resources, const QByteArray &outputs, const QString &terraformVersion,
                          std::int64_t serial, const QString &lineage)
{
    const json held = json::parse(resources.toStdString(), nullptr, false);
    const json shown = json::parse(outputs.toStdString(), nullptr, false);
    nlohmann::ordered_json file;
    file["version"] = 4;
    file["terraform_version"] = terraformVersion.toStdString();
    file["serial"] = serial;
    file["lineage"] = lineage.toStdString();
    file["outputs"] = shown.is_object() ? shown : json::object();
    file["resources"] = held.is_array() ? held : json::array();
    file["check_results"] = nullptr;
    return QByteArray::fromStdString(file.dump(2, ' ', false, json::error_handler_t::replace)) + '\n';
}

QByteArray withSerial(const QByteArray &raw, std::int64_t serial)
{
    nlohmann::ordered_json file = nlohmann::ordered_json::parse(raw.toStdString(), nullptr, false);
    if (!file.is_object())
        return raw;
    file["serial"] = serial;
    return QByteArray::fromStdString(file.dump(2, ' ', false, json::error_handler_t::replace)) + '\n';
}

} // namespace twinlake::simulator
