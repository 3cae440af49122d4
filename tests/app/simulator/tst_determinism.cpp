// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same seed and the same requests in stepped time give the same bytes: status lines, headers, ids, timestamps. Only
// the addresses of the machine differ, and they are named before the bytes are compared.
#include "tests/app/simulator/simulationbench.h"

#include <QRegularExpression>
#include <QTcpSocket>
#include <QUrl>

using namespace twinlake;
using namespace twinlake::simulator;

namespace {

const QStringList targets = {u"primary"_s, u"secondary"_s, u"terraform"_s, u"consumers"_s,
                             u"witness"_s, u"blobs"_s,     u"control"_s};

/// One client that writes down every byte that comes back.
class Recorder {
public:
    explicit Recorder(quint64 seed)
        : m_bench(*loadScenario(u"regional-outage"_s), seed)
    {
    }

    json send(const QString &target, const QByteArray &method, const QString &path, const json &body = {})
    {
        QTcpSocket socket;
        const QUrl address(m_bench.simulation.url(target));
        socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(address.port()));
        const QByteArray bytes = body.is_null() ? QByteArray() : QByteArray::fromStdString(body.dump());
        QByteArray head = method + ' ' + path.toUtf8() + " HTTP/1.1\r\nHost: " + address.authority().toLatin1()
            + "\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + QByteArray::number(bytes.size()) + "\r\n";
        if (const QByteArray token = m_bench.simulation.token(target); !token.isEmpty())
            head += "Authorization: Bearer " + token + "\r\n";
        socket.write(head + "\r\n" + bytes);
        [&] { QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 30000); }();
        const QByteArray answer = neutral(socket.readAll());
        m_answers << method + ' ' + path.toUtf8() + '\n' + answer;
        return json::parse(answer.mid(answer.indexOf("\r\n\r\n") + 4).toStdString(), nullptr, false);
    }
    void advance(int seconds) { send(u"control"_s, "POST"_ba, u"/control/clock"_s, {{"advance_s", seconds}}); }
    const QList<QByteArray> &answers() const { return m_answers; }
    std::string warehouse() const
    {
        return json::parse(m_bench.simulation.estate().toStdString())["regions"]["secondary"]["warehouse_id"]
            .get<std::string>();
    }

private:
    QByteArray neutral(QByteArray bytes) const
    {
        for (const QString &target : targets) {
            QByteArray address = m_bench.simulation.url(target).toLatin1();
            bytes.replace(address, target.toLatin1());
            bytes.replace(address.replace("127.0.0.1", "localhost"), target.toLatin1()); // redirects change the name
        }
        static const QRegularExpression realTime(u"\"real_at\":\"[^\"]*\""_s);
        static const QRegularExpression length(u"Content-Length: \\d+\r\n"_s); // ports have four or five digits
        QString text = QString::fromLatin1(bytes);
        return text.remove(realTime).remove(length).toLatin1();
    }

    SimulationBench m_bench;
    QList<QByteArray> m_answers;
};

/// Of an answer that a fault may have spoilt.
json listOf(const json &answer, const char *key)
{
    return answer.is_object() && answer.contains(key) ? answer[key] : json::array();
}

void useRegions(Recorder &client)
{
    for (const QString &region : {u"primary"_s, u"secondary"_s}) {
        client.send(region, "GET"_ba, u"/.well-known/databricks-config"_s);
        client.send(region, "GET"_ba, u"/api/2.0/preview/scim/v2/Me"_s);
        const json list = client.send(region, "GET"_ba, u"/api/2.0/pipelines?max_results=100"_s);
        for (const json &one : listOf(list, "statuses")) {
            const QString id = QString::fromStdString(one["pipeline_id"].get<std::string>());
            client.send(region, "GET"_ba, u"/api/2.0/pipelines/"_s + id);
            client.send(region, "GET"_ba, u"/api/2.0/pipelines/%1/updates"_s.arg(id));
            client.send(region, "GET"_ba, u"/api/2.0/pipelines/%1/events?max_results=25"_s.arg(id));
            client.send(region, "POST"_ba, u"/api/2.0/pipelines/%1/updates"_s.arg(id), json::object());
        }
        const json jobs = client.send(region, "GET"_ba, u"/api/2.2/jobs/list?expand_tasks=true"_s);
        for (const json &job : listOf(jobs, "jobs"))
            client.send(region, "POST"_ba, u"/api/2.2/jobs/run-now"_s, {{"job_id", job["job_id"]}});
        client.send(region, "GET"_ba, u"/api/2.2/jobs/runs/list"_s);
        client.send(region, "GET"_ba, u"/api/2.0/sql/warehouses"_s);
        client.send(region, "GET"_ba, u"/no/such/thing"_s);
    }
}

