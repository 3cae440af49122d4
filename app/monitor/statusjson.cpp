// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/monitor/statustext.h"

#include "app/monitor/nextfire.h"
#include "models/rules/advice.h"
#include "models/rules/groupview.h"
#include "models/rules/reachability.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::ordered_json;

namespace {

std::string text(const QString &string)
{
    return string.toStdString();
}

Json textOrNull(const QString &string)
{
    return string.isEmpty() ? Json(nullptr) : Json(text(string));
}

Json instantOrNull(const std::optional<Instant> &instant)
{
    return instant ? Json(text(toIso(*instant))) : Json(nullptr);
}

Json secondsOrNull(const std::optional<Duration> &duration)
{
    return duration ? Json(static_cast<double>(duration->count()) / 1000.0) : Json(nullptr);
}

/// Adds age and error of one fact to its object; the host is named in the error.
template <typename T>
void addAge(Json &object, const Observed<T> &fact, const QString &host, const Instant &now)
{
    object["age_s"] = fact.value ? secondsOrNull(between(fact.readAt, now)) : Json(nullptr);
    if (fact.error)
        object["error"] = text(u"%1: %2"_s.arg(host, fact.error->message));
    else if (!fact.value)
        object["error"] = text(u"%1: not asked"_s.arg(host));
    else
        object["error"] = nullptr;
}

Json reachJson(const Reachability &reach, const Instant &now)
{
    return {{"word", text(reachWord(reach.reach))},
            {"detail", textOrNull(reach.detail)},
            {"probes", reach.probes},
            {"lost", reach.lost},
            {"median_answer_s", secondsOrNull(reach.medianAnswer)},
            {"silent_since", instantOrNull(reach.silentSince)},
            {"age_s", reach.lastProbeAt ? secondsOrNull(between(*reach.lastProbeAt, now)) : Json(nullptr)}};
}

Json updateJson(const Update &update)
{
    return {{"update_id", text(update.id.value)},
            {"state", text(update.stateWord)},
            {"created_at", instantOrNull(update.createdAt)}};
}

/// One region of one group, with the name by which its host goes in errors.
struct Place {
    const Estate &estate;
    const GroupView &view;
    Region region;
    QString host;
    Instant now;

    const RegionFacts &facts() const { return view.facts.regions[region]; }
};

Json pipelinesJson(const Place &place)
{
    Json all = Json::array();
    for (const EstatePipeline &pipeline : place.view.group.pipelines) {
        const auto fact = place.facts().pipelines.value(pipeline.name);
        Json one{{"name", text(pipeline.name)}, {"id", text(pipeline.pipelineIds[place.region].value)}};
        const bool live = fact.isLive();
        one["continuous"] = live ? Json(fact.value->continuous) : Json(nullptr);
        one["state"] = live ? Json(text(fact.value->stateWord)) : Json(nullptr);
        one["health"] = live ? textOrNull(fact.value->health) : Json(nullptr);
        const auto active = live ? fact.value->activeUpdate() : std::nullopt;
        one["active_update"] = active ? updateJson(*active) : Json(nullptr);
        const bool any = live && !fact.value->latestUpdates.isEmpty();
        one["last_update"] = any ? updateJson(fact.value->latestUpdates.constFirst()) : Json(nullptr);
        addAge(one, fact, place.host, place.now);
        all.push_back(std::move(one));
    }
    return all;
}

Json jobsJson(const Place &place)
{
    Json all = Json::array();
    for (const JobId id : place.view.group.jobs(place.region)) {
        const auto fact = place.facts().jobs.value(id);
        const bool live = fact.isLive();
        const auto schedule = live ? fact.value->schedule : std::nullopt;
        Json one{{"id", id.value}, {"name", live ? Json(text(fact.value->name)) : Json(nullptr)}};
        one["pause_status"] = live ? textOrNull(pauseWord(*fact.value)) : Json(nullptr);
        one["next_fire"] = live ? instantOrNull(nextFire(*fact.value, place.now)) : Json(nullptr);
        one["cron"] = schedule ? Json(text(schedule->cron)) : Json(nullptr);
        one["time_zone"] = schedule ? Json(text(schedule->timeZone)) : Json(nullptr);
        addAge(one, fact, place.host, place.now);
        all.push_back(std::move(one));
    }
    return all;
}

Json tablesJson(const Place &place)
{
    Json all = Json::array();
    for (const EstatePipeline &pipeline : place.view.group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            const auto fact = place.facts().watermarks.value(table.names[place.region]);
            Json one{{"table", text(table.names[place.region])}};
            one["watermark"] = fact.isLive() ? instantOrNull(fact.value->watermark) : Json(nullptr);
            one["lag_s"] = fact.isLive() ? secondsOrNull(fact.value->lag()) : Json(nullptr);
            addAge(one, fact, place.host, place.now);
            all.push_back(std::move(one));
        }
    }
    return all;
}

