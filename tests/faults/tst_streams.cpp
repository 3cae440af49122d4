// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The binary and its three streams: a full disk behind stdout, a reader that leaves, a stream that is closed; and a
// status that ends when it has answered.
#include "tests/faults/steppedworld.h"
#include "tests/faults/twinlakeprocess.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 120'000;

struct ShellEnd {
    int code = -1; ///< -1: it did not end by itself
    QByteArray output;
    QByteArray complaints;
};

/// `script` with the binary as $0 and `arguments` as $@.
ShellEnd shell(const QString &stateHome, const QString &script, const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_STATE_HOME"_s, stateHome);
    process.setProcessEnvironment(environment);
    process.start(u"/bin/sh"_s, QStringList{u"-c"_s, script, qEnvironmentVariable("TWINLAKE_BINARY")} + arguments,
                  QIODevice::ReadOnly);
    ShellEnd end;
    if (process.waitForFinished(patienceMs) && process.exitStatus() == QProcess::NormalExit)
        end.code = process.exitCode();
    process.kill();
    process.waitForFinished();
    end.output = process.readAllStandardOutput();
    end.complaints = process.readAllStandardError();
    return end;
}

} // namespace

class TestStreams : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<SteppedWorld> m_world;
    std::unique_ptr<SteppedWorld> m_running; ///< a status paces its requests by the world's time
    QString m_state;
    QString m_incident;

    QStringList status(const QStringList &more) const
    {
        return QStringList{u"status"_s, u"--estate"_s, m_running->estate()} + more;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_world = std::make_unique<SteppedWorld>(5);
        QVERIFY2(m_world->trouble().isEmpty(), qPrintable(m_world->trouble()));
        m_running = std::make_unique<SteppedWorld>(5, u"2"_s);
        QVERIFY2(m_running->trouble().isEmpty(), qPrintable(m_running->trouble()));
        m_state = m_world->folder() + u"/state"_s;
        m_world->advance(420);
        const Ended dry =
            runTwinlake({m_state},
                        {u"run"_s, u"failover"_s, u"--estate"_s, m_world->estate(), u"--group"_s, u"orders"_s,
                         u"--dry-run"_s, u"--headless"_s, u"--answers"_s, u"auto"_s, u"--output"_s, u"ndjson"_s});
        m_incident = dry.summary()["incident"_L1].toString();
        QVERIFY2(!m_incident.isEmpty(), dry.said().constData());
    }

    /// Once it has answered the world stands still, so ten seconds of its time never pass.
    void statusEndsWhenItHasAnswered()
    {
        QProcess process;
        process.start(qEnvironmentVariable("TWINLAKE_BINARY"), status({}), QIODevice::ReadOnly);
        QVERIFY(process.waitForReadyRead(patienceMs));
        m_running->call("POST", u"/control/clock"_s, {{u"speed"_s, 0}});
        QVERIFY(process.waitForFinished(patienceMs / 2));
        m_running->call("POST", u"/control/clock"_s, {{u"speed"_s, 2}});
        QVERIFY(process.exitCode() == 0 || process.exitCode() == 2);
        QVERIFY(process.readAllStandardOutput().contains("STANDBY"));
    }

    void eachFormIsWhatItSays()
    {
        const ShellEnd one = shell(m_state, u"exec \"$0\" \"$@\""_s, status({u"--output"_s, u"ndjson"_s}));
        QCOMPARE(one.output.count('\n'), 1);
        QCOMPARE(QJsonDocument::fromJson(one.output).object()["estate"_L1].toString().isEmpty(), false);
        const ShellEnd whole = shell(m_state, u"exec \"$0\" \"$@\""_s, status({u"--output"_s, u"json"_s}));
        QVERIFY(whole.output.count('\n') > 10);
        QVERIFY(QJsonDocument::fromJson(whole.output).isObject());
        for (const QStringList &what : {QStringList{u"list"_s}, QStringList{u"show"_s, m_incident},
                                        QStringList{u"export"_s, m_incident}, QStringList{u"verify"_s}}) {
            const ShellEnd rows = shell(m_state, u"exec \"$0\" \"$@\""_s,
                                        QStringList{u"incidents"_s} + what + QStringList{u"--output"_s, u"ndjson"_s});
            QVERIFY2(rows.output.endsWith('\n'), rows.complaints.constData());
            for (const QByteArray &line : rows.output.trimmed().split('\n'))
                QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
        }
    }

    void aWatchEndsWithItsReader()
    {
        const ShellEnd end = shell(m_state, u"{ \"$0\" \"$@\"; echo $? >&2; } | head -n 1"_s,
                                   status({u"--watch"_s, u"--output"_s, u"ndjson"_s}));
        QCOMPARE(end.code, 0);
        QCOMPARE(end.output.count('\n'), 1);
        QCOMPARE(end.complaints.trimmed(), "141"_ba); // 128 + SIGPIPE, without a word
    }

    void whatDoesNotArriveIsAFailure_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QStringList estate{u"--estate"_s, m_world->estate()};
        const QStringList running{u"--estate"_s, m_running->estate()};
        for (const QString &form : {u"text"_s, u"json"_s, u"ndjson"_s}) {
            const QStringList output{u"--output"_s, form};
            const auto row = [&form](const char *name) -> QTestData & {
                return QTest::newRow(qPrintable(QLatin1StringView(name) + u' ' + form));
            };
            row("status") << QStringList{u"status"_s} + running + output;
            row("status, watched") << QStringList{u"status"_s, u"--watch"_s} + running + output;
            row("list") << QStringList{u"incidents"_s} + output;
            row("show") << QStringList{u"incidents"_s, u"show"_s, m_incident} + output;
            row("export") << QStringList{u"incidents"_s, u"export"_s, m_incident} + output;
            row("verify") << QStringList{u"incidents"_s, u"verify"_s} + output;
            row("run") << QStringList{u"run"_s,       u"switchover"_s, u"--group"_s,   u"orders"_s,
                                      u"--dry-run"_s, u"--headless"_s, u"--answers"_s, u"auto"_s}
                    + estate + output;
        }
        QTest::newRow("rehearse") << QStringList{u"rehearse"_s, u"--headless"_s, u"--answers"_s,
                                                 u"auto"_s,     u"--speed"_s,    u"step"_s};
        QTest::newRow("simulate") << QStringList{u"simulate"_s};
        QTest::newRow("help") << QStringList{u"--help"_s};
        QTest::newRow("version") << QStringList{u"status"_s, u"--version"_s};
    }
    void whatDoesNotArriveIsAFailure()
    {
        QFETCH(QStringList, arguments);
        const ShellEnd end = shell(m_state, u"exec \"$0\" \"$@\" >/dev/full"_s, arguments);
        QVERIFY2(end.code == 1, end.complaints.constData());
        QVERIFY2(end.complaints.contains("stdout"), end.complaints.constData());
    }

    void aRunGoesOnWithoutItsReader()
    {
        const QStringList arguments{u"run"_s,      u"failover"_s, u"--estate"_s,  m_world->estate(),
                                    u"--group"_s,  u"orders"_s,   u"--dry-run"_s, u"--headless"_s,
                                    u"--output"_s, u"ndjson"_s,   u"--answers"_s, u"auto"_s};
        const QString state = m_world->folder() + u"/unread"_s;
        shell(state, u"{ \"$0\" \"$@\"; echo $? >&2; } | head -n 1"_s, arguments);
        const Ended list = runTwinlake({state}, {u"incidents"_s, u"list"_s, u"--output"_s, u"ndjson"_s});
        QCOMPARE(list.lines.size(), 1);
        QVERIFY2(list.lines.constFirst()["closed"_L1].isString(), list.said().constData());
    }

    void aClosedStreamIsNoOtherFile()
    {
        for (const QString &closed : {u"<&-"_s, u">&-"_s, u"2>&-"_s, u"<&- >&- 2>&-"_s}) {
            QProcess process;
            process.start(u"/bin/sh"_s,
                          {u"-c"_s, u"exec \"$0\" simulate "_s + closed, qEnvironmentVariable("TWINLAKE_BINARY")});
            QVERIFY(process.waitForStarted());
            const QString folder = u"/proc/%1/"_s.arg(process.processId());
            QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(folder + u"exe"_s).symLinkTarget().endsWith(u"twinlake"_s), patienceMs);
            const auto target = [&folder](int fd) { return QFileInfo(folder + u"fd/%1"_s.arg(fd)).symLinkTarget(); };
            const bool in = closed.contains(u'<');
            const bool err = closed.contains(u"2>"_s);
            const bool out = closed.contains(u">&-"_s) && closed != "2>&-"_L1;
            QTRY_COMPARE_WITH_TIMEOUT(target(0) == "/dev/null"_L1, in, patienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(target(1) == "/dev/null"_L1, out, patienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(target(2) == "/dev/null"_L1, err, patienceMs);
            process.terminate();
            QVERIFY(process.waitForFinished(patienceMs));
        }
    }

    void aCommandWithoutStreamsWorks()
    {
        const ShellEnd end = shell(m_state, u"exec \"$0\" \"$@\" <&- >&- 2>&-"_s, status({u"--output"_s, u"ndjson"_s}));
        QVERIFY(end.code == 0 || end.code == 2);
    }
};

QTEST_GUILESS_MAIN(TestStreams)
#include "tst_streams.moc"
