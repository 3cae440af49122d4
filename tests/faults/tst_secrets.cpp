// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Secrets: a crash leaves no core, no other process of the same user looks inside, and no file that is left behind
// holds a token in any form (reliability.md section 4f).
#include "tests/faults/leftovers.h"
#include "tests/faults/steppedworld.h"
#include "tests/faults/twinlakeprocess.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr uid_t nobody = 65534;

/// As a person who cannot look into everything: the superuser can, and shows nothing.
void becomeNobody()
{
    if (::geteuid() == 0) {
        (void)!::setgid(nobody);
        (void)!::setuid(nobody);
    }
}

/// Between fork and exec: a core of any size, in a folder of its own.
void allowCores(const QByteArray &folder)
{
    const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
    ::setrlimit(RLIMIT_CORE, &all);
    (void)!::chdir(folder.constData());
}

/// How a program ends that gets this signal once it has written a line.
int endAfter(int signal, const QByteArray &folder, const QByteArray &program, const QList<QByteArray> &arguments)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return -1;
    const pid_t child = ::fork();
    if (child == 0) {
        allowCores(folder);
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        QList<char *> words{const_cast<char *>(program.constData())};
        for (const QByteArray &argument : arguments)
            words.append(const_cast<char *>(argument.constData()));
        words.append(nullptr);
        ::execvp(program.constData(), words.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    char letter = 0;
    while (letter != '\n' && ::read(ends[0], &letter, 1) == 1) { }
    ::kill(child, signal);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(ends[0]);
    return status;
}

QByteArray binary()
{
    return qgetenv("TWINLAKE_BINARY");
}

QByteArray limitsOf(qint64 process)
{
    QFile file(u"/proc/%1/limits"_s.arg(process));
    return file.open(QIODevice::ReadOnly) ? file.readAll().simplified() : QByteArray();
}

bool isPrivate(qint64 process)
{
    return limitsOf(process).contains("Max core file size 0 0 bytes");
}

/// 0: none yet.
qint64 childOf(qint64 process)
{
    QDirIterator threads(u"/proc/%1/task"_s.arg(process), QDir::Dirs | QDir::NoDotAndDotDot);
    while (threads.hasNext()) {
        QFile file(threads.next() + u"/children"_s);
        const qint64 child = file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').constFirst().toLongLong() : 0;
        if (child > 0)
            return child;
    }
    return 0;
}

QList<QByteArray> tokensOf(const SteppedWorld &world)
{
    QList<QByteArray> tokens;
    const QJsonObject all = world.call("GET", u"/control/tokens"_s);
    for (const QJsonValue token : all)
        tokens.append(token.toString().toUtf8());
    tokens.removeAll({});
    return tokens;
}

} // namespace

class TestSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandKeepsItsMemoryToItself_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("simulate") << QStringList{u"simulate"_s};
        QTest::newRow("rehearse") << QStringList{u"rehearse"_s};
        QTest::newRow("console") << QStringList{u"console"_s, u"--estate"_s, u"ESTATE"_s};
        QTest::newRow("read-only") << QStringList{u"console"_s, u"--estate"_s, u"ESTATE"_s, u"--read-only"_s};
        QTest::newRow("wall") << QStringList{u"wall"_s, u"--estate"_s, u"ESTATE"_s};
        QTest::newRow("status") << QStringList{u"status"_s, u"--estate"_s, u"ESTATE"_s, u"--watch"_s};
    }
    void everyCommandKeepsItsMemoryToItself()
    {
        QFETCH(QStringList, arguments);
        const SteppedWorld world(3);
        arguments.replaceInStrings(u"ESTATE"_s, world.estate());
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, world.folder());
        process.setProcessEnvironment(environment);
        process.setChildProcessModifier([] { allowCores("/"); });
        process.start(QString::fromLocal8Bit(binary()), arguments, QIODevice::ReadOnly);
        QVERIFY(process.waitForStarted());
        const qint64 child = process.processId();
        QTRY_VERIFY2_WITH_TIMEOUT(isPrivate(child), limitsOf(child).constData(), 60'000);
        if (arguments.contains("rehearse"_L1)) // the simulator's process holds all tokens
            QTRY_VERIFY_WITH_TIMEOUT(isPrivate(childOf(child)), 60'000);
        process.terminate();
        if (!process.waitForFinished(60'000))
            process.kill();
        process.waitForFinished();
    }

    void aCrashLeavesNoCore_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGSEGV") << SIGSEGV;
        QTest::newRow("SIGABRT") << SIGABRT;
    }
    void aCrashLeavesNoCore()
    {
        QFETCH(const int, signal);
        const QTemporaryDir folder;
        const QByteArray place = QFile::encodeName(folder.path());
        const int other = endAfter(signal, place, "sh", {"-c", "echo ready; exec sleep 600"});
        QVERIFY(WIFSIGNALED(other));
        const bool coresAreMade = WCOREDUMP(other);
        for (const QString &file : QDir(folder.path()).entryList(QDir::Files))
            QFile::remove(folder.filePath(file));
        const int ours = endAfter(signal, place, binary(), {"simulate"});
        QVERIFY(WIFSIGNALED(ours));
        QCOMPARE(WTERMSIG(ours), signal);
        QVERIFY(!WCOREDUMP(ours));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());
        if (!coresAreMade)
            QSKIP("this system makes no cores of anything");
    }

    void noOtherProcessLooksInside()
    {
        const QString gcore = QStandardPaths::findExecutable(u"gcore"_s);
        if (gcore.isEmpty())
            QSKIP("gcore is not installed");
        const QTemporaryDir folder;
        QCOMPARE(::chmod(QFile::encodeName(folder.path()).constData(), 0777), 0);
        QProcess other;
        other.setChildProcessModifier(becomeNobody);
        other.start(u"sleep"_s, {u"600"_s});
        QVERIFY(other.waitForStarted());
        const bool canLook = coreOf(other.processId(), gcore, folder.filePath(u"other"_s));
        other.kill();
        other.waitForFinished();
        if (!canLook)
            QSKIP("nobody may look into another process on this system");
        QProcess ours;
        ours.setChildProcessModifier(becomeNobody);
        ours.start(QString::fromLocal8Bit(binary()), {u"simulate"_s}, QIODevice::ReadOnly);
        QVERIFY(ours.waitForStarted());
        while (!ours.canReadLine() && ours.state() == QProcess::Running)
            ours.waitForReadyRead(1000);
        QVERIFY(ours.canReadLine());
        QVERIFY(!coreOf(ours.processId(), gcore, folder.filePath(u"ours"_s)));
        ours.kill();
        ours.waitForFinished();
    }

    /// An incident that is killed, resumed, shown and exported, and all that the processes said at their most
    /// talkative.
    void nothingLeftBehindHoldsAToken()
    {
        const SteppedWorld world(7);
        QVERIFY2(world.trouble().isEmpty(), qPrintable(world.trouble()));
        const QList<QByteArray> tokens = tokensOf(world);
        QVERIFY(tokens.size() >= 3);
        world.advance(420);
        world.breakPrimary();
        const QString home = world.folder() + u"/home"_s;
        QVERIFY(QDir().mkpath(home + u"/tmp"_s));
        for (const char *name : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
            qputenv(name, QFile::encodeName(home));
        qputenv("TMPDIR", QFile::encodeName(home + u"/tmp"_s));
        const Console console{home + u"/state"_s};
        const QStringList talkative{u"--estate"_s, world.estate(), u"--headless"_s,  u"--answers"_s, u"auto"_s,
                                    u"--output"_s, u"ndjson"_s,    u"--log-level"_s, u"trace"_s};
        keep(home,
             runTwinlake(console, QStringList{u"run"_s, u"failover"_s, u"--group"_s, u"orders"_s} + talkative, 60));
        const Ended end = runTwinlake(console, QStringList{u"resume"_s} + talkative);
        QVERIFY2(end.exitCode == 0, end.said().constData());
        keep(home, end);
        const QString incident = end.summary()["incident"_L1].toString();
        for (const QString &verb : {u"show"_s, u"export"_s})
            keep(home, runTwinlake(console, {u"incidents"_s, verb, incident, u"--output"_s, u"ndjson"_s}));
        keep(home,
             runTwinlake(
                 console,
                 {u"status"_s, u"--estate"_s, world.estate(), u"--output"_s, u"json"_s, u"--log-level"_s, u"trace"_s}));
        const QStringList found = filesThatHold(world.folder(), tokens);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    /// The search itself: each form is found, wherever it begins.
    void everyFormIsFound()
    {
        const QByteArray secret = "dapi0123/456+789~abc";
        for (const QByteArray &form : formsOf(secret)) {
            const QTemporaryDir folder;
            QFile file(folder.filePath(u"file"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("before " + form + " after");
            file.close();
            QVERIFY2(!filesThatHold(folder.path(), {secret}).isEmpty(), form.constData());
        }
        for (int offset = 0; offset < 9; ++offset) {
            const QByteArray text = (QByteArray(offset, '?') + secret + "rest").toBase64();
            bool holds = false;
            for (const QByteArray &form : formsOf(secret))
                holds = holds || text.contains(form);
            QVERIFY2(holds, text.constData());
        }
    }

private:
    static bool coreOf(qint64 process, const QString &gcore, const QString &file)
    {
        QProcess look;
        look.setChildProcessModifier(becomeNobody);
        look.setWorkingDirectory(QFileInfo(file).path());
        look.start(gcore, {u"-o"_s, file, QString::number(process)});
        look.waitForFinished(60'000);
        return QFileInfo(u"%1.%2"_s.arg(file).arg(process)).size() > 0;
    }

    /// What a process said stays behind too: in a terminal's memory, in a log of the system.
    void keep(const QString &folder, const Ended &ended)
    {
        QFile file(u"%1/said-%2"_s.arg(folder).arg(++m_kept));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(ended.complaints);
        for (const QJsonObject &line : ended.lines)
            file.write(QJsonDocument(line).toJson());
    }

    int m_kept = 0;
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
