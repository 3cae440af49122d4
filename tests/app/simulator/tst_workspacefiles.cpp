// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Notebooks and files go into a workspace and come out as they were (contracts/databricks-api.md 6.2).
#include "tests/app/simulator/worldundertest.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

class TestWorkspaceFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void notebooksRoundTrip_data();
    void notebooksRoundTrip();
    void uploadsComeAsForms();
};

void TestWorkspaceFiles::notebooksRoundTrip_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("exported");
    QTest::newRow("Python with its header") << u"PYTHON"_s << "# Databricks notebook source\nprint(1)\n"_ba
                                            << "# Databricks notebook source\nprint(1)\n"_ba;
    QTest::newRow("SQL without a header") << u"SQL"_s << "SELECT 1"_ba
                                          << "-- Databricks notebook source\nSELECT 1"_ba;
    QTest::newRow("an empty notebook") << u"SCALA"_s << ""_ba
                                       << "// Databricks notebook source\n"_ba;
    QTest::newRow("bytes that are no UTF-8") << u"R"_s << "x <- '\xff'\n"_ba
                                             << "# Databricks notebook source\nx <- '\xff'\n"_ba;
}

void TestWorkspaceFiles::notebooksRoundTrip()
{
    QFETCH(QString, language);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, exported);
    WorldFace test(Region::Primary);
    const nlohmann::json body{{"path", "/Workspace/Shared/one"},
                              {"language", language.toStdString()},
                              {"content", content.toBase64().toStdString()}};
    const auto made = test.json("POST", u"/api/2.0/workspace/import"_s, dumped(body));
    const auto status = test.json("GET", u"/api/2.0/workspace/get-status?path=/Shared/one"_s);
    QVERIFY(status["object_id"] == made["object_id"]);
    QCOMPARE(textAt(status, "language"), language);
    const auto out = test.json("GET", u"/api/2.0/workspace/export?path=/Shared/one"_s);
    QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(out["content"].get<std::string>())), exported);
    QCOMPARE(test.send("GET", u"/api/2.0/workspace/export?direct_download=true&path=/Shared/one"_s).body, exported);
}

void TestWorkspaceFiles::uploadsComeAsForms()
{
    WorldFace test(Region::Primary);
    SimRequest request = test.request("POST", u"/api/2.0/workspace/import"_s);
    request.headers.append(qMakePair("content-type"_ba, "multipart/form-data; boundary=xyz"_ba));
    request.body =
        "--xyz\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n/Shared/a.bin\r\n"
        "--xyz\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\nAUTO\r\n"
        "--xyz\r\nContent-Disposition: form-data; name=\"content\"; filename=\"c\"\r\n\r\n\r\n-\0-\r\n--xyz--\r\n"_ba;
    QCOMPARE(test.send(request).status, 200);
    request.body.chop(9);
    QCOMPARE(test.send(request).status, 400);
    QCOMPARE(textAt(test.json("GET", u"/api/2.0/workspace/get-status?path=/Shared/a.bin"_s), "object_type"), u"FILE"_s);
}

QTEST_GUILESS_MAIN(TestWorkspaceFiles)
#include "tst_workspacefiles.moc"
