// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/pipelinesettings.h"

#include "app/simulator/databricks/replies.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isMapOfTexts(const nlohmann::json &value)
{
    return value.is_object()
        && std::all_of(value.begin(), value.end(), [](const nlohmann::json &text) { return text.is_string(); });
}

bool isListOfObjects(const nlohmann::json &value)
{
    return value.is_array()
        && std::all_of(value.begin(), value.end(), [](const nlohmann::json &one) { return one.is_object(); });
}

std::optional<SimResponse> badTypes(const nlohmann::json &settings)
{
    BodyReader reader(settings);
    for (const char *const text : {"name", "storage", "catalog", "schema", "target", "channel", "edition", "root_path",
                                   "budget_policy_id", "usage_policy_id", "id", "pipeline_id"})
        reader.text(text);
    for (const char *const flag :
         {"continuous", "development", "serverless", "photon", "allow_duplicate_names", "dry_run"})
        reader.flag(flag);
    for (const char *const object : {"run_as", "trigger", "environment", "restart_window", "event_log", "filters",
                                     "deployment", "ingestion_definition", "gateway_definition"})
        reader.object(object);
    if (reader.complaint())
        return reader.complaint();
    const auto wrong = [&settings](const char *key, bool (*good)(const nlohmann::json &)) {
        const auto found = settings.find(key);
        return found != settings.end() && !found->is_null() && !good(*found);
    };
    const auto complaint = [](const char *key, QLatin1StringView wanted) {
        return invalidParameter(
            u"Could not parse request object: field '%1' must be %2."_s.arg(QLatin1StringView(key), wanted));
    };
    for (const char *const list : {"libraries", "clusters", "notifications"}) {
        if (wrong(list, isListOfObjects))
            return complaint(list, "an array of objects"_L1);
    }
    for (const char *const map : {"configuration", "parameters", "tags"}) {
        if (wrong(map, isMapOfTexts))
            return complaint(map, "an object with text values"_L1);
    }
    return std::nullopt;
}

bool oneOf(const QString &word, const QStringList &known)
{
    return word.isEmpty() || known.contains(word, Qt::CaseInsensitive);
}

} // namespace

std::optional<SimResponse> badPipelineSettings(const nlohmann::json &settings)
{
    if (auto bad = badTypes(settings))
        return bad;
    BodyReader reader(settings);
    if (reader.text("target").contains(u'.'))
        return invalidParameter(u"The target schema must not contain a dot."_s);
    if (!reader.text("catalog").isEmpty() && !reader.text("storage").isEmpty())
        return invalidParameter(u"A pipeline with a catalog cannot have a storage location."_s);
    if (!oneOf(reader.text("channel"), {u"CURRENT"_s, u"PREVIEW"_s}))
        return invalidParameter(u"Unknown channel '%1'."_s.arg(reader.text("channel").left(100)));
    if (!oneOf(reader.text("edition"), {u"CORE"_s, u"PRO"_s, u"ADVANCED"_s}))
        return invalidParameter(u"Unknown edition '%1'."_s.arg(reader.text("edition").left(100)));
    const nlohmann::json runAs = reader.object("run_as");
    BodyReader runner(runAs);
    const bool user = !runner.text("user_name").isEmpty();
    const bool service = !runner.text("service_principal_name").isEmpty();
    if (runner.complaint())
        return runner.complaint();
    const auto given = settings.find("run_as");
    if (given != settings.end() && given->is_object() && user == service)
        return invalidParameter(u"run_as needs exactly one of user_name and service_principal_name."_s);
    return std::nullopt;
}

} // namespace twinlake::simulator
