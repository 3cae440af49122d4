// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HclPlan's resources: which instances a configuration wants, and what has to happen to each.
#include "app/simulator/hcl/hclmoduleinstance.h"
#include "app/simulator/hcl/hclplan.h"
#include "app/simulator/hcl/hclresources.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QStringList metaArguments = {u"count"_s, u"for_each"_s, u"depends_on"_s, u"provider"_s};
constexpr std::size_t mostInstances = 1000;

const HclBlock *lifecycleOf(const HclDeclaration &declared)
{
    const auto &blocks = declared.body->blocks;
    const auto found =
        std::find_if(blocks.begin(), blocks.end(), [](const HclBlock &one) { return one.type == u"lifecycle"_s; });
    return found == blocks.end() ? nullptr : &*found;
}

bool lifecycleSays(const HclDeclaration &declared, const QString &setting)
{
    const HclBlock *lifecycle = lifecycleOf(declared);
    const HclExpressionPtr value = lifecycle ? lifecycle->body->attribute(setting) : nullptr;
    return value && value->value == true;
}

// The names in ignore_changes = [a, b]; "all" stands for every argument.
QStringList ignoredOf(const HclDeclaration &declared, const QString &type)
{
    const HclBlock *lifecycle = lifecycleOf(declared);
    const HclExpressionPtr value = lifecycle ? lifecycle->body->attribute(u"ignore_changes"_s) : nullptr;
    if (!value)
        return {};
    if (value->kind == HclExpression::Kind::Name && value->name == u"all"_s)
        return argumentsOf(type);
    QStringList names;
    for (const HclExpressionPtr &one : value->parts)
        names << one->name;
    return names;
}

// "terraform_data.a" out of terraform_data.a, terraform_data.a.id or terraform_data.a["x"].
QString resourceNamed(const HclExpressionPtr &expression)
{
    QStringList names;
    for (const HclExpression *at = expression.get(); at;) {
        if (at->kind == HclExpression::Kind::Index) {
            at = at->parts.front().get();
            continue;
        }
        names.prepend(at->name);
        at = at->kind == HclExpression::Kind::Attribute ? at->parts.front().get() : nullptr;
    }
    return names.mid(0, 2).join(u'.');
}

} // namespace

struct HclPlan::Expansion {
    bool plain = true; ///< neither count nor for_each
    bool keyed = false;
    std::vector<std::pair<json, json>> instances; ///< index, and what each or count mean there
};

HclResult<HclPlan::Expansion> HclPlan::expansionOf(HclModuleInstance &module, const HclDeclaration &declared)
{
    Expansion found;
    const HclExpressionPtr count = declared.body->attribute(u"count"_s);
    const HclExpressionPtr forEach = declared.body->attribute(u"for_each"_s);
    if (count && forEach)
        return tl::unexpected(declared.error(u"Invalid combination of \"count\" and \"for_each\""_s));
    if (!count && !forEach) {
        found.instances.emplace_back(nullptr, nullptr);
        return found;
    }
    found.plain = false;
    found.keyed = forEach != nullptr;
    const HclResult<> value = module.evaluate(count ? count : forEach, declared.file);
    if (!value)
        return tl::unexpected(value.error());
    if (holdsUnknown(*value) && (count || isUnknown(*value)))
        return tl::unexpected(declared.error(
            u"Invalid %1 argument: the value depends on resource attributes that cannot be determined until apply"_s
                .arg(count ? u"count"_s : u"for_each"_s)));
    if (count) {
        const auto number = numberOfValue(*value);
        if (!number || *number < 0 || *number > static_cast<double>(mostInstances))
            return tl::unexpected(declared.error(u"Invalid count argument"_s));
        for (int place = 0; place < static_cast<int>(*number); ++place)
            found.instances.emplace_back(place, json{{"index", place}});
        return found;
    }
    if (!value->is_structured() || value->size() > mostInstances)
        return tl::unexpected(declared.error(u"Invalid for_each argument: a map, or set of strings is required"_s));
    for (const auto &[key, one] : hclItems(*value)) {
        const json name = value->is_object() ? key : one;
        if (!name.is_string())
            return tl::unexpected(declared.error(u"Invalid for_each set argument: a set of strings is required"_s));
        found.instances.emplace_back(name, json{{"key", name}, {"value", one}});
    }
    return found;
}

