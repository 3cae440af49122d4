// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclplan.h"

#include "app/simulator/hcl/ctytype.h"
#include "app/simulator/hcl/hclmoduleinstance.h"
#include "app/simulator/hcl/hclresources.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

bool isPartOf(const QString &address, const QString &whole)
{
    const QChar next = address.size() > whole.size() ? address.at(whole.size()) : QChar();
    return address.startsWith(whole) && (address.size() == whole.size() || next == u'.' || next == u'[');
}

} // namespace

HclPlan::HclPlan(std::shared_ptr<const HclTree> tree, std::map<QString, HclInput> inputs, HclState state,
                 HclOptions options)
    : m_tree(std::move(tree))
    , m_inputs(std::move(inputs))
    , m_state(std::move(state))
    , m_options(std::move(options))
{
    const HclModule *root = m_tree->module(m_options.directory);
    if (!root) {
        m_error = HclError{u"The working directory \"%1\" holds no configuration"_s.arg(m_options.directory), {}, 0};
        return;
    }
    m_root = std::make_unique<HclModuleInstance>(*this, *root, QString(), m_options.directory, nullptr, nullptr);
    plan();
}

HclPlan::~HclPlan() = default;

bool HclPlan::fails(const HclResult<> &result)
{
    if (!result && !m_error)
        m_error = result.error();
    return !result;
}

void HclPlan::plan()
{
    if (fails(m_root->open()) || fails(m_root->checkVariables()))
        return;
    if (m_options.destroy)
        return planDestroy();
    if (m_options.refreshOnly)
        return; // neither type of resource is ever changed from outside
    if (fails(planModule(*m_root)))
        return;
    planOrphans();
    planOutputs();
    orderSteps();
}

HclResult<> HclPlan::planModule(HclModuleInstance &module)
{
    for (const auto &[name, declared] : module.source().resources) {
        if (!isWanted(module.addressOf(name)))
            continue;
        if (const HclResult<> planned = planResource(module, name); !planned)
            return planned;
    }
    for (const auto &[name, child] : module.children()) {
        if (const HclResult<> planned = planModule(*child); !planned)
            return planned;
    }
    return json();
}

// A target may name a module, a resource or one of its instances.
bool HclPlan::isWanted(const QString &resource) const
{
    const QStringList &targets = m_options.targets;
    return targets.isEmpty() || std::any_of(targets.begin(), targets.end(), [&resource](const QString &target) {
               return isPartOf(resource, target) || isPartOf(target, resource);
           });
}

void HclPlan::planDestroy()
{
    for (const auto &[address, held] : m_state.held) {
        if (!isWanted(held.who.resource()))
            continue;
        m_changes[address] = {held.who, {u"delete"_s},  held.attributes,   nullptr, {},
                              {},       held.sensitive, held.dependencies, {}};
    }
    if (m_options.targets.isEmpty()) {
        for (const auto &[name, output] : m_state.outputs.items()) {
            const bool sensitive = output.value("sensitive", json(false)) == true;
            m_outputs[QString::fromStdString(name)] = {output.value("value", json()), nullptr, true, false, sensitive};
        }
    }
    orderSteps();
}

// What the state holds and the configuration no longer wants.
void HclPlan::planOrphans()
{
    for (const auto &[address, held] : m_state.held) {
        if (m_changes.contains(address) || !isWanted(held.who.resource()))
            continue;
        const auto declared = m_instances.find(held.who.resource());
        QString reason = u"delete_because_no_resource_config"_s;
        if (declared != m_instances.end()) {
            const auto keyed = m_keyed.find(held.who.resource());
            reason = keyed == m_keyed.end() || keyed->second != held.who.index.is_string()
                ? u"delete_because_wrong_repetition"_s
                : keyed->second ? u"delete_because_each_key"_s
                                : u"delete_because_count_index"_s;
        }
        m_changes[address] = {held.who, {u"delete"_s},  held.attributes,   nullptr, reason,
                              {},       held.sensitive, held.dependencies, {}};
    }
}

void HclPlan::planOutputs()
{
    m_frozen = !m_options.targets.isEmpty();
    for (const auto &[name, output] : m_state.outputs.items()) {
        HclOutputChange &change = m_outputs[QString::fromStdString(name)];
        change.before = output.value("value", json());
        change.existed = true;
        change.sensitive = output.value("sensitive", json(false)) == true;
    }
    for (const auto &[name, declared] : m_root->source().outputs) {
        const HclResult<> value = m_root->output(name);
        HclOutputChange &change = m_outputs[name];
        if (!value && m_frozen) { // it needs what this targeted plan leaves out
            change.after = change.before;
            change.exists = change.existed;
            continue;
        }
        if (fails(value))
            return;
        const HclExpressionPtr sensitive = declared.body->attribute(u"sensitive"_s);
        change.sensitive = sensitive && sensitive->value == true;
        change.after = *value;
        change.exists = !value->is_null();
    }
    if (m_frozen) {
        for (auto &[name, change] : m_outputs) {
            if (!m_root->source().outputs.contains(name)) {
                change.after = change.before;
                change.exists = change.existed;
            }
        }
    }
}

