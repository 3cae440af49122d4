// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two operators at one estate, each with a console of their own, start when they like: what they change never overlaps,
// and who comes second is shown who drives what, and since when (reliability.md section 4g). 200 schedules, or
// as many as fit into three minutes; TWINLAKE_SCHEDULES=N runs N whatever it takes.
#include "tests/faults/ends.h"
#include "tests/faults/judge.h"
#include "tests/faults/steppedworld.h"
#include "tests/faults/twinlakeprocess.h"
#include "tests/support/chance.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint32 usualSeed = 38;
constexpr int budgetMs = 180'000;
constexpr int lockedExit = 5;
const QString group = u"orders"_s;

QStringList arguments(const SteppedWorld &world)
{
    return {u"run"_s,        u"failover"_s,  u"--group"_s, group,         u"--estate"_s, world.estate(),
            u"--headless"_s, u"--answers"_s, u"auto"_s,    u"--output"_s, u"ndjson"_s};
}

/// Holder, what they do, and since when.
QString loserIsTold(const Ended &loser, const QString &holder)
{
    const QByteArray said = loser.said();
    for (const QByteArray &part : {holder.toUtf8(), "failover of orders"_ba, "T0 20"_ba, " ago"_ba}) {
        if (!said.contains(part))
            return u"the loser is not told “%1”: %2"_s.arg(QString::fromUtf8(part), QString::fromUtf8(said));
    }
    return {};
}

/// One schedule: the second console starts some time after the first, or in the same instant.
QString race(int delayMs)
{
    const SteppedWorld world(7);
    if (!world.trouble().isEmpty())
        return world.trouble();
    world.advance(420);
    world.breakPrimary();
    RunningTwinlake first({world.folder() + u"/ada"_s, u"ada"_s}, arguments(world));
    first.letRun(delayMs);
    RunningTwinlake second({world.folder() + u"/kim"_s, u"kim"_s}, arguments(world));
    const Ended ada = first.finish();
    const Ended kim = second.finish();
    const QJsonObject state = world.state();
    for (const QString &wrong :
         {spansDoNotOverlap(world.ledger()), failoverIsWhole(state, group), onlyFlips(world.ledger())}) {
        if (!wrong.isEmpty())
            return wrong + u'\n' + QString::fromUtf8(ada.said() + kim.said());
    }
    if (ada.exitCode == 0 && kim.exitCode == lockedExit)
        return loserIsTold(kim, u"ada"_s);
    if (kim.exitCode == 0 && ada.exitCode == lockedExit)
        return loserIsTold(ada, u"kim"_s);
    if (ada.exitCode == 0 && kim.exitCode != 0) // came when all was done: there is nothing to fail over any more
        return {};
    return u"ada: %1\nkim: %2"_s.arg(QString::fromUtf8(ada.said()), QString::fromUtf8(kim.said()));
}

} // namespace

class TestTwoOperators : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyOneDrives()
    {
        const int wanted = qEnvironmentVariableIntValue("TWINLAKE_SCHEDULES");
        QRandomGenerator random(seedOfThisRun(usualSeed));
        QElapsedTimer timer;
        timer.start();
        QStringList failures;
        int tried = 0;
        while (wanted > 0 ? tried < wanted : tried < 200 && timer.elapsed() < budgetMs) {
            const int delay = random.bounded(4) == 0 ? 0 : random.bounded(1500);
            const QString wrong = race(delay);
            ++tried;
            if (!wrong.isEmpty() && failures.size() < 5)
                failures.append(u"schedule %1, %2 ms apart: %3"_s.arg(tried).arg(delay).arg(wrong));
        }
        qInfo("%d schedules of two operators in %lld s", tried, timer.elapsed() / 1000);
        QVERIFY2(failures.isEmpty(), qPrintable(u'\n' + failures.join(u'\n')));
        QVERIFY(tried > 0);
    }
};

QTEST_GUILESS_MAIN(TestTwoOperators)
#include "tst_twooperators.moc"
