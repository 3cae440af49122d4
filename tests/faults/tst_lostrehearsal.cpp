// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A rehearsal is killed with SIGKILL. Its world outlives it; `twinlake resume` finds the incident without being told
// the estate, and plays the script on: what was broken is mended when its time has come.
#include "tests/faults/twinlakeprocess.h"

#include "app/http/loopbackcaller.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <qcoro/qcorotask.h>

#include <csignal>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestMs = 240'000;
constexpr int boundaryInTheFailover = 40;
constexpr int laterThanTheReturn = 3 * 3600;

QJsonObject documentAt(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// The one rehearsal of this place; empty: there is none yet.
QString folderOf(const Console &console)
{
    const QDir all(console.stateHome + u"/twinlake/rehearsals"_s);
    const QStringList names = all.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return names.size() == 1 ? all.filePath(names.constFirst()) : QString();
}

/// Would live for ten minutes more. Found by the place that it got from its console, which no other process has.
void endSimulatorOf(const Console &console)
{
    const QByteArray place = "XDG_STATE_HOME=" + console.stateHome.toUtf8();
    for (const QString &process : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile environment(u"/proc/%1/environ"_s.arg(process));
        QFile arguments(u"/proc/%1/cmdline"_s.arg(process));
        bool isProcess = false;
        const int id = process.toInt(&isProcess);
        if (isProcess && environment.open(QIODevice::ReadOnly) && arguments.open(QIODevice::ReadOnly)
            && environment.readAll().split('\0').contains(place) && arguments.readAll().contains("--orphan-limit"))
            ::kill(id, SIGTERM);
    }
}

/// The world of a rehearsal that nobody drives any more.
class OrphanedWorld {
public:
    explicit OrphanedWorld(const Console &console)
        : m_control(documentAt(folderOf(console) + u"/estate.json"_s)["rehearsal"_L1]["control"_L1].toString())
    {
    }

    bool isKnown() const { return m_control.isValid() && !m_control.isEmpty(); }
    QJsonObject call(const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        QUrl url = m_control;
        url.setPath(path);
        LoopbackCaller caller;
        const QByteArray bytes = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson();
        return QJsonDocument::fromJson(QCoro::waitFor(caller.call(method, url, bytes)).body).object();
    }
    qsizetype faults() { return call("GET", u"/control/state"_s)["faults"_L1].toArray().size(); }
    QString serving() { return call("GET", u"/control/state"_s)["serving"_L1].toString(); }

private:
    QUrl m_control;
};

/// Whatever a test comes to, its simulator ends.
struct Ending {
    Console console;
    ~Ending() { endSimulatorOf(console); }
};

/// A window without a screen, which is killed and not asked.
class Window {
public:
    Window(const Console &console, const QStringList &arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, console.stateHome);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(qEnvironmentVariable("TWINLAKE_BINARY"), arguments, QIODevice::ReadOnly);
    }
    ~Window()
    {
        if (isRunning())
            kill();
    }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    void kill()
    {
        m_process.kill(); // SIGKILL
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

Ended resume(const Console &console)
{
    return runTwinlake(console, {u"resume"_s, u"--headless"_s, u"--answers"_s, u"auto"_s, u"--output"_s, u"ndjson"_s});
}

} // namespace

class TestLostRehearsal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAWindowItGoesOn()
    {
        const QTemporaryDir home;
        const Console console{home.path()};
        const Ending ending{console};
        const Ended lost =
            runTwinlake(console,
                        {u"rehearse"_s, u"--headless"_s, u"--scenario"_s, u"regional-outage"_s, u"--speed"_s, u"step"_s,
                         u"--seed"_s, u"7"_s, u"--answers"_s, u"auto"_s, u"--output"_s, u"ndjson"_s},
                        boundaryInTheFailover);
        QVERIFY2(lost.killed, lost.said().constData());
        OrphanedWorld world(console);
        QVERIFY(world.isKnown());
        QVERIFY(world.faults() > 0);
        const Ended over = resume(console);
        QVERIFY2(over.exitCode == 0, over.said().constData());
        QCOMPARE(over.summary()["recipe"_L1].toString(), u"failover"_s);
        QCOMPARE(world.serving(), u"secondary"_s);
        const Ended back = runTwinlake(console,
                                       {u"run"_s, u"failback"_s, u"--group"_s, u"orders"_s, u"--estate"_s,
                                        folderOf(console) + u"/estate.json"_s, u"--headless"_s, u"--answers"_s,
                                        u"auto"_s, u"--output"_s, u"ndjson"_s});
        QVERIFY2(back.exitCode == 0, back.said().constData());
        QCOMPARE(world.serving(), u"primary"_s);
        QCOMPARE(world.faults(), qsizetype(0)); // the script lets the primary return
    }

    void withAWindowTheFacilitatorGoesOn()
    {
        const QTemporaryDir home;
        const Console console{home.path()};
        const Ending ending{console};
        auto first = std::make_unique<Window>(console,
                                              QStringList{u"rehearse"_s, u"--scenario"_s, u"regional-outage"_s,
                                                          u"--speed"_s, u"60"_s, u"--seed"_s, u"7"_s});
        QTRY_VERIFY_WITH_TIMEOUT(OrphanedWorld(console).isKnown(), longestMs);
        OrphanedWorld world(console);
        QTRY_VERIFY_WITH_TIMEOUT(world.faults() > 0, longestMs); // the script broke the primary
        const Ended left = runTwinlake(console,
                                       {u"run"_s, u"failover"_s, u"--group"_s, u"orders"_s, u"--estate"_s,
                                        folderOf(console) + u"/estate.json"_s, u"--headless"_s, u"--answers"_s,
                                        nobodyAnswers(home), u"--output"_s, u"ndjson"_s});
        QVERIFY2(left.summary()["open"_L1].toBool(), left.said().constData());
        world.call("POST", u"/control/clock"_s, {{u"speed"_s, 0}}); // it waits for whoever goes on
        first->kill();
        QVERIFY(world.faults() > 0);
        const Window second(console, {u"resume"_s});
        world.call("POST", u"/control/clock"_s, {{u"speed"_s, 60}});
        world.call("POST", u"/control/clock"_s, {{u"advance_s"_s, laterThanTheReturn}});
        QTRY_COMPARE_WITH_TIMEOUT(world.faults(), qsizetype(0), longestMs);
        QVERIFY(second.isRunning());
    }

private:
    static QString nobodyAnswers(const QTemporaryDir &folder)
    {
        QFile file(folder.filePath(u"answers.json"_s));
        return file.open(QIODevice::WriteOnly) && file.write("{}") > 0 ? file.fileName() : QString();
    }
};

QTEST_GUILESS_MAIN(TestLostRehearsal)
#include "tst_lostrehearsal.moc"
