// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The crash matrix: a console is killed at every boundary of one recipe and another goes on in one way, as
// TWINLAKE_RECIPE and TWINLAKE_RESUME say. TWINLAKE_BOUNDARY_STEP=n takes every n-th boundary, another n-th each day;
// TWINLAKE_BOUNDARY=n takes the n-th alone, TWINLAKE_BOUNDARY_FIRST=n begins there.
#include "tests/faults/trial.h"

#include <QDate>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int seed = 7;
constexpr int mostFailures = 20;
constexpr int mostBoundaries = 400; // far above what a recipe has: a loop that never ends is a failure

struct Choice {
    int first = 1;
    int step = 1;
};

/// So that in as many days as the step is wide every boundary is visited in every way.
Choice chosen(GoingOn way)
{
    if (const int only = qEnvironmentVariableIntValue("TWINLAKE_BOUNDARY"); only > 0)
        return {only, mostBoundaries};
    const int step = std::max(1, qEnvironmentVariableIntValue("TWINLAKE_BOUNDARY_STEP"));
    if (const int first = qEnvironmentVariableIntValue("TWINLAKE_BOUNDARY_FIRST"); first > 0)
        return {first, step};
    const qint64 today = QDate::currentDate().toJulianDay() + static_cast<int>(way);
    return {1 + static_cast<int>(today % step), step};
}

} // namespace

class TestCrashMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aConsoleIsLostAtEveryBoundary()
    {
        const QString name = qEnvironmentVariable("TWINLAKE_RECIPE", u"failover"_s);
        const auto recipe = std::find_if(crashRecipes().begin(), crashRecipes().end(),
                                         [&](const CrashRecipe &one) { return one.name == name; });
        const auto way = wayFromWord(qEnvironmentVariable("TWINLAKE_RESUME", u"same"_s));
        QVERIFY(recipe != crashRecipes().end() && way);
        const Choice choice = chosen(*way);
        QStringList failures;
        QElapsedTimer timer;
        timer.start();
        int boundary = choice.first;
        int tried = 0;
        for (; boundary < mostBoundaries; boundary += choice.step) {
            Trial trial(*recipe, seed);
            const bool wasLost = trial.trouble().isEmpty() && trial.crashAt(boundary);
            if (wasLost)
                trial.goOn(*way);
            tried += wasLost;
            const QString wrong = trial.verdict();
            if (!wrong.isEmpty()) {
                failures.append(u"boundary %1%2: %3"_s.arg(boundary).arg(wasLost ? u""_s : u", no crash"_s, wrong));
                qWarning("%s", qPrintable(failures.constLast()));
            }
            if ((!wasLost && wrong.isEmpty()) || failures.size() >= mostFailures)
                break;
        }
        qInfo("%s, %s: %d crashes, each %d from %d to %d, in %.1f s: %lld failures", qPrintable(name),
              qPrintable(wayWord(*way)), tried, choice.step, choice.first, boundary,
              static_cast<double>(timer.elapsed()) / 1000, static_cast<long long>(failures.size()));
        QVERIFY(boundary < mostBoundaries || choice.step == mostBoundaries);
        QVERIFY(tried > 0);
        QVERIFY2(failures.isEmpty(), qPrintable(u'\n' + failures.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestCrashMatrix)
#include "tst_crashmatrix.moc"
