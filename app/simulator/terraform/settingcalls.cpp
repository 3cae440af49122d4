// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about what hangs on a workspace: notification configurations, run triggers, resources
// (contracts/terraform-cloud-api.md 2.2 and section 8).
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfshelfdocuments.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QString notifications = u"notification-configurations"_s;
const QString triggers = u"run-triggers"_s;

const QStringList destinations = {u"generic"_s, u"slack"_s, u"microsoft-teams"_s, u"email"_s};
const QStringList occasions = {u"run:created"_s,
                               u"run:planning"_s,
                               u"run:needs_attention"_s,
                               u"run:applying"_s,
                               u"run:completed"_s,
                               u"run:errored"_s,
                               u"assessment:drifted"_s,
                               u"assessment:check_failure"_s,
                               u"assessment:failed"_s,
                               u"workspace:auto_destroy_reminder"_s,
                               u"workspace:auto_destroy_run_results"_s};
constexpr std::size_t mostNotifications = 20;

TfResult<> admitNotification(const TfCall &call, const QString &destination)
{
    if (!destinations.contains(destination))
        return tl::unexpected(tfInvalidAttribute(u"Destination type is not included in the list"_s));
    if (destination != u"email"_s && call.request.method == "POST"_ba && textOf(call.attributes(), "url").isEmpty())
        return tl::unexpected(tfInvalidAttribute(u"Url can't be blank"_s));
    for (const QString &trigger : textsOf(call.attributes(), "triggers")) {
        if (!occasions.contains(trigger))
            return tl::unexpected(tfInvalidAttribute(u"Triggers contain an unknown value: %1"_s.arg(trigger)));
    }
    return {};
}

json notificationDocument(const TfShelfItem &item)
{
    json document = shelfDocument(item);
    document["attributes"]["token"] = nullptr; // write only
    return document;
}

void takeNotification(TfShelfItem &item, const TfCall &call)
{
    takeAttributes(item, call, {"name", "enabled", "url", "triggers", "email-addresses"});
}

SimResponse createNotification(TerraformWorld &world, const TfCall &call)
{
    const TfWorkspace *workspace = call.who.admin ? world.workspace(call.id()) : nullptr;
    if (!workspace)
        return tfNotFound();
    const QString destination = textOf(call.attributes(), "destination-type");
    TfResult<> admitted = needsText(call, "name", u"Name"_s);
    if (admitted)
        admitted = admitNotification(call, destination);
    if (admitted && world.shelf().all(notifications, workspace->id).size() >= mostNotifications)
        admitted = tl::unexpected(tfInvalidAttribute(u"A workspace can have 20 notification configurations at most"_s));
    if (!admitted)
        return tfError(admitted.error());
    TfShelfItem &item = world.shelf().add(notifications, u"nc-"_s, workspace->id, world.now());
    item.attributes = {{"enabled", false},
                       {"destination-type", destination.toStdString()},
                       {"url", nullptr},
                       {"triggers", json::array()},
                       {"delivery-responses", json::array()}};
    item.links[u"subscribable"_s] = {workspace->id};
    takeNotification(item, call);
    return tfApplied(tfData(notificationDocument(item), 201));
}

SimResponse updateNotification(TerraformWorld &world, const TfCall &call)
{
    TfShelfItem *item = call.who.admin ? world.shelf().find(notifications, call.id()) : nullptr;
    if (!item)
        return tfNotFound();
    if (const TfResult<> fits = admitNotification(call, textOf(item->attributes, "destination-type")); !fits)
        return tfError(fits.error());
    takeNotification(*item, call);
    item->updatedAt = world.now();
    return tfApplied(tfData(notificationDocument(*item)));
}

SimResponse listNotifications(const TerraformWorld &world, const TfCall &call)
{
    if (!call.who.admin || !world.workspace(call.id()))
        return tfNotFound();
    std::vector<json> found;
    for (const TfShelfItem *item : world.shelf().all(notifications, call.id()))
        found.push_back(notificationDocument(*item));
    return tfPage(call, found);
}

json triggerDocument(const TerraformWorld &world, const TfShelfItem &item)
{
    json document = shelfDocument(item);
    const TfWorkspace *source = world.workspace(item.links.at(u"sourceable"_s).value(0));
    const TfWorkspace *target = world.workspace(item.owner);
    document["attributes"]["sourceable-name"] = source ? source->name.toStdString() : "";
    document["attributes"]["workspace-name"] = target ? target->name.toStdString() : "";
    return document;
}

