// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The network matrix: every endpoint under every wire fault. At most one mutation reaches the server, a typed error
// comes back, the deadline is kept, the token is seen by its own host alone (reliability.md section 4b).
#include "tests/app/http/matrixbench.h"
#include "tests/app/http/wirefaults.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Where = WireFault::Where;
using Minds = WireFault::Minds;

/// Answers the first bytes of a handshake in plain text.
class NotTls {
public:
    NotTls()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->readAll();
                socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
    }
    QUrl url() const { return QUrl(u"https://127.0.0.1:%1"_s.arg(m_server.serverPort())); }

private:
    QTcpServer m_server;
};

QUrl baseFor(const WireFault &fault, const RawServer &server, const NotTls &notTls)
{
    if (fault.where == Where::NotTls)
        return notTls.url();
    return fault.where == Where::NoName ? QUrl(u"http://nobody.invalid:8443"_s) : server.url();
}

bool isSeenBy(const WireFault &fault, const Endpoint &endpoint)
{
    if (fault.minds == Minds::WhoNamesAnId)
        return endpoint.namesId;
    return fault.minds == Minds::All || endpoint.readsAnswer;
}

/// A mutating request as the ledger counts it: every one but GET, statements and token requests.
bool isMutation(const RawRequest &request)
{
    return !request.line.startsWith("GET ") && !request.path().startsWith("/api/2.0/sql/statements")
        && request.path() != "/oidc/v1/token"_ba;
}

bool carriesToken(const RawRequest &request)
{
    const QByteArray all = request.line + request.head + request.body;
    const QByteArray basic = ("id:"_ba + MatrixBench::token()).toBase64();
    return all.contains(MatrixBench::token()) || all.contains(basic);
}

} // namespace

class TestNetworkMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_endpoints = matrixEndpoints();
        m_faults = wireFaults();
    }

    void withoutAFaultEachEndpointIsUnderstood_data()
    {
        QTest::addColumn<int>("endpoint");
        for (int i = 0; i < m_endpoints.size(); ++i)
            QTest::newRow(m_endpoints.at(i).name) << i;
    }
    void withoutAFaultEachEndpointIsUnderstood()
    {
        QFETCH(int, endpoint);
        const Endpoint &asked = m_endpoints.at(endpoint);
        RawServer server;
        for (const RawReply &earlier : asked.before)
            server.reply(earlier);
        server.reply(RawReply::http(200, asked.good));
        MatrixBench bench(server.url());
        const Told told = asked.call(bench);
        QVERIFY2(!told.error, qPrintable(told.text));
        QVERIFY2(!asked.mutates || told.outcome == Outcome::Kind::Done, qPrintable(told.text));
        QVERIFY(std::all_of(server.requests.begin(), server.requests.end(), [&](const RawRequest &one) {
            return carriesToken(one) || one.path().startsWith("/.well-known") || one.path().startsWith("/oidc/.well");
        }));
    }

    void aFaultIsTypedAndSentOnce_data()
    {
        QTest::addColumn<int>("endpoint");
        QTest::addColumn<int>("fault");
        for (int e = 0; e < m_endpoints.size(); ++e) {
            for (int f = 0; f < m_faults.size(); ++f) {
                if (isSeenBy(m_faults.at(f), m_endpoints.at(e)))
                    QTest::addRow("%s: %s", m_endpoints.at(e).name, m_faults.at(f).name) << e << f;
            }
        }
    }
    void aFaultIsTypedAndSentOnce()
    {
        QFETCH(int, endpoint);
        QFETCH(int, fault);
        const Endpoint &asked = m_endpoints.at(endpoint);
        const WireFault &broken = m_faults.at(fault);
        RawServer server;
        RawServer elsewhere;
        const NotTls notTls;
        elsewhere.reply(RawReply::http(200, asked.good));
        prepare(server, asked, broken, elsewhere.url());
        MatrixBench bench(baseFor(broken, server, notTls));
        // Reset at accept, Qt now and then waits for ever; the deadline is what ends it then.
        const bool byDeadline = broken.endsByDeadline || broken.where == Where::Accept;
        bench.clock.realDeadline = byDeadline ? 120ms : 30s;
        const Instant started = bench.clock.now();

        const Told told = asked.call(bench);
        ++m_trials;

        checkAnswer(asked, broken, told);
        checkDeadline(asked, bench, started);
        if (asked.mutates)
            QTest::qWait(5); // a second copy would come on a new connection
        checkWire(asked, broken, server, elsewhere);
    }

    void cleanupTestCase()
    {
        qInfo("network matrix: %lld endpoints x %lld fault kinds, %d trials",
              static_cast<long long>(m_endpoints.size()), static_cast<long long>(m_faults.size()), m_trials);
        QVERIFY(m_endpoints.size() >= 15);
        QVERIFY(m_faults.size() >= 30);
    }