HclResult<> HclPlan::planResource(HclModuleInstance &module, const QString &name)
{
    const QString resource = module.addressOf(name);
    if (m_instances.contains(resource))
        return json();
    const HclDeclaration &declared = module.source().resources.at(name);
    const QString type = name.section(u'.', 0, 0);
    if (providerOf(type).isEmpty()) {
        return tl::unexpected(declared.error(u"No provider for %1: the simulator plans terraform_data and "
                                             u"null_resource, and the reference module in its "
                                             "own workspaces"_s.arg(type)));
    }
    if (!m_underWay.insert(resource).second)
        return tl::unexpected(declared.error(u"Cycle: %1"_s.arg(resource)));
    if (const HclExpressionPtr dependsOn = declared.body->attribute(u"depends_on"_s)) {
        for (const HclExpressionPtr &one : dependsOn->parts) {
            const QString wanted = resourceNamed(one);
            if (!module.source().resources.contains(wanted))
                continue; // a module: its resources are planned anyway
            if (const HclResult<> planned = planResource(module, wanted); !planned)
                return planned;
        }
    }
    const HclResult<Expansion> expansion = expansionOf(module, declared);
    if (!expansion)
        return tl::unexpected(expansion.error());
    for (const auto &[index, each] : expansion->instances) {
        if (const HclResult<> planned = planInstance(module, name, index, each); !planned)
            return planned;
    }
    if (!expansion->plain)
        m_keyed[resource] = expansion->keyed;
    m_instances[resource]; // also when there are none of it
    m_underWay.erase(resource);
    return json();
}

HclResult<> HclPlan::planInstance(HclModuleInstance &module, const QString &name, const json &index, const json &each)
{
    const HclDeclaration &declared = module.source().resources.at(name);
    HclChange change;
    change.who = {module.path(), name.section(u'.', 0, 0), name.section(u'.', 1), index};
    change.each = each;
    const auto held = m_state.held.find(change.who.address());
    if (held != m_state.held.end())
        change.before = held->second.attributes;
    m_references.emplace_back();
    const HclResult<> arguments = argumentsFor(module, declared, change.who, change);
    const std::set<QString> references = m_references.back();
    m_references.pop_back();
    if (!arguments)
        return arguments;
    change.dependencies = QStringList(references.begin(), references.end());
    if (const HclExpressionPtr dependsOn = declared.body->attribute(u"depends_on"_s)) {
        for (const HclExpressionPtr &one : dependsOn->parts)
            change.dependencies << module.addressOf(resourceNamed(one));
    }
    change.dependencies.removeDuplicates();
    decide(module, declared, change, *arguments);
    if (change.does("delete") && lifecycleSays(declared, u"prevent_destroy"_s))
        return tl::unexpected(declared.error(
            u"Instance cannot be destroyed: %1 has lifecycle.prevent_destroy set"_s.arg(change.who.address())));
    const QString address = change.who.address();
    m_instances[change.who.resource()].push_back(address);
    m_order.push_back(address);
    m_changes[address] = std::move(change);
    return json();
}

HclResult<> HclPlan::checkConditions(HclModuleInstance &module, const HclDeclaration &declared)
{
    for (const HclBlock &block : declared.body->blocks) {
        if (block.type != u"lifecycle"_s)
            return tl::unexpected(declared.error(u"The simulator does not carry out \"%1\" blocks"_s.arg(block.type)));
        for (const HclBlock &inner : block.body->blocks) {
            const HclExpressionPtr condition = inner.body->attribute(u"condition"_s);
            if (inner.type != u"precondition"_s || !condition)
                return tl::unexpected(
                    declared.error(u"The simulator does not carry out \"%1\" blocks"_s.arg(inner.type)));
            const HclResult<> holds = module.evaluate(condition, declared.file);
            if (!holds)
                return holds;
            if (*holds == false) {
                const HclExpressionPtr message = inner.body->attribute(u"error_message"_s);
                const HclResult<> text = message ? module.evaluate(message, declared.file) : HclResult<>(json(""));
                return tl::unexpected(declared.error(u"Resource precondition failed: %1"_s.arg(
                    text ? textOfValue(*text).value_or(QString()) : QString())));
            }
        }
    }
    return json();
}

