// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclstate.h"

#include "app/simulator/hcl/hclresources.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

QString textIn(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

json listIn(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : json::array();
}

QStringList sensitiveIn(const json &instance)
{
    QStringList names;
    for (const json &path : listIn(instance, "sensitive_attributes")) {
        if (path.is_array() && !path.empty() && path.front().is_object())
            names << textIn(path.front(), "value");
    }
    return names;
}

HclHeld heldOf(const json &resource, const json &instance)
{
    HclHeld held;
    held.who = {textIn(resource, "module"), textIn(resource, "type"), textIn(resource, "name"),
                instance.value("index_key", json())};
    held.attributes = fromStateAttributes(held.who.type, instance.value("attributes", json::object()));
    held.sensitive = sensitiveIn(instance);
    for (const json &one : listIn(instance, "dependencies"))
        held.dependencies << (one.is_string() ? QString::fromStdString(one.get<std::string>()) : QString());
    held.tainted = textIn(instance, "status") == u"tainted"_s;
    return held;
}

json instanceOf(const HclHeld &held)
{
    json sensitive = json::array();
    for (const QString &name : held.sensitive)
        sensitive.push_back(json::array({{{"type", "get_attr"}, {"value", name.toStdString()}}}));
    json instance = {{"schema_version", 0},
                     {"attributes", toStateAttributes(held.who.type, held.attributes)},
                     {"sensitive_attributes", sensitive}};
    if (!held.who.index.is_null())
        instance["index_key"] = held.who.index;
    if (held.tainted)
        instance["status"] = "tainted";
    for (const QString &one : held.dependencies)
        instance["dependencies"].push_back(one.toStdString());
    return instance;
}

} // namespace

QString HclInstance::resource() const
{
    return (module.isEmpty() ? QString() : module + u'.') + type + u'.' + name;
}

QString HclInstance::address() const
{
    return index.is_null() ? resource() : resource() + u'[' + QString::fromStdString(index.dump()) + u']';
}

HclResult<HclState> HclState::read(const QByteArray &raw)
{
    HclState state;
    if (raw.isEmpty())
        return state;
    const json file = json::parse(raw.toStdString(), nullptr, false);
    if (!file.is_object())
        return tl::unexpected(HclError{u"The current state is not a state file"_s, {}, 0});
    if (const auto outputs = file.find("outputs"); outputs != file.end() && outputs->is_object())
        state.outputs = *outputs;
    for (const json &resource : listIn(file, "resources")) {
        if (!resource.is_object() || textIn(resource, "mode") == u"data"_s)
            continue;
        const QString type = textIn(resource, "type");
        if (providerOf(type).isEmpty()) {
            return tl::unexpected(
                HclError{u"The current state holds a %1, for which the simulator has no provider"_s.arg(type), {}, 0});
        }
        for (const json &instance : listIn(resource, "instances")) {
            if (!instance.is_object())
                continue;
            HclHeld held = heldOf(resource, instance);
            state.held[held.who.address()] = std::move(held);
        }
    }
    return state;
}

json HclState::resources() const
{
    std::map<QString, json> found;
    for (const auto &[address, one] : held) {
        json &resource = found[one.who.resource()];
        if (resource.is_null()) {
            resource = {{"mode", "managed"},
                        {"type", one.who.type.toStdString()},
                        {"name", one.who.name.toStdString()},
                        {"provider", "provider[\"" + providerOf(one.who.type).toStdString() + "\"]"},
                        {"instances", json::array()}};
            if (!one.who.module.isEmpty())
                resource["module"] = one.who.module.toStdString();
        }
        resource["instances"].push_back(instanceOf(one));
    }
    json list = json::array();
    for (const auto &[address, resource] : found)
        list.push_back(resource);
    return list;
}

} // namespace twinlake::simulator
