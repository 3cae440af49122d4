// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The crash matrix: a console is killed at every boundary of one recipe, TWINLAKE_RECIPE, and others go on in each of
// the three ways, every one of them in the world as the lost one left it. TWINLAKE_BOUNDARY_STEP=n (else
// TWINLAKE_USUAL_STEP) takes every n-th boundary, another n-th each day, and TWINLAKE_BOUNDARY_FIRST=n begins there;
// TWINLAKE_BOUNDARY=n takes the n-th alone. TWINLAKE_HALF=1 or 2 takes every second one of these. TWINLAKE_RESUME names
// one way, for which no other is tried.
#include "tests/faults/trial.h"

#include <QDate>
#include <QDir>
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

/// So that in as many days as the step is wide every boundary is visited.
Choice chosen()
{
    if (const int only = qEnvironmentVariableIntValue("TWINLAKE_BOUNDARY"); only > 0)
        return {only, mostBoundaries};
    const bool given = qEnvironmentVariableIsSet("TWINLAKE_BOUNDARY_STEP");
    const int step =
        std::max(1, qEnvironmentVariableIntValue(given ? "TWINLAKE_BOUNDARY_STEP" : "TWINLAKE_USUAL_STEP"));
    const int begin = qEnvironmentVariableIntValue("TWINLAKE_BOUNDARY_FIRST");
    const int first = begin > 0 ? begin : 1 + static_cast<int>(QDate::currentDate().toJulianDay() % step);
    const int half = qEnvironmentVariableIntValue("TWINLAKE_HALF");
    return half > 0 ? Choice{first + (half - 1) * step, 2 * step} : Choice{first, step};
}

/// The lost console's own place comes last, for the copy of its journal is made from there.
QList<GoingOn> waysToTry(const CrashRecipe &recipe)
{
    if (qEnvironmentVariableIsSet("TWINLAKE_RESUME")) {
        const auto one = wayFromWord(qEnvironmentVariable("TWINLAKE_RESUME"));
        return one ? QList{*one} : QList<GoingOn>();
    }
    if (recipe.isEscalated) // without a journal the switchover goes on, and waits for the dead source's warehouse
        return {GoingOn::Copied, GoingOn::Same};
    return {GoingOn::Copied, GoingOn::None, GoingOn::Same};
}

} // namespace

class TestCrashMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aConsoleIsLostAtEveryBoundary();

private:
    void note(int boundary, const QString &how, const QString &wrong);
    bool tryAt(int boundary, const CrashRecipe &recipe, const Trial &prepared);

    QStringList m_failures;
    int m_crashes = 0;
};

void TestCrashMatrix::initTestCase()
{
    if (!qEnvironmentVariableIsSet("TWINLAKE_SCENARIO"))
        qputenv("TWINLAKE_SCENARIO", QUICK_SERVERS);
}

void TestCrashMatrix::note(int boundary, const QString &how, const QString &wrong)
{
    if (wrong.isEmpty())
        return;
    m_failures.append(u"boundary %1, %2: %3"_s.arg(boundary).arg(how, wrong));
    qWarning("%s", qPrintable(m_failures.constLast()));
}

/// False if the recipe has no such boundary and came to its end.
bool TestCrashMatrix::tryAt(int boundary, const CrashRecipe &recipe, const Trial &prepared)
{
    SteppedWorld &world = prepared.world();
    Trial lost = prepared.in(QString::number(boundary));
    const bool wasLost = lost.crashAt(boundary);
    if (!wasLost) {
        const QString wrong = lost.verdict();
        note(boundary, u"no crash"_s, wrong);
        return world.goBack() && !wrong.isEmpty();
    }
    bool couldGoBack = world.keep();
    for (const GoingOn way : waysToTry(recipe)) {
        Trial trial = lost;
        trial.goOn(way);
        note(boundary, wayWord(way), trial.verdict());
        couldGoBack = couldGoBack && world.goBack();
        ++m_crashes;
    }
    if (!couldGoBack || !world.forget())
        note(boundary, u"the world"_s, u"it could not be brought back to where it was"_s);
    QDir(lost.folder()).removeRecursively();
    return true;
}

void TestCrashMatrix::aConsoleIsLostAtEveryBoundary()
{
    const QString name = qEnvironmentVariable("TWINLAKE_RECIPE", u"failover"_s);
    const auto recipe = std::find_if(crashRecipes().begin(), crashRecipes().end(),
                                     [&](const CrashRecipe &one) { return one.name == name; });
    QVERIFY(recipe != crashRecipes().end() && !waysToTry(*recipe).isEmpty());
    const Choice choice = chosen();
    QElapsedTimer timer;
    timer.start();
    const Trial prepared(*recipe, seed);
    QVERIFY2(prepared.trouble().isEmpty(), qPrintable(prepared.trouble()));
    QVERIFY(prepared.world().keep());
    int boundary = choice.first;
    while (boundary < mostBoundaries && tryAt(boundary, *recipe, prepared) && m_failures.size() < mostFailures)
        boundary += choice.step;
    qInfo("%s: %d crashes, each %d from %d to %d, in %.1f s: %lld failures", qPrintable(name), m_crashes, choice.step,
          choice.first, boundary, static_cast<double>(timer.elapsed()) / 1000,
          static_cast<long long>(m_failures.size()));
    QVERIFY(boundary < mostBoundaries || choice.step == mostBoundaries);
    QVERIFY(m_crashes > 0);
    QVERIFY2(m_failures.isEmpty(), qPrintable(u'\n' + m_failures.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestCrashMatrix)
#include "tst_crashmatrix.moc"
