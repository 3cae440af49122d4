// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each credentials source of the estate file, and what is said when it gives nothing.
#include "app/credentials/credentialstore.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <qcoro/qcorotask.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Bench {
    QTemporaryDir folder;
    FakeClock clock;
    RawServer server;
    CredentialStore store{CredentialStore::Settings{server.url(), {}, nullptr}, clock};

    explicit Bench(const QByteArray &config = {})
    {
        clock.runsByItself = true;
        QFile file(folder.filePath(u"cfg"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write(config);
        qputenv("DATABRICKS_CONFIG_FILE", file.fileName().toUtf8());
    }
    Result<Secret> secret(const QString &source, const QString &host = u"https://dbc-a.example.com"_s)
    {
        return QCoro::waitFor(store.secretFor(source, host, {}));
    }
};

} // namespace

class TestCredentialStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aProfileGivesItsToken()
    {
        Bench bench("[prod]\nhost = https://dbc-a.example.com/?o=1\ntoken = dapi1\n"_ba);
        const auto secret = bench.secret(u"databrickscfg:prod"_s);
        QVERIFY(secret);
        QCOMPARE(secret->token, "dapi1"_ba);
        QCOMPARE(secret->kind, u"pat"_s);
        QCOMPARE(secret->source, u"databrickscfg:prod"_s);
    }
    void whatCannotBeUsedIsExplained_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("hint");
        QTest::newRow("other host") << "[p]\nhost=https://dbc-b.example.com\ntoken=secret\n"_ba << u"databrickscfg:p"_s
                                    << u"dbc-b.example.com"_s;
        QTest::newRow("two ways") << "[p]\ntoken=secret\nclient_id=a\nclient_secret=secret\n"_ba << u"databrickscfg:p"_s
                                  << u"auth_type"_s;
        QTest::newRow("no way") << "[p]\nhost=https://dbc-a.example.com\n"_ba << u"databrickscfg:p"_s
                                << u"client_secret"_s;
        QTest::newRow("missing profile") << "[p]\n"_ba << u"databrickscfg:q"_s << u"p"_s;
        QTest::newRow("empty variable") << ""_ba << u"env:TWINLAKE_TEST_UNSET"_s << u"TWINLAKE_TEST_UNSET"_s;
        QTest::newRow("unknown source") << ""_ba << u"vault:x"_s << u"databrickscfg:PROFILE"_s;
        QTest::newRow("line break in the token")
            << "[p]\ntoken=\"a b secret\"\n"_ba << u"databrickscfg:p"_s << u"databrickscfg:p"_s;
    }
    void whatCannotBeUsedIsExplained()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, source);
        QFETCH(QString, hint);
        Bench bench(config);
        const auto secret = bench.secret(source);
        QVERIFY(!secret);
        QCOMPARE(secret.error().kind, Error::Kind::Configuration);
        QVERIFY2(secret.error().message.contains(hint), qPrintable(secret.error().message));
        QVERIFY(!secret.error().message.contains(u"=secret"_s) && !secret.error().message.contains(u"b secret"_s));
    }
    void aVariableGivesItsToken()
    {
        Bench bench;
        qputenv("TWINLAKE_TEST_TOKEN", "dapi2\n");
        QCOMPARE(bench.secret(u"env:TWINLAKE_TEST_TOKEN"_s)->token, "dapi2"_ba);
        qunsetenv("TWINLAKE_TEST_TOKEN");
    }
    void aRehearsalAsksItsControlAddress()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, R"({"primary":"a1","secondary":"b2","terraform":"c3"})"_ba));
        QCOMPARE(bench.secret(u"rehearsal:secondary"_s)->token, "b2"_ba);
        QCOMPARE(bench.secret(u"rehearsal:terraform"_s)->kind, u"terraform"_s);
        QCOMPARE(bench.server.requests.first().path(), "/control/tokens"_ba);
        CredentialStore real(CredentialStore::Settings{}, bench.clock);
        QCOMPARE(QCoro::waitFor(real.secretFor(u"rehearsal:primary"_s, {}, {})).error().kind,
                 Error::Kind::Configuration);
    }
    void aRehearsalIsAskedAgainOnlyWhenAServerRefusedTheToken()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, R"({"primary":"a1"})"_ba));
        bench.server.reply(RawReply::http(200, R"({"primary":"a2"})"_ba));
        const TokenSource source = bench.store.tokenSource(u"rehearsal:primary"_s, QUrl(u"http://127.0.0.1:1"_s));
        QCOMPARE(QCoro::waitFor(source({}, {}))->token, "a1"_ba);
        QCOMPARE(QCoro::waitFor(source({}, {}))->token, "a1"_ba);
        QCOMPARE(bench.server.requests.size(), 1);
        QCOMPARE(QCoro::waitFor(source("a1"_ba, {}))->token, "a2"_ba);
        QCOMPARE(QCoro::waitFor(source({}, {}))->token, "a2"_ba);
        QCOMPARE(bench.server.requests.size(), 2);
    }
    void anAccessTokenIsFetchedKeptAndRenewed()
    {
        Bench bench("[p]\nclient_id = id1\nclient_secret = s1\n"_ba);
        const QByteArray host = bench.server.url().toEncoded();
        const auto meta = RawReply::http(200, R"({"oidc_endpoint":")"_ba + host + R"(/oidc"})"_ba);
        const auto discovery = RawReply::http(200, R"({"token_endpoint":")"_ba + host + R"(/oidc/v1/token"})"_ba);
        for (const char *token : {"t1", "t2"}) {
            bench.server.reply(meta);
            bench.server.reply(discovery);
            bench.server.reply(RawReply::http(
                200, R"({"access_token":")"_ba + token + R"(","token_type":"Bearer","expires_in":3600})"_ba));
        }
        const QString source = u"databrickscfg:p"_s;
        const QString address = bench.server.url().toString();
        QCOMPARE(bench.secret(source, address)->token, "t1"_ba);
        QCOMPARE(bench.server.requests.size(), 3);
        QCOMPARE(bench.server.requests.last().header("Authorization"_ba), "Basic "_ba + "id1:s1"_ba.toBase64());
        QCOMPARE(bench.server.requests.last().body, "grant_type=client_credentials&scope=all-apis"_ba);
        QCOMPARE(bench.secret(source, address)->kind, u"oauth-m2m"_s);
        QCOMPARE(bench.server.requests.size(), 3);
        bench.clock.advance(std::chrono::minutes(41));
        QCOMPARE(bench.secret(source, address)->token, "t2"_ba);
    }
    void aStaleTokenLivesOnWhileTheHostIsDown()
    {
        Bench bench("[p]\nclient_id = id1\nclient_secret = s1\n"_ba);
        bench.server.reply(RawReply::http(200, R"({"oidc_endpoint":"/oidc"})"_ba));
        bench.server.reply(RawReply::http(200, R"({"token_endpoint":"/oidc/v1/token"})"_ba));
        bench.server.reply(RawReply::http(200, R"({"access_token":"t1","expires_in":"3600"})"_ba));
        bench.server.reply(RawReply::http(503, "{}"_ba));
        const QString address = bench.server.url().toString();
        QCOMPARE(bench.secret(u"databrickscfg:p"_s, address)->token, "t1"_ba);
        bench.clock.advance(std::chrono::minutes(45));
        QCOMPARE(bench.secret(u"databrickscfg:p"_s, address)->token, "t1"_ba);
        bench.clock.advance(std::chrono::minutes(20));
        QVERIFY(!bench.secret(u"databrickscfg:p"_s, address));
    }
    void theClientSecretGoesToItsOwnHostOnly()
    {
        RawServer other;
        Bench bench("[p]\nclient_id = id1\nclient_secret = s1\n"_ba);
        bench.server.reply(RawReply::http(200, "{}"_ba));
        bench.server.reply(
            RawReply::http(200, R"({"token_endpoint":")"_ba + other.url().toEncoded() + R"(/token"})"_ba));
        QVERIFY(!bench.secret(u"databrickscfg:p"_s, bench.server.url().toString()));
        QCOMPARE(other.connections, 0);
    }
};

QTEST_GUILESS_MAIN(TestCredentialStore)
#include "tst_credentialstore.moc"