SimResponse listTriggers(const TerraformWorld &world, const TfCall &call)
{
    if (!world.workspace(call.id()))
        return tfNotFound();
    const QString direction = call.queryValue(u"filter[run-trigger][type]"_s);
    if (direction != u"inbound"_s && direction != u"outbound"_s)
        return tfError(400, u"bad request"_s, u"filter[run-trigger][type] must be inbound or outbound"_s);
    std::vector<json> found;
    for (const TfShelfItem *item : world.shelf().all(triggers)) {
        const QString end = direction == u"inbound"_s ? item->owner : item->links.at(u"sourceable"_s).value(0);
        if (end == call.id())
            found.push_back(triggerDocument(world, *item));
    }
    return tfPage(call, found);
}

SimResponse createTrigger(TerraformWorld &world, const TfCall &call)
{
    const TfWorkspace *target = call.who.admin ? world.workspace(call.id()) : nullptr;
    const TfWorkspace *source = world.workspace(call.related("sourceable"));
    if (!target)
        return tfNotFound();
    if (!source || source == target)
        return tfError(tfInvalidAttribute(u"Sourceable must be another workspace"_s));
    TfShelfItem &item = world.shelf().add(triggers, u"rt-"_s, target->id, world.now());
    item.links[u"sourceable"_s] = {source->id};
    item.links[u"workspace"_s] = {target->id};
    return tfApplied(tfData(triggerDocument(world, item), 201));
}

SimResponse resources(const TerraformWorld &world, const TfCall &call)
{
    const TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    std::vector<json> found;
    const TfStateVersion *state = world.states().current(*workspace);
    const json list = state ? json::parse(state->resources.toStdString(), nullptr, false) : json::array();
    for (const json &one : list) {
        const QString address = textOf(one, "module") + u'/' + textOf(one, "type") + u'/' + textOf(one, "name");
        found.push_back({{"id", world.draw().terraformId(u"wsr-"_s, workspace->id + address, 0).toStdString()},
                         {"type", "resources"},
                         {"attributes",
                          {{"name", one["name"]},
                           {"provider", one["provider"]},
                           {"provider-type", one["type"]},
                           {"module", one["module"]},
                           {"address", (textOf(one, "type") + u'.' + textOf(one, "name")).toStdString()},
                           {"modified-by-state-version-id", state->id.toStdString()},
                           {"name-index", nullptr}}}});
    }
    return tfPage(call, found);
}

} // namespace

void addSettingCalls(TfRouter &router, TerraformWorld &world)
{
    const auto add = [&](const QByteArray &method, const QString &path, auto handler) {
        router.add(method, path, [&world, handler](TfCall &call) { return handler(world, call); });
    };
    add("GET"_ba, u"workspaces/:id/notification-configurations"_s, listNotifications);
    add("POST"_ba, u"workspaces/:id/notification-configurations"_s, createNotification);
    add("PATCH"_ba, u"notification-configurations/:id"_s, updateNotification);
    for (const auto &[method, suffix] : {std::pair("GET"_ba, u""_s), std::pair("POST"_ba, u"/actions/verify"_s)}) {
        router.add(method, u"notification-configurations/:id"_s + suffix, [&world](TfCall &call) {
            const TfShelfItem *item = call.who.admin ? world.shelf().find(notifications, call.id()) : nullptr;
            return item ? tfData(notificationDocument(*item)) : tfNotFound();
        });
    }
    add("GET"_ba, u"workspaces/:id/run-triggers"_s, listTriggers);
    add("POST"_ba, u"workspaces/:id/run-triggers"_s, createTrigger);
    router.add("GET"_ba, u"run-triggers/:id"_s, [&world](TfCall &call) {
        const TfShelfItem *item = world.shelf().find(triggers, call.id());
        return item ? tfData(triggerDocument(world, *item)) : tfNotFound();
    });
    for (const QString &shelf : {notifications, triggers}) {
        router.add("DELETE"_ba, shelf + u"/:id"_s, [&world, shelf](TfCall &call) {
            return call.who.admin && world.shelf().remove(shelf, call.id()) ? tfAccepted(204) : tfNotFound();
        });
    }
    add("GET"_ba, u"workspaces/:id/resources"_s, resources);
}

} // namespace twinlake::simulator
