// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Canary and witnesses: asked without a token, and what their answers mean.
#include "app/http/neutralreader.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"

#include <QTest>

#include <qcoro/qcorotask.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestNeutralReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCanaryNamesTheRegion_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("region");
        QTest::newRow("primary") << R"({"region":"us-east-1","watermark":"2026-11-22T02:58:00Z"})"_ba << u"primary"_s;
        QTest::newRow("secondary") << R"({"region":"us-west-2"})"_ba << u"secondary"_s;
        QTest::newRow("neither") << R"({"region":"eu-central-1"})"_ba << u""_s;
    }
    void theCanaryNamesTheRegion()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, region);
        RawServer server;
        server.reply(RawReply::http(200, body));
        FakeClock clock;
        NeutralReader reader(clock, {}, nullptr);
        const CanaryQuestion question{server.url(), u"/region"_s, u"/watermark"_s, {u"us-east-1"_s, u"us-west-2"_s}};
        const Result<CanaryAnswer> answer = QCoro::waitFor(reader.canary(question, std::stop_token()));
        QVERIFY(answer);
        QCOMPARE(answer->region ? regionKey(*answer->region) : QString(), region);
        QCOMPARE(answer->watermark.has_value(), body.contains("watermark"));
        QVERIFY(!server.requests.first().head.contains("uthorization"));
    }
    void aCanaryWithoutARegionIsAnError()
    {
        RawServer server;
        server.reply(RawReply::http(200, "{}"_ba));
        FakeClock clock;
        NeutralReader reader(clock, {}, nullptr);
        const CanaryQuestion question{server.url(), u"/region"_s, {}, {}};
        QCOMPARE(QCoro::waitFor(reader.canary(question, std::stop_token())).error().kind, Error::Kind::Protocol);
    }
    void anyAnswerIsAWitness_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 204, 301, 403, 404, 500})
            QTest::addRow("%d", status) << status;
    }
    void anyAnswerIsAWitness()
    {
        QFETCH(int, status);
        RawServer server;
        server.reply(RawReply::http(status, status == 204 ? ""_ba : "<html></html>"_ba, {}, "text/html"_ba));
        FakeClock clock;
        NeutralReader reader(clock, {}, nullptr);
        QVERIFY(QCoro::waitFor(reader.witness(server.url(), std::stop_token())));
        server.stopListening();
    }
    void noAnswerIsNone()
    {
        RawServer server;
        const QUrl url = server.url();
        server.stopListening();
        FakeClock clock;
        NeutralReader reader(clock, {}, nullptr);
        QCOMPARE(QCoro::waitFor(reader.witness(url, std::stop_token())).error().kind, Error::Kind::ConnectionRefused);
    }
};

QTEST_GUILESS_MAIN(TestNeutralReader)
#include "tst_neutralreader.moc"