Json warehouseJson(const Place &place)
{
    const auto &fact = place.facts().warehouse;
    Json one{{"id", text(place.estate.regions[place.region].warehouse.value)}};
    one["state"] = fact.isLive() ? Json(text(fact.value->stateWord)) : Json(nullptr);
    addAge(one, fact, place.host, place.now);
    return one;
}

Json regionJson(const Place &place)
{
    const EstateRegion &region = place.estate.regions[place.region];
    const RoleVerdict &role = place.view.roles[place.region];
    return {{"label", text(region.label)},
            {"host", text(region.host.toString())},
            {"reach", reachJson(place.facts().reach, place.now)},
            {"role",
             {{"role", text(roleWord(role.role))},
              {"sentence", text(role.sentence)},
              {"repair", textOrNull(role.repair)},
              {"age_s", role.readAt ? secondsOrNull(between(*role.readAt, place.now)) : Json(nullptr)}}},
            {"lag_s", secondsOrNull(place.view.lag[place.region])},
            {"pipelines", pipelinesJson(place)},
            {"jobs", jobsJson(place)},
            {"warehouse", warehouseJson(place)},
            {"gold_tables", tablesJson(place)}};
}

Json workspaceJson(const char *part, const EstateVariable &which, const WorkspaceFacts &facts, const QString &host,
                   const Instant &now)
{
    Json one{{"part", part}, {"name", text(which.workspace)}, {"variable", textOrNull(which.variable)}};
    const bool known = facts.variable.isLive() && facts.variable.value->value;
    one["value"] = known ? Json(text(*facts.variable.value->value)) : Json(nullptr);
    const bool live = facts.workspace.isLive();
    one["locked"] = live ? Json(facts.workspace.value->locked) : Json(nullptr);
    one["locked_reason"] = live ? textOrNull(facts.workspace.value->lockedReason) : Json(nullptr);
    one["auto_apply"] = live ? Json(facts.workspace.value->autoApply) : Json(nullptr);
    one["current_run"] = live ? textOrNull(facts.workspace.value->currentRun.value) : Json(nullptr);
    addAge(one, facts.workspace, host, now);
    if (facts.workspace.isLive() && facts.variable.error)
        one["error"] = text(u"%1: %2"_s.arg(host, facts.variable.error->message));
    return one;
}

Json terraformJson(const Estate &estate, const GroupView &view, const Instant &now)
{
    const TerraformFacts &facts = view.facts.terraform;
    const QString host = estate.terraform.address.toString();
    Json workspaces = Json::array();
    for (const Region region : bothRegions) {
        workspaces.push_back(workspaceJson(region == Region::Primary ? "primary" : "secondary",
                                           view.group.activation[region], facts.activation[region], host, now));
    }
    if (view.group.consumers)
        workspaces.push_back(workspaceJson("consumers", view.group.consumers->variable, facts.consumers, host, now));
    if (!estate.terraform.coordinationWorkspace.isEmpty()) {
        const EstateVariable which{estate.terraform.coordinationWorkspace, {}};
        WorkspaceFacts coordination;
        coordination.workspace = facts.coordination;
        workspaces.push_back(workspaceJson("coordination", which, coordination, host, now));
    }
    return {{"address", text(host)}, {"reach", reachJson(facts.reach, now)}, {"workspaces", std::move(workspaces)}};
}

