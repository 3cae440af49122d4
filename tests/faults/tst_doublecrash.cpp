// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A console is killed, the one that goes on is killed as well, a third comes to the end: recipes, boundaries and ways
// drawn at random. TWINLAKE_DOUBLE_CRASHES=n says how many.
#include "tests/faults/trial.h"
#include "tests/support/chance.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int usualPairs = 20;
constexpr quint32 usualSeed = 620'637;

struct Pair {
    int recipe = 0;
    int worldSeed = 0;
    int first = 0; ///< boundary
    int second = 0; ///< of the console that goes on
    GoingOn firstWay = GoingOn::Same;
    GoingOn secondWay = GoingOn::Same;

    QString text() const
    {
        return u"%1, world %2, lost at %3, %4 lost at %5, %6"_s
            .arg(crashRecipes().at(static_cast<std::size_t>(recipe)).name)
            .arg(worldSeed)
            .arg(first)
            .arg(wayWord(firstWay))
            .arg(second)
            .arg(wayWord(secondWay));
    }
};

/// As in the matrix: an escalated switchover is not gone on with without its journal.
GoingOn anyWay(QRandomGenerator &random, const CrashRecipe &recipe)
{
    const auto way = static_cast<GoingOn>(random.bounded(3));
    return recipe.isEscalated && way == GoingOn::None ? GoingOn::Copied : way;
}

/// A console that goes on has less to do than the first: the second boundary is drawn nearer to its beginning.
Pair anyPair(QRandomGenerator &random)
{
    Pair pair;
    pair.recipe = random.bounded(static_cast<int>(crashRecipes().size()));
    pair.worldSeed = random.bounded(1, 10'000);
    const CrashRecipe &recipe = crashRecipes().at(static_cast<std::size_t>(pair.recipe));
    const int boundaries = recipe.boundaries;
    pair.first = 1 + random.bounded(boundaries);
    const int one = random.bounded(boundaries);
    const int other = random.bounded(boundaries);
    pair.second = 1 + std::min(one, other);
    pair.firstWay = anyWay(random, recipe);
    pair.secondWay = anyWay(random, recipe);
    return pair;
}

struct Tried {
    int crashes = 0;
    QString wrong; ///< empty if nothing is
};

Tried carriedOut(const Pair &pair)
{
    Trial trial(crashRecipes().at(static_cast<std::size_t>(pair.recipe)), pair.worldSeed);
    Tried tried;
    if (trial.trouble().isEmpty() && trial.crashAt(pair.first)) {
        ++tried.crashes;
        if (trial.goOn(pair.firstWay, pair.second)) {
            ++tried.crashes;
            trial.goOn(pair.secondWay);
        }
    }
    tried.wrong = trial.verdict();
    return tried;
}

} // namespace

class TestDoubleCrash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoConsolesAreLost()
    {
        const int given = qEnvironmentVariableIntValue("TWINLAKE_DOUBLE_CRASHES");
        const int wanted = given > 0 ? given : usualPairs;
        const quint32 seed = seedOfThisRun(usualSeed);
        QRandomGenerator random(seed);
        QElapsedTimer timer;
        timer.start();
        QStringList failures;
        int twice = 0;
        for (int i = 0; i < wanted; ++i) {
            const Pair pair = anyPair(random);
            const Tried tried = carriedOut(pair);
            twice += tried.crashes == 2;
            if (tried.wrong.isEmpty())
                continue;
            failures.append(u"%1: %2"_s.arg(pair.text(), tried.wrong));
            qWarning("%s", qPrintable(failures.constLast()));
        }
        qInfo("%d trials, %d with two lost consoles, in %.1f s: %lld failures", wanted, twice,
              static_cast<double>(timer.elapsed()) / 1000, static_cast<long long>(failures.size()));
        QVERIFY(twice > 0);
        QVERIFY2(failures.isEmpty(), qPrintable(u"TWINLAKE_SEED=%1\n"_s.arg(seed) + failures.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestDoubleCrash)
#include "tst_doublecrash.moc"
