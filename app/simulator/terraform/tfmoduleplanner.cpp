// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfmoduleplanner.h"

#include "app/simulator/hcl/hclplan.h"
#include "app/simulator/hcl/hclresources.h"
#include "app/simulator/terraform/tfplandocument.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

json strings(const QStringList &list)
{
    json found = json::array();
    for (const QString &one : list)
        found.push_back(one.toStdString());
    return found;
}

json maskOf(const QStringList &names)
{
    json mask = json::object();
    for (const QString &name : names)
        mask[name.toStdString()] = true;
    return mask;
}

json blanked(json values, const QStringList &names)
{
    for (const QString &name : names) {
        if (values.is_object() && values.contains(name.toStdString()))
            values[name.toStdString()] = nullptr;
    }
    return values;
}

json entryOf(const HclChange &change, bool redacted)
{
    const HclSplit after = splitUnknown(change.after);
    const json before = redacted ? blanked(change.before, change.sensitive) : change.before;
    const json mask = maskOf(change.sensitive);
    json entry = {{"address", change.who.address().toStdString()},
                  {"mode", "managed"},
                  {"type", change.who.type.toStdString()},
                  {"name", change.who.name.toStdString()},
                  {"provider_name", providerOf(change.who.type).toStdString()},
                  {"change",
                   {{"actions", strings(change.actions)},
                    {"before", before},
                    {"after", redacted ? blanked(after.known, change.sensitive) : after.known},
                    {"after_unknown", after.mask == false ? json::object() : after.mask},
                    {"before_sensitive", change.before.is_null() ? json(false) : mask},
                    {"after_sensitive", change.after.is_null() ? json(false) : mask}}}};
    if (!change.who.module.isEmpty())
        entry["module_address"] = change.who.module.toStdString();
    if (!change.who.index.is_null())
        entry["index"] = change.who.index;
    if (!change.reason.isEmpty())
        entry["action_reason"] = change.reason.toStdString();
    for (const QString &name : change.replacedBy)
        entry["change"]["replace_paths"].push_back(json::array({name.toStdString()}));
    return entry;
}

json outputEntry(const HclOutputChange &output, bool redacted)
{
    const char *action = output.isNoOp() ? "no-op" : !output.existed ? "create" : !output.exists ? "delete" : "update";
    const HclSplit after = splitUnknown(output.after);
    const bool hidden = redacted && output.sensitive;
    return {{"actions", json::array({action})},       {"before", hidden ? json() : output.before},
            {"after", hidden ? json() : after.known}, {"after_unknown", after.mask},
            {"before_sensitive", output.sensitive},   {"after_sensitive", output.sensitive}};
}

void count(const HclChange &change, TfPlanResult &result)
{
    result.additions += change.does("create") ? 1 : 0;
    result.changes += change.does("update") ? 1 : 0;
    result.destructions += change.does("delete") ? 1 : 0;
}

QString shownValue(const json &value, bool sensitive)
{
    if (sensitive)
        return u"(sensitive value)"_s;
    return isUnknown(value) ? u"(known after apply)"_s : QString::fromStdString(splitUnknown(value).known.dump());
}

QString drawnChange(const HclChange &change)
{
    static const std::map<QString, QString> verbs = {
        {u"create"_s, u"created"_s}, {u"update"_s, u"updated in-place"_s}, {u"delete"_s, u"destroyed"_s}};
    static const std::map<QString, QString> signs = {
        {u"create"_s, u"+"_s}, {u"update"_s, u"~"_s}, {u"delete"_s, u"-"_s}};
    const bool replaced = change.actions.size() == 2;
    const QString sign = replaced ? u"-/+"_s : signs.at(change.actions.first());
    QString text = u"  # %1 %2\n  %3 resource \"%4\" \"%5\" {\n"_s.arg(
        change.who.address(), replaced ? u"must be replaced"_s : u"will be "_s + verbs.at(change.actions.first()), sign,
        change.who.type, change.who.name);
    const json &shown = change.after.is_null() ? change.before : change.after;
    for (const auto &[key, value] : shown.items()) {
        const json before = change.before.is_object() ? change.before.value(key, json()) : json();
        const bool sensitive = change.sensitive.contains(QString::fromStdString(key));
        if (value.is_null() && before.is_null())
            continue;
        if (change.before.is_null() || change.after.is_null())
            text += u"      %1 %2 = %3\n"_s.arg(sign, QString::fromStdString(key), shownValue(value, sensitive));
        else if (before == value)
            text += u"        %1 = %2\n"_s.arg(QString::fromStdString(key), shownValue(value, sensitive));
        else
            text += u"      ~ %1 = %2 -> %3\n"_s.arg(QString::fromStdString(key), shownValue(before, sensitive),
                                                     shownValue(value, sensitive));
    }
    return text + u"    }\n"_s;
}

