// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/scenarioreader.h"

#include "app/simulator/faults/faultwish.h"
#include "app/simulator/process/scenarioexpectation.h"
#include "app/simulator/process/scenariojson.h"
#include "app/simulator/process/scenarioworld.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

QString readSeconds(const json &script, const char *key, std::chrono::seconds &into)
{
    const json value = memberOf(script, key, 0U);
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > 30ULL * 86400)
        return u"\"%1\" must be a number of seconds, at most 30 days."_s.arg(QString::fromLatin1(key));
    into = std::chrono::seconds(value.get<std::int64_t>());
    return {};
}

QString readBreak(json wish, Scenario &scenario)
{
    if (!wish.is_object())
        return u"A break must be an object."_s;
    ScenarioFault fault;
    fault.atStep = textAt(wish, "at_step");
    fault.untilStep = textAt(wish, "until_step");
    wish.erase("at_step");
    wish.erase("until_step");
    const auto good = faultFrom(wish);
    if (!good)
        return good.error();
    fault.target = textAt(wish, "target");
    fault.kind = textAt(wish, "kind");
    fault.wish = QByteArray::fromStdString(wish.dump());
    scenario.breaks.append(fault);
    return {};
}

QString readConsole(const json &events, Scenario &scenario)
{
    static const QStringList valid = {u"killed"_s, u"lost"_s, u"second"_s};
    for (const json &event : events) {
        if (QString stranger = strangers(event, u"script.console"_s); !stranger.isEmpty())
            return stranger;
        const ScenarioConsoleEvent read{textAt(event, "what"), textAt(event, "at_step")};
        if (!valid.contains(read.what))
            return oneOf(u"script.console.what"_s, read.what, valid);
        scenario.console.append(read);
    }
    return {};
}

QString readRecipes(const json &script, Scenario &scenario)
{
    const QStringList &valid = scenarioRecipes();
    scenario.recipes = textsAt(script, "recipes");
    for (const QString &recipe : std::as_const(scenario.recipes)) {
        if (!valid.contains(recipe))
            return oneOf(u"script.recipes"_s, recipe, valid);
    }
    if (scenario.recipes.isEmpty())
        scenario.recipes = QStringList{u"failover"_s, u"failback"_s};
    return {};
}

QString readScript(const json &script, Scenario &scenario)
{
    QString complaint = strangers(script, u"script"_s);
    if (complaint.isEmpty())
        complaint = readSeconds(script, "normal_s", scenario.normal);
    if (complaint.isEmpty())
        complaint = readSeconds(script, "return_after_s", scenario.returnAfter);
    if (complaint.isEmpty())
        complaint = readSeconds(script, "give_up_after_s", scenario.giveUpAfter);
    if (complaint.isEmpty())
        complaint = readSeconds(script, "backfill_after_s", scenario.backfillAfter);
    if (complaint.isEmpty())
        complaint = readRecipes(script, scenario);
    if (complaint.isEmpty())
        complaint = readConsole(memberOf(script, "console", json::array()), scenario);
    if (!complaint.isEmpty())
        return complaint;
    scenario.backfill = memberOf(script, "backfill", false) == true;
    scenario.backfillAtStep = textAt(script, "backfill_at_step");
    for (const json &wish : memberOf(script, "break", json::array())) {
        if (complaint = readBreak(wish, scenario); !complaint.isEmpty())
            return complaint;
    }
    return {};
}

} // namespace

std::map<QString, QStringList> scenarioKeys()
{
    return {{QString(),
             {u"schema"_s, u"id"_s, u"title"_s, u"summary"_s, u"group"_s, u"world"_s, u"timings"_s, u"script"_s,
              u"expected"_s}},
            {u"world"_s, scenarioWorldKeys()},
            {u"script"_s,
             {u"normal_s"_s, u"recipes"_s, u"break"_s, u"console"_s, u"return_after_s"_s, u"backfill"_s,
              u"backfill_at_step"_s, u"backfill_after_s"_s, u"give_up_after_s"_s}},
            {u"script.console"_s, {u"what"_s, u"at_step"_s}},
            {u"expected"_s, scenarioExpectationKeys()},
            {u"expected.requests"_s, expectedRequestKeys()}};
}

QString readScenario(const json &document, Scenario &scenario)
{
    if (QString stranger = strangers(document, {}); !stranger.isEmpty())
        return stranger;
    scenario.id = textAt(document, "id");
    scenario.title = textAt(document, "title");
    scenario.summary = textAt(document, "summary");
    scenario.group = textAt(document, "group");
    if (scenario.id.isEmpty() || scenario.group.isEmpty())
        return u"\"id\" and \"group\" are needed."_s;
    const json world = memberOf(document, "world", json::object());
    QString complaint = strangers(world, u"world"_s);
    if (complaint.isEmpty())
        complaint = readScenarioWorld(world, scenario);
    const json timings = memberOf(document, "timings", json::object());
    for (const auto &[name, value] : timings.items())
        scenario.timings[QString::fromStdString(name)] = textAt(timings, name.c_str());
    if (complaint.isEmpty())
        complaint = readScript(memberOf(document, "script", json::object()), scenario);
    if (complaint.isEmpty())
        complaint = readExpectation(memberOf(document, "expected", json::object()), scenario.expected);
    return complaint;
}

} // namespace twinlake::simulator
