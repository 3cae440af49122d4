// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A driver sleeps in the middle of a failover, as a laptop does whose lid is closed, and wakes up later: what it read
// before counts no longer. Somebody else has taken over, or nobody has (reliability.md section 4a and 4g).
// TWINLAKE_BOUNDARY_STEP=n sleeps at every n-th boundary, TWINLAKE_BOUNDARY_FIRST=n begins there.
#include "tests/faults/ends.h"
#include "tests/faults/journalcopy.h"
#include "tests/faults/judge.h"
#include "tests/faults/steppedworld.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int lockedExit = 5;
constexpr int usualStep = 17;
constexpr int mostBoundaries = 400; // far above what there is: a loop that never ends is a failure
constexpr int sleepMs = 2600; // real: longer than what the console takes for a busy machine
constexpr int longestMs = 180'000;
const QString group = u"orders"_s;

QStringList inWorld(const SteppedWorld &world, const QStringList &verb, const QString &answers)
{
    return verb + QStringList{u"--estate"_s, world.estate(), u"--headless"_s, u"--answers"_s,
                              answers,       u"--output"_s,  u"ndjson"_s};
}

QStringList failover(const SteppedWorld &world)
{
    return inWorld(world, {u"run"_s, u"failover"_s, u"--group"_s, group}, u"auto"_s);
}

/// Everything but the move of the consumers.
QString upToTheRepoint(const SteppedWorld &world)
{
    QFile file(world.folder() + u"/answers.json"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write(R"({"declare": "approve", "go": "approve", "activate": "approve"})");
    return file.fileName();
}

/// A console that falls asleep at a boundary by itself.
class Sleeper {
public:
    Sleeper(const Console &console, const QStringList &arguments, int boundary)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, console.stateHome);
        environment.insert(u"USER"_s, console.person);
        environment.insert(u"TWINLAKE_STOP_AT"_s, QString::number(boundary));
        m_process.setProcessEnvironment(environment);
        m_process.start(qEnvironmentVariable("TWINLAKE_BINARY"), arguments, QIODevice::ReadOnly);
        m_process.waitForStarted();
    }
    ~Sleeper()
    {
        if (m_process.state() != QProcess::NotRunning)
            m_process.kill();
        m_process.waitForFinished();
    }
    /// False if it came to its end before the boundary.
    bool fallsAsleep()
    {
        QElapsedTimer timer;
        timer.start();
        while (!m_process.waitForFinished(20) && timer.elapsed() < longestMs) {
            if (isStopped())
                return true;
        }
        return false;
    }
    /// It does not end meanwhile: that is what is waited for in vain.
    void sleepOn(int milliseconds) { m_process.waitForFinished(std::max(0, milliseconds)); }
    Ended wake()
    {
        ::kill(static_cast<pid_t>(m_process.processId()), SIGCONT);
        return finish();
    }
    Ended finish()
    {
        Ended ended;
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(longestMs))
            m_process.kill();
        ended.exitCode = m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
        ended.complaints = m_process.readAllStandardError();
        for (const QByteArray &line : m_process.readAllStandardOutput().trimmed().split('\n'))
            ended.lines.append(QJsonDocument::fromJson(line).object());
        return ended;
    }

private:
    bool isStopped() const
    {
        QFile file(u"/proc/%1/stat"_s.arg(m_process.processId()));
        if (!file.open(QIODevice::ReadOnly))
            return false;
        const QByteArray stat = file.readAll();
        return stat.mid(stat.lastIndexOf(')') + 2, 1) == "T";
    }

    QProcess m_process;
};

qsizetype requestsIn(const SteppedWorld &world)
{
    return world.ledger()["requests"_L1].toArray().size();
}

QString firstOf(const QStringList &problems)
{
    const auto wrong =
        std::find_if(problems.begin(), problems.end(), [](const QString &one) { return !one.isEmpty(); });
    return wrong == problems.end() ? QString() : *wrong;
}

QString worldIsWhole(const SteppedWorld &world, int consoles)
{
    const QJsonObject state = world.state();
    const QJsonObject ledger = world.ledger();
    return firstOf({failoverIsWhole(state, group), nothingTwice(ledger, state, consoles), onlyFlips(ledger),
                    spansDoNotOverlap(ledger)});
}

/// Somebody else drives, or has come to the end already: then there was nothing left to do for who woke up.
QString wokeUpTooLate(const Ended &woken, bool kimDrives)
{
    const QString said = QString::fromUtf8(woken.said());
    if (!kimDrives && woken.exitCode == 0)
        return {};
    if (woken.exitCode != lockedExit)
        return u"ada woke up and ended with "_s + said;
    return kimDrives && !said.contains("kim"_L1) ? u"ada is not told who drives: "_s + said : QString();
}

