// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// OAuth for machines: discovery, tokens and their end, and what a wrong request is told (contract 1.3).
#include "tests/app/simulator/worldundertest.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

namespace {

struct MachineFace : WorldFace {
    MachineFace()
        : WorldFace(Region::Primary)
    {
        tokens.clients["robot"] = {"secret", {u"robot"_s, u"44"_s, {}}};
        tokens.clients["robot"].principal.servicePrincipal = true;
    }
    SimResponse ask(const QByteArray &form, const QByteArray &basic = "robot:secret")
    {
        SimRequest asked = request("POST", u"/oidc/v1/token"_s, form);
        asked.headers = {{"content-type", "application/x-www-form-urlencoded"}};
        if (!basic.isEmpty())
            asked.headers.append(qMakePair("authorization"_ba, "Basic "_ba + basic.toBase64()));
        return send(asked);
    }
    SimResponse me(const QByteArray &token)
    {
        SimRequest asked = request("GET", u"/api/2.0/preview/scim/v2/Me"_s);
        asked.headers = {{"authorization", "Bearer " + token}};
        return send(asked);
    }
};

const QByteArray good = "grant_type=client_credentials&scope=all-apis";

QByteArray tokenIn(const SimResponse &response)
{
    return QByteArray::fromStdString(nlohmann::json::parse(response.body)["access_token"].get<std::string>());
}

} // namespace

class TestOauthIssuer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongRequests_data();
    void wrongRequests();
    void aTokenLivesForAnHour();
    void theFormMayCarryTheClient();
    void discoveryNamesTheHostAsAsked();
    void manyRequestsAtOnceAreThrottled();
};

void TestOauthIssuer::wrongRequests_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("basic");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::newRow("wrong secret") << good << "robot:x"_ba << 401 << u"invalid_client"_s;
    QTest::newRow("unknown client") << good << "x:secret"_ba << 401 << u"invalid_client"_s;
    QTest::newRow("no client") << good << ""_ba << 401 << u"invalid_client"_s;
    QTest::newRow("no grant") << "scope=all-apis"_ba
                              << "robot:secret"_ba << 400 << u"invalid_request"_s;
    QTest::newRow("another grant") << "grant_type=password"_ba
                                   << "robot:secret"_ba << 400 << u"unsupported_grant_type"_s;
    QTest::newRow("another scope") << "grant_type=client_credentials&scope=moon"_ba
                                   << "robot:secret"_ba << 400 << u"invalid_scope"_s;
    QTest::newRow("noise") << "\xff\0%%%&&=="_ba
                           << "robot:secret"_ba << 400 << u"invalid_request"_s;
}

void TestOauthIssuer::wrongRequests()
{
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, basic);
    QFETCH(int, status);
    QFETCH(QString, error);
    MachineFace test;
    const SimResponse response = test.ask(form, basic);
    QCOMPARE(response.status, status);
    QCOMPARE(response.contentType, "application/json"_ba);
    const auto body = nlohmann::json::parse(response.body);
    QCOMPARE(QString::fromStdString(body["error"].get<std::string>()), error);
    QVERIFY(body["error_description"].is_string());
    QVERIFY(!body.contains("error_code"));
}

void TestOauthIssuer::aTokenLivesForAnHour()
{
    MachineFace test;
    const SimResponse response = test.ask(good);
    QCOMPARE(response.status, 200);
    QVERIFY(nlohmann::json::parse(response.body)["expires_in"] == 3600);
    QCOMPARE(response.principal, u"robot"_s);
    QVERIFY(!test.face.isMutating(test.request("POST", u"/oidc/v1/token"_s, good)));
    const QByteArray first = tokenIn(response);
    QCOMPARE(test.me(first).status, 200);
    test.pass(59min);
    const QByteArray second = tokenIn(test.ask(good));
    QVERIFY(second != first);
    QCOMPARE(test.me(first).status, 200); // a new token does not end the old one
    test.pass(1min);
    QCOMPARE(test.me(first).body, QByteArray(R"({"error_code":403,"message":"Invalid access token."})"));
    QCOMPARE(test.me(second).status, 200);
}

void TestOauthIssuer::theFormMayCarryTheClient()
{
    MachineFace test;
    QCOMPARE(test.ask(good + "&client_id=robot&client_secret=secret", {}).status, 200);
}

void TestOauthIssuer::discoveryNamesTheHostAsAsked()
{
    MachineFace test;
    SimRequest asked = test.request("GET", u"/oidc/.well-known/oauth-authorization-server"_s);
    asked.headers.clear();
    asked.secure = true;
    const auto body = nlohmann::json::parse(test.send(asked).body);
    QVERIFY(body["token_endpoint"] == "https://127.0.0.1:1/oidc/v1/token");
    asked.path = u"/.well-known/databricks-config"_s;
    QVERIFY(nlohmann::json::parse(test.send(asked).body)["oidc_endpoint"] == "https://127.0.0.1:1/oidc");
}

void TestOauthIssuer::manyRequestsAtOnceAreThrottled()
{
    MachineFace test;
    SimResponse last;
    for (int request = 0; request < 60; ++request)
        last = test.ask(good);
    QCOMPARE(last.status, 429);
    QVERIFY(nlohmann::json::parse(last.body)["error"] == "invalid_request");
    test.pass(2s);
    QCOMPARE(test.ask(good).status, 200);
}

QTEST_GUILESS_MAIN(TestOauthIssuer)
#include "tst_oauthissuer.moc"
