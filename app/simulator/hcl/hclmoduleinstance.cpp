// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclmoduleinstance.h"

#include "app/simulator/hcl/hclparser.h"
#include "app/simulator/hcl/hcltypes.h"

#include <QDir>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

constexpr int deepestModule = 10; // modules in modules

} // namespace

HclModuleInstance::HclModuleInstance(HclPlan &plan, const HclModule &source, QString path, QString directory,
                                     HclModuleInstance *parent, std::shared_ptr<const HclBody> call)
    : m_plan(plan)
    , m_source(source)
    , m_path(std::move(path))
    , m_directory(std::move(directory))
    , m_parent(parent)
    , m_call(std::move(call))
{
}

HclResult<> HclModuleInstance::open()
{
    if (!m_source.errors.empty())
        return tl::unexpected(m_source.errors.front());
    if (m_path.count(u"module."_s) > deepestModule)
        return hclWrong(u"Modules are nested too deeply"_s);
    for (const auto &[name, call] : m_source.calls) {
        for (const QString &meta : {u"count"_s, u"for_each"_s, u"providers"_s}) {
            if (call.body->attribute(meta))
                return tl::unexpected(call.error(u"The simulator does not carry out \"%1\" of a module"_s.arg(meta)));
        }
        const HclExpressionPtr source = call.body->attribute(u"source"_s);
        const QString where =
            source && source->value.is_string() ? QString::fromStdString(source->value.get<std::string>()) : QString();
        if (!where.startsWith(u"./"_s) && !where.startsWith(u"../"_s))
            return tl::unexpected(call.error(u"The simulator has local modules only, not \"%1\""_s.arg(where)));
        const QString directory = QDir::cleanPath(m_directory + u'/' + where);
        const HclModule *module = m_plan.m_tree->module(directory);
        if (!module)
            return tl::unexpected(call.error(u"Unreadable module directory: \"%1\""_s.arg(where)));
        for (const auto &[argument, value] : call.body->attributes) {
            static const QStringList metas = {u"source"_s, u"version"_s, u"depends_on"_s};
            if (!metas.contains(argument) && !module->variables.contains(argument))
                return tl::unexpected(call.error(u"Unsupported argument: \"%1\""_s.arg(argument)));
        }
        auto child = std::make_unique<HclModuleInstance>(m_plan, *module, addressOf(u"module."_s + name), directory,
                                                         this, call.body);
        if (const HclResult<> opened = child->open(); !opened)
            return opened;
        m_children[name] = std::move(child);
    }
    return json();
}

HclResult<> HclModuleInstance::checkVariables()
{
    for (const auto &[name, declared] : m_source.variables) {
        if (const HclResult<> value = variable(name); !value)
            return value;
    }
    for (const auto &[name, child] : m_children) {
        if (const HclResult<> checked = child->checkVariables(); !checked)
            return checked;
    }
    return json();
}

void HclModuleInstance::forget()
{
    m_values.clear();
    for (const auto &[name, child] : m_children)
        child->forget();
}

HclResult<> HclModuleInstance::evaluate(const HclExpressionPtr &expression, const QString &file)
{
    HclResult<> value = HclEvaluator(*this).evaluate(expression);
    if (!value && value.error().file.isEmpty())
        value.error().file = file;
    return value;
}

// Computes a named value once, and notices when it needs itself.
HclResult<> HclModuleInstance::once(const QString &key, const std::function<HclResult<>()> &compute)
{
    if (const auto found = m_values.find(key); found != m_values.end()) {
        m_plan.m_sensitive = m_plan.m_sensitive || found->second.sensitive;
        return found->second.value;
    }
    if (!m_underWay.insert(key).second)
        return hclWrong(u"Cycle: %1"_s.arg(addressOf(key)));
    const bool outside = m_plan.m_sensitive;
    m_plan.m_sensitive = false;
    const HclResult<> value = compute();
    m_underWay.erase(key);
    if (value)
        m_values[key] = {*value, m_plan.m_sensitive};
    m_plan.m_sensitive = m_plan.m_sensitive || outside;
    return value;
}

HclResult<> HclModuleInstance::local(const QString &name)
{
    const auto found = m_source.locals.find(name);
    if (found == m_source.locals.end())
        return hclWrong(u"Reference to undeclared local value: \"%1\""_s.arg(name));
    return once(u"local."_s + name, [this, &found] { return evaluate(found->second, {}); });
}

HclResult<> HclModuleInstance::variable(const QString &name)
{
    const auto found = m_source.variables.find(name);
    if (found == m_source.variables.end())
        return hclWrong(u"Reference to undeclared input variable: \"%1\""_s.arg(name));
    const HclDeclaration &declared = found->second;
    return once(u"var."_s + name, [&]() -> HclResult<> {
        HclResult<> value = m_call ? calledInput(name, declared) : rootInput(name, declared);
        if (!value)
            return value;
        value = convertTo(declared.body->attribute(u"type"_s), *value);
        if (!value) {
            return tl::unexpected(declared.error(
                u"Invalid value for input variable: the given value is not suitable for var.%1: %2."_s.arg(
                    name, value.error().text)));
        }
        const HclExpressionPtr sensitive = declared.body->attribute(u"sensitive"_s);
        m_plan.m_sensitive = m_plan.m_sensitive || (sensitive && sensitive->value == true);
        m_values[u"var."_s + name] = {*value, m_plan.m_sensitive}; // a validation refers to its own variable
        return validated(name, declared, *value);
    });
}

