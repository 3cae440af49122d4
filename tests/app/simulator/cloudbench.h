// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CloudBench: a FaceBench with the steps of people who use an organization of HCP Terraform.
#pragma once

#include "terraformfacebench.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

inline nlohmann::json relation(const char *type, const QString &id)
{
    return {{"data", {{"type", type}, {"id", id.toStdString()}}}};
}

inline nlohmann::json relations(const char *type, const QString &id)
{
    return {{"data", nlohmann::json::array({{{"type", type}, {"id", id.toStdString()}}})}};
}

struct CloudBench : FaceBench {
    QString organization = u"organizations/"_s + fleet.organization;

    QString workspace(const char *name)
    {
        return idOf(api("POST"_ba, organization + u"/workspaces"_s, resource("workspaces", {{"name", name}})));
    }
    // The reference workspaces have a configuration; that is enough for what is tested here.
    QString standbyId() { return activation(Region::Secondary).id; }
    QString newRun(const QString &workspaceId, const nlohmann::json &attributes = nlohmann::json::object())
    {
        return idOf(api("POST"_ba, u"runs"_s,
                        resource("runs", attributes, {{"workspace", relation("workspaces", workspaceId)}})));
    }
    nlohmann::json runDocument(const QString &id)
    {
        return parsed(api("GET"_ba, u"runs/"_s + id))["data"]["attributes"];
    }
    QString variableSet(const char *name, bool priority, const char *value, const QString &workspaceId)
    {
        const QString set = idOf(api("POST"_ba, organization + u"/varsets"_s,
                                     resource("varsets", {{"name", name}, {"priority", priority}, {"global", false}})));
        api("POST"_ba, u"varsets/%1/relationships/vars"_s.arg(set),
            resource("vars", {{"key", "active_region"}, {"value", value}, {"category", "terraform"}}));
        api("POST"_ba, u"varsets/%1/relationships/workspaces"_s.arg(set), relations("workspaces", workspaceId));
        return set;
    }
    void denyBy(const char *level, const QString &workspaceId)
    {
        const QString policy = idOf(api("POST"_ba, organization + u"/policies"_s,
                                        resource("policies", {{"name", "p"}, {"enforcement-level", level}})));
        send(face, "PUT"_ba, u"/api/v2/policies/%1/upload"_s.arg(policy), "main = rule { false } # no"_ba,
             "alice-token"_ba);
        api("POST"_ba, organization + u"/policy-sets"_s,
            resource(
                "policy-sets", {{"name", "s"}},
                {{"policies", relations("policies", policy)}, {"workspaces", relations("workspaces", workspaceId)}}));
    }
};

} // namespace twinlake::simulator
