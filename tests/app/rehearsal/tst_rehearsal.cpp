// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main job as a new user runs it: the binary fails over and back over real HTTP, and what it says is held against
// the simulator's own ledger and state.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestRunMs = 240'000;

struct Run {
    int exitCode = -1;
    QList<QJsonObject> lines;
    QByteArray complaints;
    QJsonObject ledger;
    QJsonObject state;

    QJsonObject summary() const { return lines.isEmpty() ? QJsonObject() : lines.last(); }
};

QJsonObject documentAt(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

Run rehearse(const QString &speed, const QString &seed)
{
    const QTemporaryDir home;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_STATE_HOME"_s, home.filePath(u"state"_s));
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("TWINLAKE_BINARY"),
                  {u"rehearse"_s, u"--headless"_s, u"--scenario"_s, u"regional-outage"_s, u"--speed"_s, speed,
                   u"--seed"_s, seed, u"--answers"_s, u"auto"_s, u"--output"_s, u"ndjson"_s, u"--report"_s,
                   home.filePath(u"report"_s)});
    Run run;
    if (!process.waitForFinished(longestRunMs))
        process.kill();
    run.exitCode = process.exitCode();
    run.complaints = process.readAllStandardError();
    for (const QByteArray &line : process.readAllStandardOutput().trimmed().split('\n'))
        run.lines.append(QJsonDocument::fromJson(line).object());
    run.ledger = documentAt(home.filePath(u"report/ledger.json"_s));
    run.state = documentAt(home.filePath(u"report/state.json"_s));
    return run;
}

/// Each incident's steps in the order in which they ended, with how they ended.
QStringList stepsWithOutcomes(const Run &run)
{
    QStringList steps;
    for (const QJsonObject &line : run.lines) {
        const QString event = line.value("event"_L1).toString();
        if (event.startsWith("step_"_L1) && event != "step_started"_L1)
            steps.append(line.value("step"_L1).toString() + u' ' + event);
    }
    steps.sort(); // steps side by side may end in either order at a running speed
    return steps;
}

} // namespace

class TestRehearsal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itFailsOverAndBackAndSaysSo()
    {
        const Run run = rehearse(u"step"_s, u"7"_s);
        const QJsonObject summary = run.summary();
        const QByteArray said = QJsonDocument(summary).toJson() + run.complaints.right(2000);
        QVERIFY2(summary.value("result"_L1).toString() == "passed"_L1, said.constData());
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(summary.value("event"_L1).toString(), u"summary"_s);
        QCOMPARE(summary.value("caught_up"_L1).toString(), u"proven"_s);
        QVERIFY(summary.value("rto_s"_L1).toDouble() > 0);
        QVERIFY(summary.value("floor_s"_L1).toDouble() > 0);
        QVERIFY(summary.value("machine_s"_L1).toDouble() >= summary.value("floor_s"_L1).toDouble());
        QVERIFY(summary.value("rpo_s"_L1).isDouble());
        QVERIFY(summary.value("overrides"_L1).toArray().isEmpty());
        theWorldIsWhereItBegan(run);
        eachMutationWasSentOnce(run, 8);
    }

    // How it ends depends on how busy the machine is: a poll may be minutes of the world's time. What is promised
    // whatever happens does not.
    void atARunningSpeedItEndsInOrder()
    {
        const Run run = rehearse(u"300"_s, u"7"_s);
        const QJsonObject summary = run.summary();
        const QByteArray said = QJsonDocument(summary).toJson() + run.complaints.right(2000);
        const QMap<QString, int> codes{{u"passed"_s, 0}, {u"failed"_s, 1}, {u"inconclusive"_s, 2}};
        QCOMPARE(summary.value("event"_L1).toString(), u"summary"_s);
        QVERIFY2(codes.contains(summary.value("result"_L1).toString()), said.constData());
        QCOMPARE(run.exitCode, codes.value(summary.value("result"_L1).toString()));
        QVERIFY2(summary.value("trouble"_L1).toString().isEmpty(), said.constData());
        eachMutationWasSentOnce(run, 0);
    }

    void theSameSeedGivesTheSameStepsAndOutcomes()
    {
        const Run first = rehearse(u"step"_s, u"11"_s);
        const Run second = rehearse(u"step"_s, u"11"_s);
        QCOMPARE(first.exitCode, 0);
        QVERIFY(stepsWithOutcomes(first).size() > 15);
        QCOMPARE(stepsWithOutcomes(first), stepsWithOutcomes(second));
    }

    void anUnknownScenarioNamesTheValidOnes()
    {
        QProcess process;
        process.start(qEnvironmentVariable("TWINLAKE_BINARY"),
                      {u"rehearse"_s, u"--headless"_s, u"--answers"_s, u"auto"_s, u"--scenario"_s, u"volcano"_s});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(process.readAllStandardError().contains("regional-outage"));
    }

private:
    static void theWorldIsWhereItBegan(const Run &run)
    {
        QCOMPARE(run.state.value("serving"_L1).toString(), u"primary"_s);
        const QJsonObject regions = run.state.value("regions"_L1).toObject();
        const auto continuous = [&](const QString &region) {
            QList<bool> flags;
            for (const auto &pipeline : regions.value(region).toObject().value("pipelines"_L1).toArray())
                flags.append(pipeline.toObject().value("continuous"_L1).toBool());
            return flags;
        };
        QVERIFY(!continuous(u"primary"_s).isEmpty());
        QVERIFY(!continuous(u"primary"_s).contains(false));
        QVERIFY(!continuous(u"secondary"_s).contains(true));
    }

    static void eachMutationWasSentOnce(const Run &run, int atLeast)
    {
        QMap<QString, int> sent;
        for (const auto &entry : run.ledger.value("requests"_L1).toArray()) {
            const QJsonObject request = entry.toObject();
            if (request.value("mutating"_L1).toBool()) {
                const QString call = request.value("method"_L1).toString() + u' ' + request.value("path"_L1).toString()
                    + u' ' + request.value("body_hash"_L1).toString();
                ++sent[call];
            }
        }
        QVERIFY(sent.size() >= atLeast);
        for (auto call = sent.begin(); call != sent.end(); ++call) {
            // Failover and failback each give the same coordination lock back: two incidents, one call each.
            const int incidents = call.key().contains("/actions/unlock "_L1) ? 2 : 1;
            QVERIFY2(call.value() <= incidents,
                     qPrintable(u"%1 was sent %2 times"_s.arg(call.key()).arg(call.value())));
        }
    }
};

QTEST_GUILESS_MAIN(TestRehearsal)
#include "tst_rehearsal.moc"
