// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every scenario of the house: its file is what the schema says, and carried out without a window, on a seed that we
// chose and on one that nobody chose, it goes as it expects.
#include "app/simulator/process/scenario.h"
#include "tests/app/rehearsal/schemacheck.h"
#include "tests/support/chance.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

constexpr int longestRunMs = 240'000;
constexpr int sideBySide = 3; // each takes about half a processor
constexpr quint64 ourSeed = 7;
constexpr quint32 anotherSeed = 4099;

json jsonAt(const QString &path)
{
    QFile file(QStringLiteral(TWINLAKE_TREE) + u'/' + path);
    return file.open(QIODevice::ReadOnly) ? json::parse(file.readAll().toStdString(), nullptr, false) : json();
}

/// Rehearsals, a few at a time, in the order in which they were asked for.
class Rehearsals {
public:
    void ask(const QString &name, const QString &scenario, quint64 seed)
    {
        m_names << name;
        m_arguments[name] = {u"rehearse"_s,  u"--headless"_s, u"--scenario"_s, scenario,
                             u"--speed"_s,   u"step"_s,       u"--seed"_s,     QString::number(seed),
                             u"--answers"_s, u"auto"_s,       u"--output"_s,   u"ndjson"_s};
    }

    /// The last line of what the rehearsal said; empty if it did not end in time.
    QJsonObject summaryOf(const QString &name)
    {
        if (m_names.removeOne(name)) // asked for alone, out of the order
            m_names.prepend(name);
        startMore();
        QProcess &process = *m_running.at(name);
        const bool ended = process.state() == QProcess::NotRunning || process.waitForFinished(longestRunMs);
        QFile said(outputOf(name));
        const bool readable = ended && said.open(QIODevice::ReadOnly);
        const QByteArray last = readable ? said.readAll().trimmed().split('\n').last() : QByteArray();
        m_running.erase(name);
        startMore();
        return QJsonDocument::fromJson(last).object();
    }

private:
    QString outputOf(const QString &name) const { return m_home.filePath(QString(name).replace(u' ', u'_')); }

    void startMore()
    {
        while (m_running.size() < sideBySide && !m_names.isEmpty()) {
            const QString name = m_names.takeFirst();
            auto process = std::make_unique<QProcess>();
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"XDG_STATE_HOME"_s, outputOf(name) + u"-state"_s);
            process->setProcessEnvironment(environment);
            process->setStandardOutputFile(outputOf(name)); // nobody reads while it runs
            process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
            process->start(qEnvironmentVariable("TWINLAKE_BINARY"), m_arguments[name]);
            m_running[name] = std::move(process);
        }
    }

    QTemporaryDir m_home;
    QStringList m_names;
    std::map<QString, QStringList> m_arguments;
    std::map<QString, std::unique_ptr<QProcess>> m_running;
};

QByteArray unmet(const QJsonObject &summary)
{
    QByteArray text = summary["result"_L1].toString().toUtf8() + ' ' + summary["trouble"_L1].toString().toUtf8();
    const QJsonArray checks = summary["checks"_L1].toArray();
    for (const QJsonValue check : checks) {
        if (!check["met"_L1].toBool())
            text += "\n  " + QJsonDocument(check.toObject()).toJson(QJsonDocument::Compact);
    }
    return text;
}

} // namespace