HclResult<> HclPlan::argumentsFor(HclModuleInstance &module, const HclDeclaration &declared, const HclInstance &who,
                                  HclChange &change)
{
    if (holdsUnknown(change.each)) { // what it hung on may be known by now
        const HclResult<Expansion> expansion = expansionOf(module, declared);
        if (!expansion)
            return tl::unexpected(expansion.error());
        for (const auto &[index, each] : expansion->instances) {
            if (index == who.index)
                change.each = each;
        }
    }
    module.setEach(change.each);
    const auto ignored = ignoredOf(declared, who.type);
    json arguments = json::object();
    change.sensitive.clear();
    HclResult<> outcome = checkConditions(module, declared);
    for (const auto &[name, expression] : declared.body->attributes) {
        if (!outcome)
            break;
        if (metaArguments.contains(name))
            continue;
        if (!argumentsOf(who.type).contains(name)) {
            outcome = tl::unexpected(
                HclError{u"Unsupported argument: an argument named \"%1\" is not expected here"_s.arg(name),
                         declared.file, expression->line});
            break;
        }
        m_sensitive = false;
        outcome = module.evaluate(expression, declared.file);
        if (outcome && m_sensitive)
            change.sensitive << name;
        if (outcome)
            arguments[name.toStdString()] = *outcome;
    }
    module.setEach(nullptr);
    if (!outcome)
        return outcome;
    for (const QString &name : ignored) {
        if (change.before.is_object() && !change.does("delete"))
            arguments[name.toStdString()] = change.before.value(name.toStdString(), json());
    }
    return arguments;
}

bool HclPlan::isTriggered(HclModuleInstance &module, const HclDeclaration &declared)
{
    const HclBlock *lifecycle = lifecycleOf(declared);
    const HclExpressionPtr triggers = lifecycle ? lifecycle->body->attribute(u"replace_triggered_by"_s) : nullptr;
    if (!triggers)
        return false;
    return std::any_of(triggers->parts.begin(), triggers->parts.end(), [&](const HclExpressionPtr &one) {
        const QString wanted = resourceNamed(one);
        if (!module.source().resources.contains(wanted) || fails(planResource(module, wanted)))
            return false;
        const auto &instances = m_instances[module.addressOf(wanted)];
        return std::any_of(instances.begin(), instances.end(),
                           [this](const QString &address) { return !m_changes[address].isNoOp(); });
    });
}

void HclPlan::decide(HclModuleInstance &module, const HclDeclaration &declared, HclChange &change,
                     const json &arguments)
{
    const HclPlannedAttributes planned = planAttributes(change.who.type, change.before, arguments);
    change.after = planned.attributes;
    const QString address = change.who.address();
    if (change.before.is_null()) {
        change.actions = {u"create"_s};
        return;
    }
    if (m_state.held.at(address).tainted)
        change.reason = u"replace_because_tainted"_s;
    else if (m_options.replaces.contains(address))
        change.reason = u"replace_by_request"_s;
    else if (!planned.replacedBy.isEmpty())
        change.reason = u"replace_because_cannot_update"_s;
    else if (isTriggered(module, declared))
        change.reason = u"replace_by_triggers"_s;
    if (change.reason.isEmpty()) {
        change.actions = {planned.attributes == change.before ? u"no-op"_s : u"update"_s};
        return;
    }
    change.replacedBy = planned.replacedBy;
    change.after = planAttributes(change.who.type, nullptr, arguments).attributes;
    const bool createFirst = lifecycleSays(declared, u"create_before_destroy"_s);
    change.actions = createFirst ? QStringList{u"create"_s, u"delete"_s} : QStringList{u"delete"_s, u"create"_s};
}

} // namespace twinlake::simulator
