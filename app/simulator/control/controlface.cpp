// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/control/controlface.h"

#include "app/simulator/control/plainjson.h"
#include "app/simulator/faults/faultkinds.h"
#include "models/domain/time.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

constexpr double longestAdvance = 60.0 * 24 * 3600; // seconds: two months in one step

SimResponse refused(const QString &why, int status = 400)
{
    return plainJson({{"error", why.toStdString()}}, status);
}

/// A form, which any web page may send without being asked, is none.
bool isJson(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').constFirst().trimmed().toLower();
    return type == "application/json" || (type.startsWith("application/") && type.endsWith("+json"));
}

json workspaceState(const TfWorkspace &workspace)
{
    json variables = json::object();
    for (const TfVariable &variable : workspace.variables)
        variables[variable.key.toStdString()] = variable.sensitive ? json(nullptr) : json(variable.value.toStdString());
    json runs = json::array();
    for (const QString &run : workspace.runs)
        runs.push_back(run.toStdString());
    return {{"name", workspace.name.toStdString()},
            {"variables", variables},
            {"locked", workspace.lock.has_value()},
            {"locked_by", workspace.lock ? json(workspace.lock->id.toStdString()) : json(nullptr)},
            {"locked_reason", workspace.lock ? json(workspace.lock->reason.toStdString()) : json(nullptr)},
            {"current_run", workspace.currentRun.isEmpty() ? json(nullptr) : json(workspace.currentRun.toStdString())},
            {"runs", runs}};
}

json runState(const TfRun &run)
{
    return {{"id", run.id.toStdString()},
            {"status", run.status.toStdString()},
            {"message", run.message.toStdString()},
            {"plan_only", run.planOnly},
            {"has_changes", run.hasChanges}};
}

json terraformState(const TerraformWorld &terraform)
{
    json workspaces = json::array();
    for (const TfWorkspace &workspace : terraform.workspaces()) {
        if (!workspace.deleted)
            workspaces.push_back(workspaceState(workspace));
    }
    json runs = json::array();
    for (const TfRun &run : terraform.runs())
        runs.push_back(runState(run));
    return {{"workspaces", workspaces}, {"runs", runs}};
}

json spanState(const SpanLog &log)
{
    json spans = json::array();
    for (const Span &span : log.all()) {
        spans.push_back({{"what", span.what.toStdString()},
                         {"target", span.target.toStdString()},
                         {"started", isoMillis(span.started).toStdString()},
                         {"ended", span.ended ? json(isoMillis(*span.ended).toStdString()) : json(nullptr)}});
    }
    return spans;
}

} // namespace

void ControlFace::handle(const SimRequest &request, Reply reply)
{
    reply(answer(request));
}

SimResponse ControlFace::answer(const SimRequest &request)
{
    const QByteArray call = request.method + ' ' + request.path.toUtf8();
    if (call == "GET /control/state"_ba)
        return plainJson(state());
    if (call == "GET /control/ledger"_ba)
        return plainJson(m_world.ledger.document());
    if (call == "GET /control/tokens"_ba)
        return plainJson(tokens());
    if (call == "GET /control/clock"_ba)
        return plainJson(clock());
    if (call == "GET /control/faults"_ba)
        return plainJson({{"faults", m_world.faults.document()}, {"kinds", faultKindsDocument()}});
    static const QString faultPrefix = u"/control/faults/"_s;
    if (request.method == "DELETE"_ba && request.path.startsWith(faultPrefix))
        return liftFault(request.path.mid(faultPrefix.size()));
    if (call == "POST /control/stop"_ba) {
        m_world.stop();
        return plainJson({{"stopping", true}}, 202);
    }
    if (!request.body.isEmpty() && !isJson(request.header("content-type"_ba)))
        return refused(u"The control address takes bodies of the type application/json only."_s, 415);
    const json body = json::parse(request.body.toStdString(), nullptr, false);
    if (call == "POST /control/clock"_ba)
        return body.is_object() ? changeClock(body) : refused(u"The body must be a JSON object."_s);
    if (call == "POST /control/backfill"_ba)
        return body.is_object() ? backfill(body) : refused(u"The body must be a JSON object."_s);
    if (call == "POST /control/faults"_ba)
        return body.is_object() ? addFault(body) : refused(u"The body must be a JSON object."_s);
    return refused(u"The control address has no such call."_s, 404);
}

json ControlFace::state() const
{
    json serving = json::object();
    for (const FleetGroup &group : m_world.consumers.fleet().groups)
        serving[group.name.toStdString()] = regionKey(m_world.consumers.serving(group.name)).toStdString();
    json document = clock();
    document["serving"] = regionKey(m_world.consumers.serving(m_world.group)).toStdString();
    document["serving_by_group"] = serving;
    document["regions"] = {{"primary", m_world.regions.primary->stateDocument()},
                           {"secondary", m_world.regions.secondary->stateDocument()}};
    document["terraform"] = terraformState(m_world.terraform);
    document["faults"] = m_world.faults.document();
    document["spans"] = spanState(m_world.spans);
    return document;
}