HclResult<> HclModuleInstance::rootInput(const QString &name, const HclDeclaration &declared)
{
    const HclExpressionPtr type = declared.body->attribute(u"type"_s);
    const auto given = m_plan.m_inputs.find(name);
    if (given != m_plan.m_inputs.end()) {
        m_plan.m_sensitive = m_plan.m_sensitive || given->second.sensitive;
        if (!given->second.hcl && isPrimitive(type))
            return textValue(given->second.value);
        const auto expression = parseHclExpression(given->second.value);
        if (!expression)
            return tl::unexpected(
                declared.error(u"Invalid value for input variable %1: %2"_s.arg(name, expression.error().text)));
        return evaluate(*expression, {});
    }
    if (const auto file = m_source.values.find(name); file != m_source.values.end())
        return evaluate(file->second, {});
    if (const HclExpressionPtr otherwise = declared.body->attribute(u"default"_s))
        return evaluate(otherwise, declared.file);
    return tl::unexpected(declared.error(
        u"No value for required variable: the root module input variable \"%1\" is not set, and has no default value."_s
            .arg(name)));
}

HclResult<> HclModuleInstance::calledInput(const QString &name, const HclDeclaration &declared)
{
    if (const HclExpressionPtr given = m_call->attribute(name))
        return m_parent->evaluate(given, {});
    if (const HclExpressionPtr otherwise = declared.body->attribute(u"default"_s))
        return evaluate(otherwise, declared.file);
    return tl::unexpected(declared.error(
        u"Missing required argument: the argument \"%1\" is required, but no definition was found."_s.arg(name)));
}

HclResult<> HclModuleInstance::validated(const QString &name, const HclDeclaration &declared, const json &value)
{
    for (const HclBlock &block : declared.body->blocks) {
        const HclExpressionPtr condition = block.body->attribute(u"condition"_s);
        const HclExpressionPtr message = block.body->attribute(u"error_message"_s);
        if (block.type != u"validation"_s || !condition || !message)
            return tl::unexpected(declared.error(u"Unsupported block type: \"%1\""_s.arg(block.type)));
        const HclResult<> holds = evaluate(condition, declared.file);
        if (!holds)
            return holds;
        if (*holds == true || isUnknown(*holds))
            continue;
        const HclResult<> text = evaluate(message, declared.file);
        if (!text)
            return text;
        return tl::unexpected(declared.error(
            u"Invalid value for variable: var.%1: %2"_s.arg(name, textOfValue(*text).value_or(QString()))));
    }
    return value;
}

HclResult<> HclModuleInstance::output(const QString &name)
{
    const auto found = m_source.outputs.find(name);
    if (found == m_source.outputs.end())
        return hclWrong(u"Unsupported attribute: there is no output \"%1\""_s.arg(name));
    const HclExpressionPtr value = found->second.body->attribute(u"value"_s);
    if (!value)
        return tl::unexpected(found->second.error(u"Missing required argument: \"value\""_s));
    return once(u"output."_s + name, [&] { return evaluate(value, found->second.file); });
}

HclResult<> HclModuleInstance::child(const QStringList &attributes, int *used)
{
    const auto found = m_children.find(attributes.value(0));
    if (found == m_children.end())
        return hclWrong(u"Reference to undeclared module: \"%1\""_s.arg(attributes.value(0)));
    *used = 1;
    if (attributes.size() > 1) {
        *used = 2;
        return found->second->output(attributes.at(1));
    }
    json all = json::object();
    for (const auto &[name, declared] : found->second->source().outputs) {
        const HclResult<> value = found->second->output(name);
        if (!value)
            return value;
        all[name.toStdString()] = *value;
    }
    return all;
}

const SlugFiles &HclModuleInstance::files() const
{
    return m_plan.m_tree->files;
}

HclResult<> HclModuleInstance::resolve(const QString &root, const QStringList &attributes, int *used)
{
    const QString first = attributes.value(0);
    *used = 1;
    if (attributes.isEmpty())
        return hclWrong(u"Invalid reference: \"%1\" needs an attribute"_s.arg(root));
    if (root == u"var"_s)
        return variable(first);
    if (root == u"local"_s)
        return local(first);
    if (root == u"module"_s)
        return child(attributes, used);
    if (root == u"path"_s && first != u"module"_s)
        return textValue(first == u"root"_s ? m_plan.m_options.directory : u"."_s);
    if (root == u"path"_s)
        return textValue(m_directory);
    if (root == u"terraform"_s && first == u"workspace"_s)
        return textValue(m_plan.m_options.workspace);
    if (root == u"each"_s || root == u"count"_s) {
        const std::string key = root == u"count"_s ? "index" : first.toStdString();
        if (!m_each.is_object() || !m_each.contains(key) || m_each.contains("index") != (root == u"count"_s))
            return hclWrong(u"Reference to \"%1\" in context without %2"_s.arg(
                root, root == u"count"_s ? u"count"_s : u"for_each"_s));
        return m_each.at(key);
    }
    if (root == u"data"_s || root == u"self"_s)
        return hclWrong(u"The simulator does not carry out references to \"%1\""_s.arg(root));
    return m_plan.resourceValue(*this, root + u'.' + first);
}

} // namespace twinlake::simulator
