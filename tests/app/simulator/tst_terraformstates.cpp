// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// State versions on the Terraform face: whose lock they need, what has to follow what, and their uploads.
#include "cloudbench.h"

#include <QCryptographicHash>
#include <QTest>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

QByteArray md5(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex();
}

QByteArray stateFile(int serial, const char *lineage = "l")
{
    return QByteArray::fromStdString(json{
        {"version", 4},
        {"terraform_version", "1.11.4"},
        {"serial", serial},
        {"lineage", lineage},
        {"outputs", {{"o", {{"value", 1}, {"type", "number"}}}}},
        {"resources", json::array()}}.dump());
}

json stateWish(const QByteArray &content, int serial, const char *lineage = "l")
{
    return FaceBench::resource("state-versions",
                               {{"serial", serial}, {"md5", md5(content).toStdString()}, {"lineage", lineage}});
}

} // namespace

class TestTerraformStates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStateVersionNeedsTheCallersLock()
    {
        CloudBench bench;
        const QString id = bench.workspace("states");
        const QString path = u"workspaces/%1/state-versions"_s.arg(id);
        QCOMPARE(bench.api("POST"_ba, path, stateWish(stateFile(1), 1)).status, 409);
        bench.api("POST"_ba, u"workspaces/%1/actions/lock"_s.arg(id));
        QCOMPARE(bench.api("POST"_ba, path, stateWish(stateFile(1), 1), "bob-token"_ba).status, 409);
        const SimResponse made = bench.api("POST"_ba, path, stateWish(stateFile(1), 1));
        QCOMPARE(made.status, 201);
        QCOMPARE(bench.api("POST"_ba, u"workspaces/%1/actions/unlock"_s.arg(id)).status, 503); // still pending
        const json attributes = CloudBench::parsed(made)["data"]["attributes"];
        const QString upload =
            QUrl(QString::fromStdString(attributes["hosted-state-upload-url"].get<std::string>())).path();
        QCOMPARE(CloudBench::send(bench.blobs, "PUT"_ba, upload, "{}"_ba, {}).status, 422);
        QCOMPARE(CloudBench::send(bench.blobs, "PUT"_ba, upload, stateFile(1), {}).status, 200);
        QCOMPARE(CloudBench::send(bench.blobs, "PUT"_ba, upload, stateFile(1), {}).status, 409);
        QCOMPARE(CloudBench::send(bench.blobs, "GET"_ba, upload, {}, "alice-token"_ba).body, stateFile(1));
        QCOMPARE(bench.api("POST"_ba, u"workspaces/%1/actions/unlock"_s.arg(id)).status, 200);
        QCOMPARE(
            CloudBench::parsed(bench.api("GET"_ba, u"workspaces/%1/current-state-version-outputs"_s.arg(id)))["data"]
                .size(),
            std::size_t(1));
    }

    void aStateThatDoesNotFollowIsAConflict_data()
    {
        QTest::addColumn<int>("serial");
        QTest::addColumn<QByteArray>("lineage");
        QTest::addColumn<int>("status");
        QTest::newRow("the next one") << 3 << "l"_ba << 201;
        QTest::newRow("the same serial with other content") << 2 << "m"_ba << 409;
        QTest::newRow("another lineage") << 3 << "m"_ba << 409;
        QTest::newRow("an older serial") << 1 << "l"_ba << 409;
    }
    void aStateThatDoesNotFollowIsAConflict()
    {
        QFETCH(int, serial);
        QFETCH(QByteArray, lineage);
        QFETCH(int, status);
        CloudBench bench;
        TfWorkspace &workspace = *bench.world.workspace(bench.workspace("states"));
        QVERIFY(bench.world.lock(workspace, bench.alice, {}));
        TfStateWish wish;
        wish.serial = 2;
        wish.state = stateFile(2);
        wish.md5 = QString::fromLatin1(md5(wish.state));
        QVERIFY(bench.world.states().create(workspace, wish, bench.alice, bench.world.now()));
        const SimResponse answer =
            bench.api("POST"_ba, u"workspaces/%1/state-versions"_s.arg(workspace.id),
                      stateWish(stateFile(serial, lineage.constData()), serial, lineage.constData()));
        QCOMPARE(answer.status, status);
    }
};

QTEST_GUILESS_MAIN(TestTerraformStates)
#include "tst_terraformstates.moc"