QString drawnOutputs(const HclPlan &plan)
{
    QString text;
    for (const auto &[name, output] : plan.outputs()) {
        if (output.isNoOp())
            continue;
        const QString after = output.exists ? shownValue(output.after, output.sensitive) : u"null"_s;
        text += output.existed ? u"  ~ %1 = %2 -> %3\n"_s.arg(name, shownValue(output.before, output.sensitive), after)
                               : u"  + %1 = %2\n"_s.arg(name, after);
    }
    return text.isEmpty() ? text : u"Changes to Outputs:\n"_s + text;
}

void fillIn(TfPlanResult &result, const HclPlan &plan)
{
    for (const auto &[address, change] : plan.changes()) {
        if (change.before.is_object())
            result.refreshed << u"%1: Refreshing state... [id=%2]"_s.arg(
                address, QString::fromStdString(change.before.value("id", json("")).get<std::string>()));
        if (change.isNoOp())
            continue;
        count(change, result);
        result.drawn << drawnChange(change);
    }
    for (const auto &[name, output] : plan.outputs())
        result.outputsChange = result.outputsChange || !output.isNoOp();
    result.drawnOutputs = drawnOutputs(plan);
}

QByteArray document(const TfPlanResult &result, const HclPlan *plan, const TfPlanFacts &facts, bool redacted)
{
    TfPlanParts parts;
    json schemas = json::object();
    if (plan) {
        for (const auto &[address, change] : plan->changes()) {
            parts.changes.push_back(entryOf(change, redacted));
            schemas[providerOf(change.who.type).toStdString()]["resource_schemas"][change.who.type.toStdString()] =
                schemaOfType(change.who.type);
        }
        for (const auto &[name, output] : plan->outputs())
            parts.outputs[name.toStdString()] = outputEntry(output, redacted);
        parts.variables = result.error.isEmpty() ? plan->variables() : json::object();
    }
    const json made = redacted ? planDocumentRedacted(parts, schemas) : planDocumentFull(facts, parts);
    return QByteArray::fromStdString(made.dump(-1, ' ', false, json::error_handler_t::replace));
}

std::map<QString, HclInput> inputsOf(const TfRun &run)
{
    std::map<QString, HclInput> inputs;
    for (const auto &[name, input] : run.variables)
        inputs[name] = {input.value, input.hcl, input.sensitive};
    return inputs;
}

HclOptions optionsOf(const TfWorkspace &workspace, const TfRun &run, const Draw &draw)
{
    HclOptions options;
    const auto directory = workspace.texts.find(u"working-directory"_s);
    if (directory != workspace.texts.end() && !directory->second.isEmpty())
        options.directory = directory->second;
    options.workspace = workspace.name;
    options.destroy = run.request.isDestroy;
    options.refreshOnly = run.request.refreshOnly;
    options.targets = run.request.targets;
    options.replaces = run.request.replaces;
    options.newId = [&draw, runId = run.id](const QString &address) {
        return draw.uuid(u"resource/"_s + runId + u'/' + address, 0);
    };
    return options;
}

} // namespace

TfPlanResult planModule(const TfWorkspace &workspace, const TfRun &run, std::shared_ptr<const HclTree> tree,
                        const QByteArray &state, const Draw &draw, SimTime now)
{
    TfPlanResult result;
    auto held = HclState::read(state);
    if (!held) {
        result.error = held.error().diagnostic();
    } else {
        auto plan = std::make_shared<HclPlan>(std::move(tree), inputsOf(run), std::move(*held),
                                              optionsOf(workspace, run, draw));
        if (plan->error())
            result.error = plan->error()->diagnostic();
        else
            fillIn(result, *plan);
        result.modulePlan = std::move(plan);
    }
    const TfPlanFacts facts{workspace.terraformVersion, now, !result.error.isEmpty(), result.hasChanges()};
    result.json = document(result, result.modulePlan.get(), facts, false);
    result.jsonRedacted = document(result, result.modulePlan.get(), facts, true);
    return result;
}

QString outputLines(const HclPlan &plan)
{
    QString text;
    for (const auto &[name, output] : plan.outputs()) {
        if (output.exists)
            text += u"%1 = %2\n"_s.arg(name, output.sensitive ? u"<sensitive>"_s : shownValue(output.after, false));
    }
    return text.isEmpty() ? text : u"\nOutputs:\n\n"_s + text;
}

} // namespace twinlake::simulator
