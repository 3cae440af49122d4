// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfresources.h"

#include <nlohmann/json.hpp>

#include <array>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

json member(const json &object, const char *key, json otherwise = nullptr)
{
    if (!object.is_object())
        return otherwise;
    const auto found = object.find(key);
    return found == object.end() ? otherwise : *found;
}

std::string text(const QString &value)
{
    return value.toStdString();
}

// An API object inside a list of one: how the old SDK stores a nested block.
json block(const json &object)
{
    return object.is_null() ? json::array() : json::array({object});
}

json libraries(const json &list)
{
    json blocks = json::array();
    for (const json &library : list) {
        json one = {{"file", json::array()},  {"glob", json::array()},     {"jar", nullptr},
                    {"maven", json::array()}, {"notebook", json::array()}, {"whl", nullptr}};
        for (const auto &[kind, value] : library.items())
            one[kind] = value.is_object() ? block(value) : value;
        blocks.push_back(one);
    }
    return blocks;
}

json latestUpdates(const json &document)
{
    json updates = json::array();
    for (const json &update : member(document, "latest_updates", json::array())) {
        updates.push_back({{"creation_time", member(update, "creation_time")},
                           {"state", member(update, "state")},
                           {"update_id", member(update, "update_id")}});
    }
    return updates;
}

json shapeOf(const json &attributes, std::initializer_list<const char *> blocks)
{
    json shape = json::object();
    for (const char *name : blocks) {
        json list = json::array();
        const json held = member(attributes, name, json::array());
        for (std::size_t index = 0; index < held.size(); ++index)
            list.push_back(json::object());
        shape[name] = list;
    }
    return shape;
}

json sensitiveShape(const QString &type, const json &attributes)
{
    if (type == u"databricks_pipeline"_s)
        return shapeOf(attributes, {"cluster", "library"});
    if (type != u"databricks_job"_s)
        return json::object();
    json shape = json::object();
    if (!member(attributes, "schedule", json::array()).empty())
        shape["schedule"] = json::array({{{"sql_condition", json::array()}}});
    return shape;
}

} // namespace

json pipelineAttributes(const json &document, const QString &workspaceHost)
{
    static constexpr std::array plain = {"name",   "storage",     "target",    "catalog",
                                         "schema", "channel",     "edition",   "serverless",
                                         "photon", "development", "root_path", "budget_policy_id"};
    static constexpr std::array computed = {
        "state", "health", "cause", "cluster_id", "creator_user_name", "run_as_user_name", "last_modified"};
    const json spec = member(document, "spec", json::object());
    const json id = member(document, "pipeline_id");
    json attributes = {{"id", id}, {"timeouts", nullptr}, {"allow_duplicate_names", false}};
    for (const char *key : plain)
        attributes[key] = member(spec, key);
    for (const char *key : computed)
        attributes[key] = member(document, key);
    attributes["continuous"] = member(spec, "continuous", false);
    attributes["configuration"] = member(spec, "configuration", json::object());
    attributes["cluster"] = member(spec, "clusters", json::array());
    attributes["library"] = libraries(member(spec, "libraries", json::array()));
    attributes["notification"] = member(spec, "notifications", json::array());
    attributes["latest_updates"] = latestUpdates(document);
    attributes["run_as"] = block(member(document, "run_as"));
    attributes["url"] = text(workspaceHost) + "/#joblist/pipelines/" + (id.is_string() ? id.get<std::string>() : "");
    return attributes;
}

json jobAttributes(const json &document, const QString &workspaceHost)
{
    static constexpr std::array plain = {
        "name", "description", "format", "max_concurrent_runs", "timeout_seconds", "edit_mode", "performance_target"};
    const json settings = member(document, "settings", json::object());
    const json number = member(document, "job_id", 0);
    const std::string id = number.is_number_integer() ? std::to_string(number.get<std::int64_t>()) : std::string();
    json attributes = {{"id", id}, {"timeouts", nullptr}, {"url", text(workspaceHost) + "/#job/" + id}};
    for (const char *key : plain)
        attributes[key] = member(settings, key);
    attributes["tags"] = member(settings, "tags", json::object());
    attributes["task"] = member(settings, "tasks", json::array());
    attributes["parameter"] = member(settings, "parameters", json::array());
    attributes["trigger"] = block(member(settings, "trigger"));
    attributes["continuous"] = block(member(settings, "continuous"));
    const json user = member(document, "run_as_user_name");
    attributes["run_as"] = user.is_null() ? json::array() : json::array({{{"user_name", user}}});
    json schedule = member(settings, "schedule");
    if (schedule.is_object())
        schedule["sql_condition"] = json::array();
    attributes["schedule"] = block(schedule);
    return attributes;
}

json notebookAttributes(const QString &path, const QString &workspaceHost)
{
    return {{"id", text(path)},          {"path", text(path)},
            {"language", "PYTHON"},      {"format", "SOURCE"},
            {"object_type", "NOTEBOOK"}, {"url", text(workspaceHost) + "/#workspace" + text(path)}};
}

QString resourceAddress(const QString &module, const QString &type, const QString &name, const QString &index)
{
    const QString prefix = module.isEmpty() ? QString() : module + u'.';
    const QString suffix = index.isEmpty() ? QString() : u"[\"%1\"]"_s.arg(index);
    return prefix + type + u'.' + name + suffix;
}

json resourceEntry(const QString &module, const QString &type, const QString &name, const QString &index,
                   const json &before, const json &after)
{
    const bool builtIn = type == u"terraform_data"_s;
    json entry = {
        {"address", text(resourceAddress(module, type, name, index))},
        {"mode", "managed"},
        {"type", text(type)},
        {"name", text(name)},
        {"provider_name", builtIn ? "terraform.io/builtin/terraform" : "app.terraform.io/databricks/databricks"},
        {"change",
         {{"actions", json::array({before == after ? "no-op" : "update"})},
          {"before", before},
          {"after", after},
          {"after_unknown", json::object()},
          {"before_sensitive", sensitiveShape(type, before)},
          {"after_sensitive", sensitiveShape(type, after)}}}};
    if (!module.isEmpty())
        entry["module_address"] = text(module);
    if (!index.isEmpty())
        entry["index"] = text(index);
    return entry;
}

} // namespace twinlake::simulator