// Deletions first, dependents before what they depend on; then everything else in the order of references.
void HclPlan::orderSteps()
{
    std::vector<QString> gone;
    for (const auto &[address, change] : m_changes) {
        if (change.actions == QStringList{u"delete"_s})
            gone.push_back(address);
    }
    while (!gone.empty()) {
        const auto free = std::find_if(gone.begin(), gone.end(), [&](const QString &candidate) {
            return std::none_of(gone.begin(), gone.end(), [&](const QString &other) {
                return m_changes[other].dependencies.contains(m_changes[candidate].who.resource())
                    && other != candidate;
            });
        });
        const auto next = free == gone.end() ? gone.begin() : free;
        m_steps.push_back(*next);
        gone.erase(next);
    }
    for (const QString &address : m_order) {
        if (!m_changes[address].isNoOp())
            m_steps.push_back(address);
    }
}

json HclPlan::variables() const
{
    json shown = json::object();
    if (!m_root)
        return shown;
    for (const auto &[name, declared] : m_root->source().variables) {
        if (const HclResult<> value = m_root->variable(name))
            shown[name.toStdString()] = {{"value", *value}};
    }
    return shown;
}

HclResult<> HclPlan::resourceValue(HclModuleInstance &module, const QString &name)
{
    const QString resource = module.addressOf(name);
    if (!m_references.empty())
        m_references.back().insert(resource);
    if (!module.source().resources.contains(name))
        return tl::unexpected(HclError{u"Reference to undeclared resource: \"%1\""_s.arg(resource), {}, 0});
    if (!m_instances.contains(resource)) {
        if (m_frozen)
            return tl::unexpected(HclError{u"%1 is not part of this plan"_s.arg(resource), {}, 0});
        if (const HclResult<> planned = planResource(module, name); !planned)
            return planned;
    }
    const auto keyed = m_keyed.find(resource);
    json all = keyed == m_keyed.end() || !keyed->second ? json::array() : json::object();
    for (const QString &address : m_instances[resource]) {
        const HclChange &change = m_changes[address];
        if (keyed == m_keyed.end())
            return change.after;
        if (keyed->second)
            all[change.who.index.get<std::string>()] = change.after;
        else
            all.push_back(change.after);
    }
    return all;
}

HclResult<> HclPlan::carryOut(const QString &address)
{
    HclChange &change = m_changes[address];
    if (change.actions == QStringList{u"delete"_s}) {
        m_state.held.erase(address);
        return json();
    }
    HclModuleInstance *module = m_root.get();
    for (const QString &part : change.who.module.split(u"module."_s, Qt::SkipEmptyParts))
        module = module->children().at(QString(part).remove(u'.')).get();
    m_root->forget(); // what was computed from unknowns is known by now
    const HclDeclaration &declared = module->source().resources.at(change.who.type + u'.' + change.who.name);
    m_references.emplace_back();
    const HclResult<> arguments = argumentsFor(*module, declared, change.who, change);
    m_references.pop_back();
    if (!arguments)
        return arguments;
    const json prior = change.does("create") ? json() : change.before;
    change.after = applyAttributes(change.who.type, prior, *arguments, m_options.newId(address));
    m_state.held[address] = {change.who, change.after, change.sensitive, change.dependencies, false};
    return change.after;
}

HclResult<> HclPlan::settleOutputs()
{
    m_root->forget();
    for (auto &[name, change] : m_outputs) {
        if (!m_options.destroy && m_root->source().outputs.contains(name)) {
            const HclResult<> value = m_root->output(name);
            if (value) {
                change.after = *value;
                change.exists = !value->is_null();
            } else if (!m_frozen) {
                return value;
            }
        }
        const std::string key = name.toStdString();
        if (!change.exists) {
            m_state.outputs.erase(key);
            continue;
        }
        m_state.outputs[key] = {{"value", change.after}, {"type", ctyType(change.after)}};
        if (change.sensitive)
            m_state.outputs[key]["sensitive"] = true;
    }
    return json();
}

} // namespace twinlake::simulator
