// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whatever stands in an argument, a file, a journal or a server's answer: nothing that a terminal obeys comes out of
// any command, no text adds a line of its own, and JSON stays JSON.
#include "app/store/journalstore.h"
#include "models/runbook/events.h"
#include "tests/faults/hostilecopies.h"
#include "tests/faults/hostileproxy.h"
#include "tests/faults/steppedworld.h"
#include "tests/support/obeyedcharacters.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 180'000;
const QString hostile = hostileText();
/// What a file name can hold of it.
const QString hostileName = u"a\x1b[31m\x07\nFORGED\r\u009b\u202e\u2066\u200b\u2028z"_s;
const QStringList forms{u"text"_s, u"json"_s, u"ndjson"_s};

struct Said {
    int code = -1;
    QByteArray output;
    QByteArray complaints;
};

bool holdsOnlyJson(const QByteArray &output, const QString &form)
{
    if (form == "json"_L1)
        return output.trimmed().isEmpty() || !QJsonDocument::fromJson(output).isNull();
    for (const QByteArray &line : output.trimmed().split('\n')) {
        if (!line.isEmpty() && QJsonDocument::fromJson(line).isNull())
            return false;
    }
    return true;
}

/// What is wrong with an output; empty if nothing is.
QString wrongWith(const Said &said, const QStringList &arguments)
{
    const qsizetype at = arguments.indexOf(u"--output"_s);
    const QString form = at < 0 ? u"text"_s : arguments.value(at + 1);
    QString wrong;
    if (said.code < 0)
        wrong = u"it did not end by itself"_s;
    else if (const QString out = obeyedIn(said.output); !out.isEmpty())
        wrong = u"stdout: "_s + out;
    else if (const QString err = obeyedIn(said.complaints); !err.isEmpty())
        wrong = u"stderr: "_s + err;
    else if (form != "text"_L1 && forms.contains(form) && !holdsOnlyJson(said.output, form))
        wrong = u"no JSON: "_s + QString::fromUtf8(said.output.left(300));
    else if (said.output.isEmpty() && said.complaints.isEmpty())
        wrong = u"nothing is said"_s;
    return wrong.isEmpty() ? QString() : arguments.join(u' ').left(200) + u": "_s + wrong;
}

