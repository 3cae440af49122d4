// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole simulation in a test, stepped, and requests over real HTTP as its clients send them.
#pragma once

#include "app/simulator/process/simulation.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

struct Answer {
    int status = 0;
    json body;
    QString location{}; ///< of a redirect
};

struct SimulationBench {
    Simulation simulation;
    QNetworkAccessManager network;

    explicit SimulationBench(const Scenario &scenario = *loadScenario(u"regional-outage"_s), quint64 seed = 7)
        : simulation(scenario, {std::nullopt, seed, std::nullopt, {}})
    {
        simulation.listen();
    }

    Answer call(const QString &target, const QByteArray &method, const QString &path, const json &body = {})
    {
        QNetworkRequest request{QUrl(simulation.url(target) + path)};
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setRawHeader("Content-Type", "application/json");
        if (const QByteArray token = simulation.token(target); !token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + token);
        const QByteArray bytes = body.is_null() ? QByteArray() : QByteArray::fromStdString(body.dump());
        QNetworkReply *reply = network.sendCustomRequest(request, method, bytes);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 20000); }();
        reply->deleteLater();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                json::parse(reply->readAll().toStdString(), nullptr, false),
                QString::fromLatin1(reply->rawHeader("Location"))};
    }
    Answer control(const QByteArray &method, const QString &path, const json &body = {})
    {
        return call(u"control"_s, method, path, body);
    }
    void advance(int seconds) { control("POST"_ba, u"/control/clock"_s, {{"advance_s", seconds}}); }
    json state() { return control("GET"_ba, u"/control/state"_s).body; }
    QString workspaceId(const QString &name)
    {
        const json body = call(u"terraform"_s, "GET"_ba, u"/api/v2/organizations/acme/workspaces/"_s + name).body;
        return QString::fromStdString(body["data"]["id"].get<std::string>());
    }
    /// Sets the workspace's only variable and applies a run of it.
    void switchTo(const QString &workspaceName, const std::string &value, int applySeconds)
    {
        const QString run = startRun(workspaceName, value);
        advance(60);
        applyRun(run, applySeconds);
    }
    /// Gives the run's id.
    QString startRun(const QString &workspaceName, const std::string &value)
    {
        const QString id = workspaceId(workspaceName);
        const QString vars = u"/api/v2/workspaces/%1/vars"_s.arg(id);
        const json variable = call(u"terraform"_s, "GET"_ba, vars).body["data"][0];
        call(u"terraform"_s, "PATCH"_ba, vars + u'/' + QString::fromStdString(variable["id"].get<std::string>()),
             {{"data", {{"type", "vars"}, {"attributes", {{"value", value}}}}}});
        const json workspace = {{"data", {{"type", "workspaces"}, {"id", id.toStdString()}}}};
        const Answer run = call(u"terraform"_s, "POST"_ba, u"/api/v2/runs"_s,
                                {{"data",
                                  {{"type", "runs"},
                                   {"attributes", {{"auto-apply", false}}},
                                   {"relationships", {{"workspace", workspace}}}}}});
        return QString::fromStdString(run.body["data"]["id"].get<std::string>());
    }
    void applyRun(const QString &run, int seconds)
    {
        call(u"terraform"_s, "POST"_ba, u"/api/v2/runs/%1/actions/apply"_s.arg(run), {{"comment", "test"}});
        advance(seconds);
    }
    /// One statement on a region's warehouse, waited for: the first row's values, or what it failed with.
    json query(const QString &region, const std::string &sql)
    {
        const json line = json::parse(simulation.estate().toStdString());
        json answer = call(region, "POST"_ba, u"/api/2.0/sql/statements"_s,
                           {{"statement", sql},
                            {"warehouse_id", line["regions"][region.toStdString()]["warehouse_id"]},
                            {"wait_timeout", "0s"}})
                          .body;
        const QString path =
            u"/api/2.0/sql/statements/"_s + QString::fromStdString(answer["statement_id"].get<std::string>());
        for (int minute = 0; minute < 20; ++minute) {
            answer = call(region, "GET"_ba, path).body;
            const std::string state = answer["status"]["state"].get<std::string>();
            if (state == "SUCCEEDED")
                return answer["result"]["data_array"][0];
            if (state == "FAILED")
                return answer["status"]["error"];
            advance(minute == 0 ? 2 : 60);
        }
        return answer;
    }
    QString addFault(const json &wish)
    {
        const Answer added = control("POST"_ba, u"/control/faults"_s, wish);
        if (added.status != 201)
            qWarning().noquote() << QString::fromStdString(added.body.dump());
        return added.status == 201 ? QString::fromStdString(added.body["id"].get<std::string>()) : QString();
    }
    bool lift(const QString &fault) { return control("DELETE"_ba, u"/control/faults/"_s + fault).status == 200; }
    /// At the instant at which the primary goes dark for good.
    QString breakPrimary()
    {
        const Answer added =
            control("POST"_ba, u"/control/faults"_s, {{"target", "primary"}, {"kind", "region_outage"}});
        return QString::fromStdString(added.body["id"].get<std::string>());
    }
};

inline json named(const json &list, const std::string &name)
{
    for (const json &one : list) {
        if (one["name"] == name)
            return one;
    }
    return {};
}

} // namespace twinlake::simulator