Json groupJson(const Estate &estate, const GroupView &view, const Instant &now)
{
    const ServingVerdict &serving = view.serving;
    Json regions = Json::object();
    for (const Region region : bothRegions) {
        const QString host = u"%1 (%2)"_s.arg(estate.regions[region].label, estate.regions[region].host.host());
        regions[text(regionKey(region))] = regionJson(Place{estate, view, region, host, now});
    }
    return {{"name", text(view.group.name)},
            {"objectives", {{"rto_s", secondsOrNull(view.group.rto)}, {"rpo_s", secondsOrNull(view.group.rpo)}}},
            {"serving",
             {{"region", serving.region ? Json(text(regionKey(*serving.region))) : Json(nullptr)},
              {"proven", serving.kind == ServingVerdict::Kind::Proven},
              {"sentence", text(serving.sentence)},
              {"age_s", serving.readAt ? secondsOrNull(between(*serving.readAt, now)) : Json(nullptr)}}},
            {"served_up_to", instantOrNull(view.facts.servedUpTo)},
            {"regions", std::move(regions)},
            {"terraform", terraformJson(estate, view, now)}};
}

Json adviceJson(const Advice &advice)
{
    static constexpr const char *tones[] = {"fine", "watch", "bad", "unknown"};
    static constexpr const char *actions[] = {nullptr,          "rehearse",  "rearm",
                                              "declare_outage", "fail_back", "open_incident"};
    const char *action = actions[static_cast<size_t>(advice.action)];
    return {{"tone", tones[static_cast<size_t>(advice.tone)]},
            {"headline", text(advice.headline)},
            {"reason", textOrNull(advice.reason)},
            {"action", action ? Json(action) : Json(nullptr)},
            {"group", textOrNull(advice.actionGroup)}};
}

} // namespace

QByteArray statusJson(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now, JsonForm form)
{
    Json groups = Json::array();
    const QList<GroupView> views = viewGroups(estate, snapshot, now);
    for (const GroupView &view : views)
        groups.push_back(groupJson(estate, view, now));
    Json witnesses = Json::array();
    for (const QUrl &url : estate.witnesses) {
        const Reachability reach = snapshot.witnesses.value(url.toString());
        witnesses.push_back({{"url", text(url.toString())}, {"reach", reachJson(reach, now)}});
    }
    const Json document{{"estate", text(estate.name)}, {"environment", textOrNull(estate.environment)},
                        {"at", text(toIso(now))},      {"advice", adviceJson(advise(estate, snapshot, now))},
                        {"groups", std::move(groups)}, {"witnesses", std::move(witnesses)}};
    // Server text may hold anything; a byte that is no UTF-8 is replaced, never thrown over.
    const int indent = form == JsonForm::Indented ? 2 : -1;
    return QByteArray::fromStdString(document.dump(indent, ' ', false, Json::error_handler_t::replace));
}

int statusExitCode(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now)
{
    bool attention = false;
    for (const GroupView &view : viewGroups(estate, snapshot, now)) {
        QList<Reach> words{view.facts.terraform.reach.reach};
        for (const Region region : bothRegions) {
            words << view.facts.regions[region].reach.reach;
            const Role role = view.roles[region].role;
            attention = attention || (role != Role::Active && role != Role::StandbyArmed);
        }
        if (words.contains(Reach::Credentials))
            return 4;
        attention =
            attention || words.contains(Reach::WrongHost) || std::any_of(words.cbegin(), words.cend(), isSilent);
        attention = attention || (view.group.consumers && view.serving.kind == ServingVerdict::Kind::Unknown);
        const auto lag = view.serving.region ? view.lag[*view.serving.region] : std::nullopt;
        attention = attention || (lag && *lag > view.group.rpo);
    }
    return attention ? 2 : 0;
}

} // namespace twinlake