QJsonObject objectIn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class TestTerminal : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<SteppedWorld> m_world;
    std::unique_ptr<SteppedWorld> m_running; ///< a status paces its requests by the world's time
    QTemporaryDir m_folder;

    QString file(const QString &name) const { return m_folder.filePath(name); }

    /// An endless command ends when it has said something.
    Said say(const QStringList &arguments, const QMap<QString, QString> &variables = {})
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, file(u"state"_s));
        environment.insert(u"XDG_CONFIG_HOME"_s, file(u"config"_s));
        for (auto each = variables.begin(); each != variables.end(); ++each)
            environment.insert(each.key(), each.value());
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("TWINLAKE_BINARY"), arguments, QIODevice::ReadOnly);
        if (arguments.value(0) == "simulate"_L1) {
            [&] {
                QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning || process.bytesAvailable() > 0,
                                         patienceMs);
            }();
            process.terminate();
        }
        [&] { QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, patienceMs); }();
        Said said;
        if (process.state() == QProcess::NotRunning && process.exitStatus() == QProcess::NormalExit)
            said.code = process.exitCode();
        process.kill();
        said.output = process.readAllStandardOutput();
        said.complaints = process.readAllStandardError();
        return said;
    }
    QString wrong(const QStringList &arguments, const QMap<QString, QString> &variables = {})
    {
        return wrongWith(say(arguments, variables), arguments);
    }
    QStringList headless(const QString &recipe, const QString &estate, const QStringList &more) const
    {
        return QStringList{u"run"_s,        recipe,         u"--estate"_s, estate,           u"--group"_s, u"orders"_s,
                           u"--headless"_s, u"--answers"_s, u"auto"_s,     u"--log-level"_s, u"trace"_s}
        + more;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_world = std::make_unique<SteppedWorld>(5);
        QVERIFY2(m_world->trouble().isEmpty(), qPrintable(m_world->trouble()));
        m_world->advance(420);
        m_running = std::make_unique<SteppedWorld>(5, u"5"_s); // its deadlines are seconds, on a busy machine too
        QVERIFY2(m_running->trouble().isEmpty(), qPrintable(m_running->trouble()));
    }

    void argumentsOfEveryCommand_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString estate = m_world->estate();
        const QString none = u"/nonexistent/"_s + hostile;
        const QStringList run{u"run"_s, u"failover"_s, u"--estate"_s, estate};
        const QStringList alone{u"--headless"_s, u"--answers"_s, u"auto"_s};
        const QList<QStringList> all{
            {hostile},
            {u"--"_s + hostile},
            {u"-"_s + hostile},
            {u"--log-level"_s, hostile},
            {u"console"_s, u"--estate"_s, none},
            {u"wall"_s, u"--estate"_s, none},
            {u"wall"_s, u"--screen"_s, hostile},
            {u"wall"_s, u"--rotate"_s, hostile},
            {u"check"_s, hostile},
            {u"doctor"_s, hostile},
            {u"status"_s, hostile},
            {u"status"_s, u"--"_s + hostile},
            {u"status"_s, u"--estate"_s, hostile},
            {u"status"_s, u"--estate"_s, none + u".json"_s},
            {u"status"_s, u"--output"_s, hostile},
            {u"rehearse"_s, u"--scenario"_s, hostile},
            {u"rehearse"_s, u"--scenario"_s, none + u".json"_s},
            {u"rehearse"_s, u"--speed"_s, hostile},
            {u"rehearse"_s, u"--seed"_s, hostile},
            {u"rehearse"_s, u"--headless"_s, u"--answers"_s, none},
            {u"simulate"_s, u"--scenario"_s, hostile},
            {u"simulate"_s, u"--pipelines"_s, hostile},
            {u"simulate"_s, u"--orphan-limit"_s, hostile},
            {u"simulate"_s, u"--write-estate"_s, none},
            {u"simulate"_s, u"--write-estate"_s, file(hostileName)},
            {u"simulate"_s, u"--tls-cert"_s, none, u"--tls-key"_s, none},
            {u"run"_s, hostile},
            {u"run"_s, u"failover"_s, hostile},
            run + alone + QStringList{u"--group"_s, hostile},
            run + alone + QStringList{u"--t0"_s, hostile},
            run + QStringList{u"--headless"_s, u"--answers"_s, none},
            QStringList{u"resume"_s, hostile} + alone,
            QStringList{u"resume"_s, hostile, u"--estate"_s, estate} + alone,
            {u"resume"_s, hostile, u"--abort"_s, hostile},
            {u"incidents"_s, hostile},
            {u"incidents"_s, u"list"_s, hostile},
            {u"incidents"_s, u"show"_s, hostile},
            {u"incidents"_s, u"export"_s, hostile},
            {u"incidents"_s, u"verify"_s, hostile},
            {u"incidents"_s, u"show"_s, u"x"_s, u"--estate"_s, hostile},
        };
        for (qsizetype i = 0; i < all.size(); ++i)
            QTest::addRow("%d %s", static_cast<int>(i), qPrintable(all.at(i).constFirst().left(12).toHtmlEscaped()))
                << all.at(i);
    }
    void argumentsOfEveryCommand()
    {
        QFETCH(QStringList, arguments);
        QCOMPARE(wrong(arguments), QString());
    }

    void namesOfFoldersAndPeople()
    {
        const QString state = file(u"folders/"_s + hostileName);
        const QMap<QString, QString> variables{
            {u"XDG_STATE_HOME"_s, state}, {u"XDG_CONFIG_HOME"_s, state}, {u"USER"_s, hostile}};
        QCOMPARE(wrong({u"status"_s}, variables), QString());
        for (const QString &form : forms) {
            const QStringList output{u"--output"_s, form};
            QCOMPARE(wrong(headless(u"failover"_s, m_world->estate(), QStringList{u"--dry-run"_s} + output), variables),
                     QString());
            for (const char *action : {"list", "verify"})
                QCOMPARE(wrong(QStringList{u"incidents"_s, QString::fromLatin1(action)} + output, variables),
                         QString());
        }
    }

    void everyKeyAndTextOfAnEstate()
    {
        const QJsonObject estate = objectIn(m_running->estate());
        const QList<QJsonObject> copies = hostileCopies(estate, hostile);
        QVERIFY2(copies.size() > 40, QByteArray::number(copies.size()).constData());
        for (const QJsonObject &copy : copies) {
            write(file(u"estate.json"_s), QJsonDocument(copy).toJson());
            QCOMPARE(wrong({u"status"_s, u"--estate"_s, file(u"estate.json"_s), u"--output"_s, u"ndjson"_s}),
                     QString());
        }
        for (const QByteArray &text : {QByteArray("\x9b\x1b[31m\xff\x00z", 8), "{\""_ba + hostile.toUtf8() + "\": 1}",
                                       "{\"name\": \"" + hostile.toUtf8() + "\"}"}) {
            write(file(u"estate.json"_s), text);
            QCOMPARE(wrong({u"status"_s, u"--estate"_s, file(u"estate.json"_s)}), QString());
        }
    }

    void everyKeyAndTextOfAScenarioAndOfAnswers()
    {
        const QList<QJsonObject> copies = hostileCopies(objectIn(QStringLiteral(SCENARIO_FILE)), hostile);
        QVERIFY(copies.size() > 10);
        for (const QJsonObject &copy : copies) {
            write(file(u"scenario.json"_s), QJsonDocument(copy).toJson());
            QCOMPARE(wrong({u"simulate"_s, u"--scenario"_s, file(u"scenario.json"_s)}), QString());
        }
        const QJsonObject said{{u"answer"_s, hostile}};
        const QJsonObject after{{u"answer"_s, u"approve"_s}, {u"after"_s, hostile}};
        for (const QJsonObject &answers : {QJsonObject{{hostile, said}}, QJsonObject{{hostile, after}}}) {
            write(file(u"answers.json"_s), QJsonDocument(answers).toJson());
            QCOMPARE(wrong({u"rehearse"_s, u"--headless"_s, u"--answers"_s, file(u"answers.json"_s)}), QString());
        }
    }

    void everyFieldOfAJournal()
    {
        const QString folder = file(u"hostile/twinlake/estates/"_s + hostileName);
        QVERIFY(QDir().mkpath(folder));
        const IncidentId id{u"INC-"_s + hostile};
        {
            const auto store = JournalStore::open(folder + u"/journal.sqlite"_s);
            QVERIFY2(store, store ? "" : qPrintable(store.error().message));
            for (const QString &kind : {events::incidentOpened,
                                        events::direction,
                                        events::t0Set,
                                        events::stepStarted,
                                        events::evidence,
                                        events::intent,
                                        events::outcome,
                                        events::wouldSend,
                                        events::gateOpened,
                                        events::gateAnswered,
                                        events::phaseDone,
                                        events::stepDone,
                                        events::stepFailed,
                                        events::stepSkipped,
                                        events::stepRetried,
                                        events::clock,
                                        events::caughtUp,
                                        events::override,
                                        events::aborting,
                                        events::paused,
                                        events::resumed,
                                        events::incidentClosed,
                                        hostile}) {
                QJsonObject data{{hostile, hostile}};
                for (const char *key :
                     {"recipe",   "group",  "from",  "to",     "driver",  "place",   "nonce", "t0",
                      "sentence", "status", "cause", "intent", "phase",   "subject", "call",  "method",
                      "path",     "target", "kind",  "text",   "created", "verdict", "gate",  "headline",
                      "typed",    "reason", "clock", "at",     "rule",    "title",   "then",  "result"})
                    data.insert(QString::fromLatin1(key), hostile);
                JournalEvent event = events::make(id, kind, StepId{hostile}, data);
                event.at = fromEpoch(std::chrono::hours(24 * 365 * 50));
                QVERIFY((*store)->append(event));
            }
        }
        const QMap<QString, QString> variables{{u"XDG_STATE_HOME"_s, file(u"hostile"_s)}};
        for (const QString &form : forms) {
            const QStringList output{u"--output"_s, form};
            for (const QStringList &what :
                 {QStringList{u"list"_s}, QStringList{u"verify"_s}, QStringList{u"show"_s, id.value},
                  QStringList{u"export"_s, id.value}, QStringList{u"verify"_s, id.value}})
                QCOMPARE(wrong(QStringList{u"incidents"_s} + what + output, variables), QString());
        }
        const QStringList resume{u"resume"_s, id.value, u"--headless"_s, u"--answers"_s, u"auto"_s};
        QCOMPARE(wrong(resume, variables), QString());
        const Said whole = say({u"incidents"_s, u"export"_s, id.value, u"--output"_s, u"json"_s}, variables);
        const QJsonObject exported = QJsonDocument::fromJson(whole.output).object();
        QCOMPARE(exported["events"_L1][0]["data"_L1]["driver"_L1].toString(), hostile); // shown, not lost
    }

    void everyTextOfAServer_data()
    {
        QTest::addColumn<QString>("keys"); // "*" all, "!" refusals
        QTest::addColumn<QStringList>("arguments");
        const QString prose = u"name creator_user_name run_as cause message status-message locked-reason update_id "
                              "created-at created_at description region"_s;
        for (const QString &form : forms) {
            for (const QString &keys : {u"*"_s, u"!"_s, prose})
                QTest::addRow("status %s %s", qPrintable(form), qPrintable(keys.left(4)))
                    << keys << QStringList{u"status"_s, u"--log-level"_s, u"trace"_s, u"--output"_s, form};
        }
        for (const QString &keys : {u"*"_s, u"!"_s, prose}) {
            QTest::addRow("dry run %s", qPrintable(keys.left(4)))
                << keys << headless(u"switchover"_s, {}, {u"--dry-run"_s, u"--output"_s, u"ndjson"_s});
            QTest::addRow("run %s", qPrintable(keys.left(4)))
                << keys << headless(u"switchover"_s, {}, {u"--output"_s, u"text"_s});
        }
    }
    void everyTextOfAServer()
    {
        QFETCH(QString, keys);
        QFETCH(QStringList, arguments);
        const QStringList chosen = keys.split(u' ');
        std::vector<std::unique_ptr<HostileProxy>> proxies;
        const SteppedWorld &world = arguments.constFirst() == "status"_L1 ? *m_running : *m_world;
        QByteArray estate = QJsonDocument(objectIn(world.estate())).toJson();
        const QString control = objectIn(world.estate())["rehearsal"_L1]["control"_L1].toString();
        static const QRegularExpression address(u"http://127\\.0\\.0\\.1:\\d+"_s);
        QStringList servers;
        for (const QRegularExpressionMatch &match : address.globalMatch(QString::fromUtf8(estate)))
            servers.append(match.captured());
        servers.removeDuplicates();
        servers.removeAll(control);
        QVERIFY(servers.size() >= 3);
        for (const QString &server : std::as_const(servers)) {
            proxies.push_back(std::make_unique<HostileProxy>(
                QUrl(server), hostile, [&](const QString &key) { return keys == "*"_L1 || chosen.contains(key); }));
            proxies.back()->refuses = keys == "!"_L1;
            estate.replace('"' + server.toUtf8(), '"' + proxies.back()->url().toEncoded());
        }
        write(file(u"proxied.json"_s), estate);
        const qsizetype at = arguments.indexOf(u"--estate"_s);
        if (at < 0)
            arguments << u"--estate"_s << file(u"proxied.json"_s);
        else
            arguments[at + 1] = file(u"proxied.json"_s);
        const QTemporaryDir state; // an incident that one row leaves open stops no other row
        const Said said = say(arguments, {{u"XDG_STATE_HOME"_s, state.path()}});
        QCOMPARE(wrongWith(said, arguments), QString());
        int answers = 0;
        for (const auto &proxy : proxies)
            answers += proxy->answers;
        QVERIFY(answers > 0);
        // A text for people has spaces there, which nobody compares.
        const bool isShown = said.output.contains("\\u001b");
        QVERIFY2(isShown || keys == "!"_L1 || !said.output.startsWith('{') || arguments.constFirst() == "run"_L1,
                 "the hostile text was not shown at all");
    }
};

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