class TestScenarios : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFileIsAsTheSchemaSays_data() { eachScenario(); }
    void everyFileIsAsTheSchemaSays()
    {
        QFETCH(QString, id);
        const json schema = jsonAt(u"resources/schemas/scenario.schema.json"_s);
        const json document = jsonAt(u"resources/scenarios/%1.json"_s.arg(id));
        QVERIFY(schema.is_object() && document.is_object());
        QCOMPARE(schemaComplaint(schema, schema, document), QString());
        QVERIFY(document["expected"].contains("verdict"));
        QCOMPARE(QString::fromStdString(document["id"].get<std::string>()), id);
    }

    void theSchemaSeesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("another schema") << u"/schema"_s << "2"_ba;
        QTest::newRow("no id of ours") << u"/id"_s << R"("Regional Outage")"_ba;
        QTest::newRow("a key that is none") << u"/script/colour"_s << "1"_ba;
        QTest::newRow("an unknown fault") << u"/script/break/0/kind"_s << R"("quake")"_ba;
        QTest::newRow("less than nothing") << u"/script/normal_s"_s << "-1"_ba;
        QTest::newRow("a count that says nothing") << u"/expected/requests"_s << R"([{"what":"x"}])"_ba;
        QTest::newRow("a role that is none") << u"/expected/roles/primary"_s << R"("king")"_ba;
    }
    void theSchemaSeesWhatIsWrong()
    {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, value);
        const json schema = jsonAt(u"resources/schemas/scenario.schema.json"_s);
        json document = jsonAt(u"resources/scenarios/regional-outage.json"_s);
        document[json::json_pointer(pointer.toStdString())] = json::parse(value.toStdString());
        QVERIFY(!schemaComplaint(schema, schema, document).isEmpty());
    }

    void theIssuesScenariosAreAllThere()
    {
        const QStringList promised = {u"regional-outage"_s,
                                      u"brown-out"_s,
                                      u"terraform-cloud-dark"_s,
                                      u"queue-stuck"_s,
                                      u"foreign-lock"_s,
                                      u"plan-surprise"_s,
                                      u"apply-fails-midway"_s,
                                      u"policy-soft-fail"_s,
                                      u"secondary-failed-update"_s,
                                      u"cron-collision"_s,
                                      u"source-quiet"_s,
                                      u"future-row"_s,
                                      u"late-rows"_s,
                                      u"hole-in-landing-zone"_s,
                                      u"cold-warehouse"_s,
                                      u"slow-catch-up"_s,
                                      u"primary-returns-midway"_s,
                                      u"flapping"_s,
                                      u"clock-skew"_s,
                                      u"token-revoked"_s,
                                      u"storage-out"_s,
                                      u"second-operator"_s,
                                      u"lost-laptop"_s,
                                      u"planned-switchover"_s,
                                      u"disarmed-standby"_s};
        for (const QString &id : promised)
            QVERIFY2(simulator::scenarioIds().contains(id), qPrintable(id));
    }

    void oneThatExpectsSomethingElseDoesNotPass()
    {
        json document = jsonAt(u"resources/scenarios/brown-out.json"_s);
        document["expected"]["incidents"]["failover"] = "passed";
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"wrong.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(document.dump()));
        file.close();
        m_rehearsals.ask(u"wrong"_s, file.fileName(), ourSeed);
        const QJsonObject summary = m_rehearsals.summaryOf(u"wrong"_s);
        QCOMPARE(summary["result"_L1].toString(), u"inconclusive"_s);
        QVERIFY2(unmet(summary).contains("The failover ends"), unmet(summary).constData());
    }

    void eachGoesAsItExpects_data()
    {
        QTest::addColumn<QString>("name");
        const quint64 seed = seedOfThisRun(anotherSeed);
        for (const QString &id : simulator::scenarioIds()) {
            for (const quint64 each : {ourSeed, seed}) {
                const QString name = u"%1 seed %2"_s.arg(id).arg(each);
                m_rehearsals.ask(name, id, each);
                QTest::newRow(qPrintable(name)) << name;
            }
        }
    }
    void eachGoesAsItExpects()
    {
        QFETCH(QString, name);
        const QJsonObject summary = m_rehearsals.summaryOf(name);
        QVERIFY2(summary["result"_L1].toString() == "passed"_L1, unmet(summary).constData());
        QVERIFY(!summary["checks"_L1].toArray().isEmpty());
    }

private:
    static void eachScenario()
    {
        QTest::addColumn<QString>("id");
        for (const QString &id : simulator::scenarioIds())
            QTest::newRow(qPrintable(id)) << id;
    }

    Rehearsals m_rehearsals;
};

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