struct Slept {
    bool fellAsleep = false;
    QString wrong;
};

Slept somebodyTakesOver(int boundary)
{
    const SteppedWorld world(7);
    const Console here{world.folder() + u"/ada"_s, u"ada"_s};
    const Console there{world.folder() + u"/kim"_s, u"kim"_s};
    world.advance(420);
    world.breakPrimary();
    Sleeper ada(here, failover(world), boundary);
    QElapsedTimer asleep;
    if (!ada.fallsAsleep())
        return {false, worldIsWhole(world, 1)};
    asleep.start();
    const qsizetype untilAsleep = requestsIn(world);
    const Ended besideIt = runTwinlake(here, inWorld(world, {u"resume"_s}, u"auto"_s));
    const bool tellsTheEnd = besideIt.exitCode == 0 // it fell asleep behind its last word
        && acceptedChanges(ledgerAfter(world.ledger(), untilAsleep)) == 0;
    if (besideIt.exitCode != lockedExit && !tellsTheEnd)
        return {true, u"beside a sleeping console another one drives: "_s + QString::fromUtf8(besideIt.said())};
    copyJournal(here, there);
    const Ended first = runTwinlake(there, inWorld(world, {u"resume"_s}, upToTheRepoint(world)));
    const bool drives = first.summary()["open"_L1].toBool();
    if (first.exitCode != 0 && !drives)
        return {true, u"kim: "_s + QString::fromUtf8(first.said())};
    ada.sleepOn(sleepMs - static_cast<int>(asleep.elapsed()));
    const qsizetype before = requestsIn(world);
    const Ended woken = ada.wake();
    const int changes = acceptedChanges(ledgerAfter(world.ledger(), before));
    if (changes > 0)
        return {true, u"I8: ada woke up and made %1 changes: %2"_s.arg(changes).arg(QString::fromUtf8(woken.said()))};
    const Ended last = drives ? runTwinlake(there, inWorld(world, {u"resume"_s}, u"auto"_s)) : first;
    const QString kim = last.exitCode == 0 ? QString() : u"kim: "_s + QString::fromUtf8(last.said());
    return {true, firstOf({wokeUpTooLate(woken, drives), kim, worldIsWhole(world, 2)})};
}

Slept nobodyTakesOver(int boundary)
{
    const SteppedWorld world(7);
    world.advance(420);
    world.breakPrimary();
    Sleeper ada({world.folder() + u"/ada"_s, u"ada"_s}, failover(world), boundary);
    const bool asleep = ada.fallsAsleep();
    if (asleep)
        ada.sleepOn(sleepMs);
    const Ended ended = asleep ? ada.wake() : ada.finish();
    if (ended.exitCode != 0)
        return {asleep, u"ada woke up and ended with "_s + QString::fromUtf8(ended.said())};
    return {asleep, worldIsWhole(world, 1)};
}

} // namespace

class TestSleep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoWakesUpNeverDrivesBesideAnother() { atTheBoundaries(somebodyTakesOver, 1); }
    void whoWakesUpAloneGoesOn() { atTheBoundaries(nobodyTakesOver, 7); }

private:
    static void atTheBoundaries(Slept (*sleepAt)(int boundary), int usualFirst)
    {
        const int first = qEnvironmentVariableIntValue("TWINLAKE_BOUNDARY_FIRST");
        const int given = qEnvironmentVariableIntValue("TWINLAKE_BOUNDARY_STEP");
        const int step = given > 0 ? given : usualStep;
        QStringList failures;
        int tried = 0;
        int boundary = first > 0 ? first : usualFirst;
        for (; boundary < mostBoundaries && failures.size() < 10; boundary += step) {
            const Slept slept = sleepAt(boundary);
            tried += slept.fellAsleep;
            if (!slept.wrong.isEmpty()) {
                failures.append(u"boundary %1: %2"_s.arg(boundary).arg(slept.wrong));
                qWarning("%s", qPrintable(failures.constLast()));
            }
            if (!slept.fellAsleep)
                break;
        }
        qInfo("slept at %d boundaries, each %d up to %d", tried, step, boundary);
        QVERIFY2(failures.isEmpty(), qPrintable(u'\n' + failures.join(u'\n')));
        QVERIFY(tried > 0 && boundary < mostBoundaries);
    }
};

QTEST_GUILESS_MAIN(TestSleep)
#include "tst_sleep.moc"
