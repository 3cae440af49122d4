// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfsurprise.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const std::string wasStorage = "storage";

std::string surpriseStorage(const json &before)
{
    const auto found = before.find(wasStorage);
    return (found != before.end() && found->is_string() ? found->get<std::string>() : std::string("dbfs:/pipelines"))
        + "-v2";
}

void replacePipeline(json &change)
{
    change["actions"] = json::array({"delete", "create"});
    change["after"][wasStorage] = surpriseStorage(change["before"]);
    for (const char *computed : {"id", "url", "state", "health", "cause", "cluster_id", "last_modified"}) {
        change["after"].erase(computed);
        change["after_unknown"][computed] = true;
    }
    change["replace_paths"] = json::array({json::array({wasStorage})});
}

void changeNotebook(json &change)
{
    change["actions"] = json::array({"update"});
    change["before"]["md5"] = "9e107d9d372bb6826bd81d3542a419d6";
    change["after"]["md5"] = "e4d909c290d0fb1ca068ffaddf22cbd0";
}

/// The address that was changed; empty if the document has no such resource.
QString surprise(json &document, TfSurprise what)
{
    const bool replaces = what == TfSurprise::Replace;
    const auto changes = document.find("resource_changes");
    if (changes == document.end() || !changes->is_array())
        return {};
    const auto entry = std::find_if(changes->begin(), changes->end(), [replaces](const json &one) {
        return one.value("type", "") == (replaces ? "databricks_pipeline" : "databricks_notebook")
            && one["change"]["after"].is_object();
    });
    if (entry == changes->end())
        return {};
    json &change = (*entry)["change"];
    if (replaces) {
        replacePipeline(change);
        (*entry)["action_reason"] = "replace_because_cannot_update";
    } else {
        changeNotebook(change);
    }
    return QString::fromStdString(entry->value("address", ""));
}

QString surpriseIn(QByteArray &text, TfSurprise what)
{
    json document = json::parse(text.toStdString(), nullptr, false);
    if (!document.is_object())
        return {};
    const QString address = surprise(document, what);
    if (document.contains("applyable") && !address.isEmpty())
        document["applyable"] = true;
    text = QByteArray::fromStdString(document.dump());
    return address;
}

} // namespace

void putSurprise(TfPlanResult &result, TfSurprise surprise)
{
    if (surprise == TfSurprise::None || !result.error.isEmpty())
        return;
    const QString address = surpriseIn(result.json, surprise);
    surpriseIn(result.jsonRedacted, surprise);
    if (address.isEmpty())
        return;
    const bool replaces = surprise == TfSurprise::Replace;
    result.edits.surprises.push_back({address, replaces});
    (replaces ? result.additions : result.changes) += 1;
    result.destructions += replaces ? 1 : 0;
    result.drawn << u"  # %1 %2\n"_s.arg(address, replaces ? u"must be replaced"_s : u"will be updated in-place"_s);
}

} // namespace twinlake::simulator
