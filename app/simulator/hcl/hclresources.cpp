// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclresources.h"

#include "app/simulator/hcl/ctytype.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QString dataType = u"terraform_data"_s;
const QString nullType = u"null_resource"_s;

json argument(const json &arguments, const char *name)
{
    const auto found = arguments.find(name);
    return found == arguments.end() ? json() : *found;
}

} // namespace

QString providerOf(const QString &type)
{
    if (type == dataType)
        return u"terraform.io/builtin/terraform"_s;
    return type == nullType ? u"registry.terraform.io/hashicorp/null"_s : QString();
}

QStringList argumentsOf(const QString &type)
{
    return type == dataType ? QStringList{u"input"_s, u"triggers_replace"_s} : QStringList{u"triggers"_s};
}

HclPlannedAttributes planAttributes(const QString &type, const json &prior, const json &arguments)
{
    HclPlannedAttributes planned;
    planned.attributes = {{"id", prior.is_null() ? unknownValue() : prior["id"]}};
    const char *trigger = type == dataType ? "triggers_replace" : "triggers";
    planned.attributes[trigger] = argument(arguments, trigger);
    const bool replaced = !prior.is_null() && argument(prior, trigger) != planned.attributes[trigger];
    if (replaced) {
        planned.replacedBy << QString::fromLatin1(trigger);
        planned.attributes["id"] = unknownValue();
    }
    if (type != dataType)
        return planned;
    const json input = argument(arguments, "input");
    const bool same = !prior.is_null() && !replaced && argument(prior, "input") == input;
    planned.attributes["input"] = input;
    planned.attributes["output"] = same ? argument(prior, "output") : input.is_null() ? json() : unknownValue();
    return planned;
}

json applyAttributes(const QString &type, const json &prior, const json &arguments, const QString &newId)
{
    json applied = planAttributes(type, prior, arguments).attributes;
    if (isUnknown(applied["id"]))
        applied["id"] = newId.toStdString();
    if (type == dataType)
        applied["output"] = applied["input"];
    return applied;
}

json toStateAttributes(const QString &type, json attributes)
{
    if (type != dataType)
        return attributes;
    for (const char *name : {"input", "output", "triggers_replace"}) {
        const json value = argument(attributes, name);
        attributes[name] = value.is_null() ? value : json{{"value", value}, {"type", ctyType(value)}};
    }
    return attributes;
}

json fromStateAttributes(const QString &type, json attributes)
{
    if (type != dataType || !attributes.is_object())
        return attributes;
    for (const char *name : {"input", "output", "triggers_replace"}) {
        const json held = argument(attributes, name);
        attributes[name] = held.is_object() && held.contains("value") ? held["value"] : json();
    }
    return attributes;
}

json schemaOfType(const QString &type)
{
    const auto attribute = [](const json &kind, bool computed) -> json {
        json shown = {{"type", kind}, {"description_kind", "plain"}};
        shown[computed ? "computed" : "optional"] = true;
        return shown;
    };
    json attributes = {{"id", attribute("string", true)}};
    if (type == dataType) {
        attributes["input"] = attribute("dynamic", false);
        attributes["output"] = attribute("dynamic", true);
        attributes["triggers_replace"] = attribute("dynamic", false);
    } else {
        attributes["triggers"] = attribute({"map", "string"}, false);
    }
    return {{"version", 0}, {"block", {{"attributes", attributes}, {"description_kind", "plain"}}}};
}

} // namespace twinlake::simulator
