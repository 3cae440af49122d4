// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfplandocument.h"

#include <QDateTime>

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

// {"resources": [...]} of one module path as planned_values and prior_state nest them.
json moduleTree(const json &changes, const char *side)
{
    json root = {{"resources", json::array()}};
    std::map<std::string, json> children;
    for (const json &entry : changes) {
        if (!entry["change"][side].is_object()) // not there before, or not there after
            continue;
        json resource = {{"address", entry["address"]},
                         {"mode", entry["mode"]},
                         {"type", entry["type"]},
                         {"name", entry["name"]},
                         {"provider_name", entry["provider_name"]},
                         {"schema_version", 0},
                         {"values", entry["change"][side]},
                         {"sensitive_values", json::object()}};
        if (entry.contains("index"))
            resource["index"] = entry["index"];
        if (entry.contains("module_address"))
            children[entry["module_address"].get<std::string>()].push_back(resource);
        else
            root["resources"].push_back(resource);
    }
    for (const auto &[address, resources] : children)
        root["child_modules"].push_back({{"address", address}, {"resources", resources}});
    return {{"root_module", root}};
}

const char *schemaTypeName(const json &value)
{
    if (value.is_boolean())
        return "bool";
    return value.is_number() ? "number" : "string";
}

// Enough of a schema for the CLI to draw the entries: scalars by type, everything nested as dynamic.
json schemaOf(const json &values)
{
    json attributes = json::object();
    for (const auto &[name, value] : values.items()) {
        const bool nested = value.is_structured();
        attributes[name] = {{"type", nested ? json("dynamic") : json(schemaTypeName(value))},
                            {"description_kind", "plain"},
                            {"optional", true},
                            {"computed", true}};
    }
    return {{"version", 0}, {"block", {{"attributes", attributes}, {"description_kind", "plain"}}}};
}

json providerSchemas(const json &changes)
{
    json schemas = json::object();
    for (const json &entry : changes) {
        const auto provider = entry["provider_name"].get<std::string>();
        const auto type = entry["type"].get<std::string>();
        json &schema = schemas[provider]["resource_schemas"][type];
        for (const char *side : {"before", "after"}) { // a value that is not known yet stands on one side alone
            if (entry["change"][side].is_object())
                schema.merge_patch(schemaOf(entry["change"][side]));
        }
    }
    return schemas;
}

} // namespace

QString tfTime(SimTime at, bool withMillis)
{
    const QDateTime instant = QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), Qt::UTC);
    return instant.toString(withMillis ? Qt::ISODateWithMs : Qt::ISODate);
}

json parsedJson(const QByteArray &text)
{
    json value = json::parse(text.toStdString(), nullptr, false);
    return value.is_discarded() ? json() : value;
}

json planDocumentFull(const TfPlanFacts &facts, const TfPlanParts &parts)
{
    json outputs = json::object();
    for (const auto &[name, change] : parts.outputs.items())
        outputs[name] = {{"sensitive", change["after_sensitive"]}, {"value", change["after"]}};
    json planned = moduleTree(parts.changes, "after");
    if (!outputs.empty())
        planned["outputs"] = outputs;
    json document = {{"format_version", "1.2"},
                     {"terraform_version", facts.terraformVersion.toStdString()},
                     {"variables", parts.variables},
                     {"planned_values", planned},
                     {"resource_changes", parts.changes},
                     {"prior_state",
                      {{"format_version", "1.0"},
                       {"terraform_version", facts.terraformVersion.toStdString()},
                       {"values", moduleTree(parts.changes, "before")}}},
                     {"configuration", {{"root_module", json::object()}}},
                     {"output_changes", parts.outputs},
                     {"relevant_attributes", json::array()},
                     {"checks", json::array()},
                     {"timestamp", tfTime(facts.at).toStdString()},
                     {"applyable", facts.applyable && !facts.errored},
                     {"complete", !facts.errored},
                     {"errored", facts.errored}};
    if (!parts.drift.empty())
        document["resource_drift"] = parts.drift;
    return document;
}

json planDocumentRedacted(const TfPlanParts &parts, const json &schemas)
{
    return {{"plan_format_version", "1.2"},
            {"provider_format_version", "1.0"},
            {"resource_changes", parts.changes},
            {"resource_drift", parts.drift},
            {"output_changes", parts.outputs},
            {"relevant_attributes", json::array()},
            {"deferred_changes", json::array()},
            {"provider_schemas", schemas.empty() ? providerSchemas(parts.changes) : schemas}};
}

} // namespace twinlake::simulator