void useStatements(Recorder &client)
{
    const json asked = {
        {"statement", "SELECT max(event_timestamp), current_timestamp(), count(*) FROM main.gold.orders"},
        {"warehouse_id", client.warehouse()},
        {"wait_timeout", "0s"}};
    const json statement = client.send(u"secondary"_s, "POST"_ba, u"/api/2.0/sql/statements"_s, asked);
    const QString id = QString::fromStdString(statement["statement_id"].get<std::string>());
    client.advance(300);
    client.send(u"secondary"_s, "GET"_ba, u"/api/2.0/sql/statements/"_s + id);
    for (const char *sql :
         {"SELECT id, event_timestamp, amount FROM main.gold.orders ORDER BY event_timestamp DESC LIMIT 20",
          "SELECT date_trunc('MINUTE', event_timestamp), count(*) FROM main.gold.orders GROUP BY 1 "
          "ORDER BY 1 DESC LIMIT 10",
          "LIST 's3://acme-landing-us-west-2/orders/'", "SELECT nonsense FROM nowhere"}) {
        json other = asked;
        other["statement"] = sql;
        other["wait_timeout"] = "30s";
        client.send(u"secondary"_s, "POST"_ba, u"/api/2.0/sql/statements"_s, other);
    }
}

void useTerraform(Recorder &client)
{
    client.send(u"terraform"_s, "GET"_ba, u"/.well-known/terraform.json"_s);
    client.send(u"terraform"_s, "GET"_ba, u"/api/v2/organizations/acme/workspaces"_s);
    const json workspace =
        client.send(u"terraform"_s, "GET"_ba, u"/api/v2/organizations/acme/workspaces/orders-us-west-2"_s);
    const std::string id = workspace["data"]["id"].get<std::string>();
    const QString path = u"/api/v2/workspaces/%1/vars"_s.arg(QString::fromStdString(id));
    const json variable = client.send(u"terraform"_s, "GET"_ba, path)["data"][0];
    client.send(u"terraform"_s, "PATCH"_ba, path + u'/' + QString::fromStdString(variable["id"].get<std::string>()),
                {{"data", {{"type", "vars"}, {"attributes", {{"value", "true"}}}}}});
    const json made =
        client.send(u"terraform"_s, "POST"_ba, u"/api/v2/runs"_s,
                    {{"data",
                      {{"type", "runs"},
                       {"attributes", {{"message", "twinlake/1"}}},
                       {"relationships", {{"workspace", {{"data", {{"type", "workspaces"}, {"id", id}}}}}}}}}});
    const QString run = u"/api/v2/runs/"_s + QString::fromStdString(made["data"]["id"].get<std::string>());
    client.advance(60);
    const json planned = client.send(u"terraform"_s, "GET"_ba, run + u"?include=plan,apply"_s);
    const QString plan =
        QString::fromStdString(planned["data"]["relationships"]["plan"]["data"]["id"].get<std::string>());
    client.send(u"terraform"_s, "GET"_ba, u"/api/v2/plans/"_s + plan);
    client.send(u"terraform"_s, "GET"_ba, u"/api/v2/plans/%1/json-output"_s.arg(plan));
    client.send(u"terraform"_s, "POST"_ba, run + u"/actions/apply"_s, {{"comment", "go"}});
    client.advance(900);
    client.send(u"terraform"_s, "GET"_ba, run);
}

QList<QByteArray> script(quint64 seed)
{
    Recorder client(seed);
    client.advance(301);
    useRegions(client);
    useStatements(client);
    client.send(u"control"_s, "POST"_ba, u"/control/faults"_s,
                {{"target", "primary"}, {"kind", "status"}, {"fraction", 0.5}});
    useTerraform(client);
    useRegions(client);
    client.send(u"consumers"_s, "GET"_ba, u"/orders"_s);
    client.send(u"witness"_s, "GET"_ba, u"/"_s);
    client.send(u"control"_s, "GET"_ba, u"/control/state"_s);
    client.send(u"control"_s, "GET"_ba, u"/control/ledger"_s);
    return client.answers();
}

} // namespace

class TestDeterminism : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameRequestsGetTheSameBytes()
    {
        const QList<QByteArray> first = script(7);
        const QList<QByteArray> second = script(7);
        QVERIFY(first.size() > 90);
        QCOMPARE(second.size(), first.size());
        for (qsizetype answer = 0; answer < first.size(); ++answer)
            QCOMPARE(second.at(answer), first.at(answer));
    }

    void anotherSeedIsAnotherWorld()
    {
        Recorder one(7);
        Recorder other(8);
        for (Recorder *client : {&one, &other})
            client->send(u"primary"_s, "GET"_ba, u"/api/2.0/pipelines"_s);
        QVERIFY(one.answers() != other.answers());
    }
};

QTEST_GUILESS_MAIN(TestDeterminism)
#include "tst_determinism.moc"
