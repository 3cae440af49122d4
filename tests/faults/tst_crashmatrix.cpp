// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The crash matrix: a console is killed at every boundary of a failover and another goes on, from the same journal,
// from a copy of it elsewhere, or without any. Judged on the simulator's ledger and state (reliability.md section 4a).
#include "tests/faults/judge.h"
#include "tests/faults/steppedworld.h"
#include "tests/faults/twinlakeprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int seed = 7;
constexpr int mostBoundaries = 400; // far above what a failover has: a loop that never ends is a failure
const QString group = u"orders"_s;

QStringList arguments(const QString &verb, const SteppedWorld &world)
{
    QStringList all = verb == "run"_L1 ? QStringList{u"run"_s, u"failover"_s, u"--group"_s, group} : QStringList{verb};
    return all + QStringList{u"--estate"_s, world.estate(), u"--headless"_s, u"--answers"_s,
                             u"auto"_s,     u"--output"_s,  u"ndjson"_s};
}

/// Journal and -wal as another machine gets them.
void copyJournal(const Console &from, const Console &to)
{
    const QDir source(from.stateHome + u"/twinlake/rehearsals"_s);
    for (const QString &id : source.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString target = to.stateHome + u"/twinlake/rehearsals/"_s + id;
        QDir().mkpath(target);
        for (const QString &name : {u"journal.sqlite"_s, u"journal.sqlite-wal"_s})
            QFile::copy(source.filePath(id + u'/' + name), target + u'/' + name);
    }
}

class Trial {
public:
    explicit Trial(const QString &way)
        : m_way(way)
        , m_world(seed)
        , m_first{m_world.folder() + u"/first"_s}
        , m_second{m_way == "same"_L1 ? m_first.stateHome : m_world.folder() + u"/second"_s}
    {
        m_world.advance(420);
        m_world.breakPrimary();
    }

    /// False when the failover came to its end before the boundary was reached.
    bool crashAt(int boundary) { return runTwinlake(m_first, arguments(u"run"_s, m_world), boundary).killed; }

    /// What is wrong after going on; empty if nothing is.
    QString goOn()
    {
        if (const QString wrong = somebodyProcesses(m_world.state(), group); !wrong.isEmpty())
            return wrong;
        if (m_way == "copied"_L1)
            copyJournal(m_first, m_second);
        Ended ended = runTwinlake(m_second, arguments(u"resume"_s, m_world));
        if (ended.exitCode == 2 && m_way == "none"_L1)
            ended = beginAnewIfNothingWasDone(ended);
        if (ended.exitCode != 0)
            return u"resume ended with %1"_s.arg(QString::fromUtf8(ended.said()));
        return judge(m_second);
    }

    /// What is wrong without any crash.
    QString judgeFirst() { return judge(m_first); }

private:
    QString judge(const Console &last)
    {
        const QJsonObject state = m_world.state();
        const QJsonObject ledger = m_world.ledger();
        for (const QString &wrong : {failoverIsWhole(state, group),
                                     nothingTwice(ledger, state, m_way == "same"_L1 ? 1 : 2), onlyFlips(ledger)}) {
            if (!wrong.isEmpty())
                return wrong;
        }
        return m_nothingToResume ? QString() : journalIsWhole(last);
    }

    /// Without a journal the lock is all there is: before it was taken nothing was done, after it was given back all
    /// was.
    Ended beginAnewIfNothingWasDone(const Ended &ended)
    {
        m_nothingToResume = true;
        if (failoverIsWhole(m_world.state(), group).isEmpty()) {
            Ended over = ended;
            over.exitCode = 0;
            return over;
        }
        return runTwinlake(m_second, arguments(u"run"_s, m_world));
    }

    QString journalIsWhole(const Console &last) const
    {
        const Ended listed = runTwinlake(last, {u"incidents"_s, u"list"_s, u"--output"_s, u"ndjson"_s});
        const QString id = listed.summary().value("incident"_L1).toString();
        const Ended exported = runTwinlake(last, {u"incidents"_s, u"export"_s, id, u"--output"_s, u"ndjson"_s});
        const Ended verified = runTwinlake(last, {u"incidents"_s, u"verify"_s, id});
        if (verified.exitCode != 0)
            return u"incidents verify ended with %1"_s.arg(verified.exitCode);
        return everyIntentHasItsOutcome(exported.summary());
    }

    QString m_way;
    SteppedWorld m_world;
    Console m_first;
    Console m_second;
    bool m_nothingToResume = false;
};

} // namespace

class TestCrashMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aConsoleIsLostAtEveryBoundary()
    {
        const QString way = qEnvironmentVariable("TWINLAKE_RESUME", u"same"_s);
        const int only = qEnvironmentVariableIntValue("TWINLAKE_BOUNDARY");
        const int from = only > 0 ? only : 1;
        const int step = std::max(1, qEnvironmentVariableIntValue("TWINLAKE_BOUNDARY_STEP"));
        QStringList failures;
        QElapsedTimer timer;
        timer.start();
        int boundary = from;
        int tried = 0;
        for (; boundary < mostBoundaries; boundary += step) {
            Trial trial(way);
            if (!trial.crashAt(boundary)) {
                const QString wrong = trial.judgeFirst();
                QVERIFY2(wrong.isEmpty(), qPrintable(u"without a crash: "_s + wrong));
                break;
            }
            ++tried;
            const QString wrong = trial.goOn();
            if (!wrong.isEmpty()) {
                failures.append(u"boundary %1: %2"_s.arg(boundary).arg(wrong));
                qWarning("%s", qPrintable(failures.constLast()));
            }
            if (only > 0)
                break;
        }
        qInfo("%d crashes of a failover, resumed (%s) in %lld s: %lld failures", tried, qPrintable(way),
              timer.elapsed() / 1000, static_cast<long long>(failures.size()));
        QVERIFY(boundary < mostBoundaries);
        QVERIFY(tried > 0);
        QVERIFY2(failures.isEmpty(), qPrintable(u'\n' + failures.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestCrashMatrix)
#include "tst_crashmatrix.moc"
