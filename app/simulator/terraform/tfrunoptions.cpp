// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfrunoptions.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

QString addressOf(const json &entry)
{
    return QString::fromStdString(entry.value("address", std::string()));
}

void narrow(const QStringList &targets, json &changes, TfPlanResult &result)
{
    QStringList all = targets;
    // The job names the pipeline's id, so whoever targets it gets its pipelines as well.
    const auto names = [&](const TfEdits::Job &job) { return isTargeted(job.address, targets); };
    if (std::any_of(result.edits.jobs.cbegin(), result.edits.jobs.cend(), names)) {
        for (const TfEdits::Pipeline &pipeline : result.edits.pipelines)
            all << pipeline.address;
    }
    const auto outside = [&all](const auto &edit) { return !isTargeted(edit.address, all); };
    std::erase_if(result.edits.pipelines, outside);
    std::erase_if(result.edits.jobs, outside);
    if (!isTargeted(u"terraform_data.serving_region"_s, all))
        result.edits.pointer.reset();
    json kept = json::array();
    for (const json &entry : changes) {
        if (isTargeted(addressOf(entry), all))
            kept.push_back(entry);
    }
    changes = kept;
    result.changes = static_cast<int>(result.edits.size());
}

void destroyAll(json &changes, TfPlanResult &result)
{
    for (json &entry : changes) {
        entry["change"]["actions"] = json::array({"delete"});
        entry["change"]["after"] = nullptr;
        entry["change"]["after_sensitive"] = false;
    }
    result.edits = {};
    result.edits.beyond = u"The simulator does not destroy the resources of the reference module."_s;
    result.changes = 0;
    result.destructions = static_cast<int>(changes.size());
}

void replace(const QStringList &addresses, json &changes, TfPlanResult &result)
{
    for (json &entry : changes) {
        if (!addresses.contains(addressOf(entry)))
            continue;
        result.changes -= entry["change"]["actions"] == json::array({"update"}) ? 1 : 0;
        entry["change"]["actions"] = json::array({"delete", "create"});
        entry["action_reason"] = "replace_by_request";
        entry["change"]["after"].erase("id");
        entry["change"]["after_unknown"] = {{"id", true}};
        result.additions += 1;
        result.destructions += 1;
        result.edits.beyond = u"The simulator does not replace the resources of the reference module."_s;
    }
}

void refreshOnly(json &changes, const json &drift, TfPlanResult &result)
{
    for (json &entry : changes) {
        entry["change"]["actions"] = json::array({"no-op"});
        entry["change"]["after"] = entry["change"]["before"];
        entry["change"]["after_unknown"] = json::object();
    }
    result.edits = {};
    result.changes = 0;
    result.stateOnly = !drift.empty();
}

QString shownValue(const json &object, const std::string &key)
{
    const auto found = object.find(key);
    return found == object.end() ? u"(known after apply)"_s : QString::fromStdString(found->dump());
}

QString drawnEntry(const json &entry)
{
    const json &change = entry["change"];
    const json &actions = change["actions"];
    if (actions == json::array({"no-op"}))
        return {};
    const QString address = addressOf(entry);
    if (actions == json::array({"delete"}))
        return u"  # %1 will be destroyed\n"_s.arg(address);
    if (actions == json::array({"delete", "create"}))
        return u"  # %1 will be replaced, as requested\n"_s.arg(address);
    QString text = u"  # %1 will be updated in-place\n"_s.arg(address);
    for (const auto &[key, before] : change["before"].items()) {
        if (!change["after"].contains(key) || change["after"][key] != before)
            text += u"      ~ %1 = %2 -> %3\n"_s.arg(QString::fromStdString(key), QString::fromStdString(before.dump()),
                                                     shownValue(change["after"], key));
    }
    return text;
}

} // namespace

bool isTargeted(const QString &address, const QStringList &targets)
{
    return std::any_of(targets.cbegin(), targets.cend(), [&address](const QString &target) {
        const QChar next = address.size() > target.size() ? address.at(target.size()) : QChar();
        return address.startsWith(target) && (address.size() == target.size() || next == u'.' || next == u'[');
    });
}

void applyRunOptions(const TfRun &run, json &changes, const json &drift, TfPlanResult &result)
{
    if (!run.request.targets.isEmpty())
        narrow(run.request.targets, changes, result);
    if (run.request.isDestroy)
        destroyAll(changes, result);
    else if (run.request.refreshOnly)
        refreshOnly(changes, drift, result);
    else if (!run.request.replaces.isEmpty())
        replace(run.request.replaces, changes, result);
}

QStringList drawnChanges(const json &changes)
{
    QStringList drawn;
    for (const json &entry : changes) {
        const QString text = drawnEntry(entry);
        if (!text.isEmpty())
            drawn << text;
    }
    return drawn;
}

} // namespace twinlake::simulator