json ControlFace::clock() const
{
    const auto due = m_world.driver.nextDue();
    const auto speed = m_world.driver.speed();
    return {{"virtual_time", isoMillis(m_world.driver.now()).toStdString()},
            {"speed", speed ? json(*speed) : json("step")},
            {"next_due", due ? json(isoMillis(*due).toStdString()) : json(nullptr)}};
}

json ControlFace::tokens() const
{
    json list = json::object();
    for (const auto &[target, token] : m_world.tokens)
        list[target.toStdString()] = token.toStdString();
    return list;
}

SimResponse ControlFace::changeClock(const json &wish)
{
    if (wish.contains("advance_to"))
        return advanceTo(wish);
    const auto number = [&wish](const char *key) -> std::optional<double> {
        const auto found = wish.find(key);
        return found != wish.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
    };
    const auto speed = number("speed");
    const auto advance = number("advance_s");
    if (speed.has_value() == advance.has_value())
        return refused(u"Give either \"speed\" (0 holds) or \"advance_s\"."_s);
    if (speed && (*speed < 0 || *speed > 100000))
        return refused(u"\"speed\" must be from 0 to 100000."_s);
    if (advance && (*advance < 0 || *advance > longestAdvance))
        return refused(u"\"advance_s\" must be from 0 to %1."_s.arg(longestAdvance, 0, 'f', 0));
    if (speed)
        m_world.driver.setSpeed(*speed);
    else
        m_world.driver.advance(SimDuration(std::llround(*advance * 1000.0)));
    return plainJson(clock());
}

/// {"advance_to": INSTANT, "holding": [CALL...]}: whoever drives the world says what it waits for.
SimResponse ControlFace::advanceTo(const json &wish)
{
    const json &instant = wish["advance_to"];
    const auto limit = instant.is_string() ? fromIso(QString::fromStdString(instant.get<std::string>())) : std::nullopt;
    const json holding = wish.value("holding", json::array());
    const bool isList = holding.is_array()
        && std::all_of(holding.cbegin(), holding.cend(), [](const json &one) { return one.is_string(); });
    if (!limit || !isList)
        return refused(u"\"advance_to\" must be an instant, \"holding\" a list of calls."_s);
    const SimTime until{SimDuration(limit->toMSecsSinceEpoch())};
    if (until > m_world.driver.now() + std::chrono::seconds(static_cast<qint64>(longestAdvance)))
        return refused(u"\"advance_to\" must be at most %1 s ahead."_s.arg(longestAdvance, 0, 'f', 0));
    std::vector<QByteArray> calls;
    for (const json &one : holding)
        calls.push_back(QByteArray::fromStdString(one.get<std::string>()));
    const auto holds = [&] { return std::all_of(calls.cbegin(), calls.cend(), m_world.holds); };
    const bool held = holds();
    if (held)
        m_world.driver.advanceWhile(until, holds);
    json told = clock();
    told["held"] = held;
    told["missing"] = json::array(); // answered, on their way, or lost on it
    for (const QByteArray &call : calls) {
        if (!held && !m_world.holds(call))
            told["missing"].push_back(call.toStdString());
    }
    return plainJson(told);
}

SimResponse ControlFace::addFault(const json &wish)
{
    const auto id = m_world.faults.add(wish);
    if (!id) {
        json kinds = json::array();
        for (const QString &kind : faultKindNames())
            kinds.push_back(kind.toStdString());
        json targets = json::array();
        for (const QString &target : faultTargets())
            targets.push_back(target.toStdString());
        return plainJson({{"error", id.error().toStdString()},
                          {"kinds", kinds},
                          {"targets", targets},
                          {"valid", faultKindsDocument()}},
                         400);
    }
    return plainJson({{"id", id->toStdString()}}, 201);
}

SimResponse ControlFace::backfill(const json &wish)
{
    const auto text = [&wish](const char *key) {
        const auto found = wish.find(key);
        return found != wish.end() && found->is_string() ? QString::fromStdString(found->get<std::string>())
                                                         : QString();
    };
    const auto region = regionFromKey(text("target"));
    if (!region)
        return refused(u"\"target\" must be primary or secondary: whose landing zone gets the files."_s);
    m_world.regions[*region]->backfill(text("pipeline"));
    return plainJson({{"backfilled", regionKey(*region).toStdString()}}, 202);
}

SimResponse ControlFace::liftFault(const QString &id)
{
    return m_world.faults.lift(id) ? plainJson({{"lifted", id.toStdString()}})
                                   : refused(u"There is no fault %1."_s.arg(id.left(40)), 404);
}

} // namespace twinlake::simulator