private:
    static void prepare(RawServer &server, const Endpoint &asked, const WireFault &broken, const QUrl &elsewhere)
    {
        if (broken.where == Where::Accept)
            server.resetAtAccept();
        else if (broken.where == Where::Refused)
            server.stopListening();
        if (broken.where != Where::Reply)
            return;
        for (const RawReply &earlier : asked.before)
            server.reply(earlier);
        server.reply(broken.reply(asked.good, elsewhere));
    }

    static void checkAnswer(const Endpoint &asked, const WireFault &broken, const Told &told)
    {
        const QByteArray said = told.text.toUtf8();
        QVERIFY2(!said.contains(MatrixBench::token()), said.constData());
        if (asked.mutates) {
            const bool byStatusAlone = !asked.readsAnswer && broken.read == QList{Error::Kind::Protocol}
                && told.outcome == Outcome::Kind::Done;
            QVERIFY2(told.outcome && broken.write.contains(*told.outcome) && !byStatusAlone, said.constData());
            QVERIFY(told.outcome == Outcome::Kind::Done || !said.isEmpty());
            return;
        }
        const bool followed = asked.followsRedirect && broken.leadsElsewhere;
        if (broken.read.isEmpty() || followed) {
            QVERIFY2(!told.error, said.constData());
            return;
        }
        QVERIFY2(told.error && broken.read.contains(*told.error),
                 ("kind "_ba + QByteArray::number(told.error ? int(*told.error) : -1) + ": "_ba + said).constData());
        QVERIFY(!said.isEmpty());
    }

    /// No socket is granted more than the promise, and all tries together stay within the endpoint's budget.
    static void checkDeadline(const Endpoint &asked, const MatrixBench &bench, const Instant &started)
    {
        QVERIFY(!bench.clock.granted.isEmpty());
        for (const Duration span : std::as_const(bench.clock.granted))
            QVERIFY(span <= std::max<Duration>(mutationDeadline, longestWait));
        const Duration spent = between(started, bench.clock.now());
        QVERIFY2(spent <= asked.budget, QByteArray::number(qint64(spent.count())).constData());
        QCOMPARE(bench.door.inFlight(), 0);
        QCOMPARE(bench.sender.inFlight(), 0);
    }

    static void checkWire(const Endpoint &asked, const WireFault &broken, const RawServer &server,
                          const RawServer &elsewhere)
    {
        const auto mutations = std::count_if(server.requests.begin(), server.requests.end(), isMutation);
        QVERIFY2(mutations <= (asked.mutates ? 1 : 0), QByteArray::number(qint64(mutations)).constData());
        if (asked.mutates)
            QVERIFY(broken.where == Where::Accept || server.connections <= 1);
        QVERIFY(std::none_of(elsewhere.requests.begin(), elsewhere.requests.end(), carriesToken));
        const bool mayFollow = asked.followsRedirect && broken.leadsElsewhere;
        QVERIFY(mayFollow || elsewhere.connections == 0);
    }

    static constexpr Duration longestWait = std::chrono::seconds(120);

    QList<Endpoint> m_endpoints;
    QList<WireFault> m_faults;
    int m_trials = 0;
};

QTEST_GUILESS_MAIN(TestNetworkMatrix)
#include "tst_networkmatrix.moc"
