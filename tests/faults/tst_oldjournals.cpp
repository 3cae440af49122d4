// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Old journals: a console is lost somewhere in a recipe, the incident ends elsewhere, then the lost console's journal
// is resumed or aborted. Also four consoles at once on copies of one journal. Judged from the control address alone:
// nothing but the coordination lock is written, and roles, flags and pointer stay. TWINLAKE_STALE=n says how many.
#include "tests/faults/abortends.h"
#include "tests/faults/crashrecipe.h"
#include "tests/faults/groundtruth.h"
#include "tests/faults/journalcopy.h"
#include "tests/faults/judge.h"
#include "tests/support/chance.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <array>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int usualSamples = 20;
constexpr quint32 usualSeed = 90'210;
constexpr int consolesAtOnce = 4;

/// How the incident came to its end after its console was lost.
const QStringList endings{u"by its own journal"_s, u"by a copy of it"_s, u"without a journal"_s,
                          u"aborted without a journal"_s};

struct Sample {
    int recipe = 0;
    int worldSeed = 0;
    int lostAt = 0; ///< boundary
    qsizetype ending = 0;
    bool abort = false; ///< what the old journal is found for: to abort, or to go on

    QString text() const
    {
        return u"%1, world %2, lost at %3, ended %4, then %5"_s
            .arg(crashRecipes().at(static_cast<std::size_t>(recipe)).name)
            .arg(worldSeed)
            .arg(lostAt)
            .arg(endings.at(ending), abort ? u"aborted"_s : u"resumed"_s);
    }
};

Sample anySample(QRandomGenerator &random)
{
    Sample sample;
    do
        sample.recipe = random.bounded(static_cast<int>(crashRecipes().size()));
    while (crashRecipes().at(static_cast<std::size_t>(sample.recipe)).isAborted
           || crashRecipes().at(static_cast<std::size_t>(sample.recipe)).isEscalated);
    sample.worldSeed = 1 + random.bounded(99);
    sample.lostAt = 1 + random.bounded(crashRecipes().at(static_cast<std::size_t>(sample.recipe)).boundaries);
    sample.ending = random.bounded(static_cast<int>(endings.size()));
    sample.abort = random.bounded(2) == 1;
    return sample;
}

QStringList abortion(const SteppedWorld &world)
{
    return {u"resume"_s, u"--estate"_s, world.estate(), u"--abort"_s, u"found it"_s, u"--output"_s, u"ndjson"_s};
}

/// Flags, pointer, locks, roles: what must not change. Neither watermarks nor who updates just now.
QJsonObject standing(const QJsonObject &state)
{
    QJsonObject all{{u"serving"_s, state["serving_by_group"_L1]}};
    for (const QJsonValue workspace : state["terraform"_L1]["workspaces"_L1].toArray())
        all.insert(workspace["name"_L1].toString(),
                   QJsonArray{workspace["variables"_L1], workspace["locked"_L1], workspace["locked_reason"_L1]});
    for (const QString &region : {u"primary"_s, u"secondary"_s})
        all.insert(region,
                   QJsonArray{processes(state, region, crashGroup()), restsThere(state, region, crashGroup()),
                              isArmed(state, region, crashGroup())});
    return all;
}

/// The first change that was accepted and is none of the coordination lock.
QString foreignChange(const SteppedWorld &world, qsizetype since)
{
    const QString coordination =
        world.terraform("GET", u"/api/v2/organizations/acme/workspaces/dr-coordination"_s)["data"_L1]["id"_L1]
            .toString();
    for (const QJsonValue entry : ledgerAfter(world.ledger(), since)["requests"_L1].toArray()) {
        const QJsonObject request = entry.toObject();
        const QString path = request["path"_L1].toString();
        if (isAccepted(request) && !path.contains(coordination))
            return request["method"_L1].toString() + u' ' + path;
    }
    return {};
}

class StaleTrial {
public:
    explicit StaleTrial(const Sample &sample)
        : m_sample(sample)
        , m_recipe(crashRecipes().at(static_cast<std::size_t>(sample.recipe)))
        , m_world(sample.worldSeed)
        , m_lost{m_world.folder() + u"/lost"_s}
    {
    }

    /// What is wrong; empty if nothing is. `tried`: the console was lost, so there was an old journal.
    QString run(bool &tried)
    {
        if (!m_world.trouble().isEmpty())
            return m_world.trouble();
        if (const QString wrong = m_recipe.prepare(m_world, m_lost); !wrong.isEmpty())
            return wrong;
        tried = runTwinlake(m_lost, crashArguments(m_world, m_recipe.runbook), m_sample.lostAt).killed;
        return tried ? endAndGoOn() : QString();
    }

private:
    QString endAndGoOn()
    {
        const Console old{m_world.folder() + u"/old"_s};
        copyJournal(m_lost, old);
        const Ended other = endElsewhere();
        const bool aborted = m_sample.ending == 3;
        if (other.exitCode != (aborted ? 1 : 0))
            return m_sample.ending >= 2 ? QString() : u"it did not end: "_s + QString::fromUtf8(other.said());
        m_world.advance(60);
        const QJsonObject before = standing(m_world.state());
        const qsizetype asked = m_world.ledger()["requests"_L1].toArray().size();
        const Ended stale = runTwinlake(old, m_sample.abort ? abortion(m_world) : crashArguments(m_world, u"resume"_s));
        if (const QString change = foreignChange(m_world, asked); !change.isEmpty())
            return u"the old journal made %1\n%2"_s.arg(change, QString::fromUtf8(stale.said()));
        const QJsonObject after = standing(m_world.state());
        return after == before ? QString() : u"the world stands otherwise: "_s + QString::fromUtf8(stale.said());
    }

    /// Without a journal nothing may be left to go on with: before the lock was taken, and after it was given back.
    Ended endElsewhere() const
    {
        const Console other{m_world.folder() + u"/other"_s};
        if (m_sample.ending == 0)
            return runTwinlake(m_lost, crashArguments(m_world, u"resume"_s));
        if (m_sample.ending == 1)
            copyJournal(m_lost, other);
        return runTwinlake(other, m_sample.ending == 3 ? abortion(m_world) : crashArguments(m_world, u"resume"_s));
    }

    Sample m_sample;
    const CrashRecipe &m_recipe;
    SteppedWorld m_world;
    Console m_lost;
};

} // namespace

class TestOldJournals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOldJournalChangesNothing()
    {
        const int given = qEnvironmentVariableIntValue("TWINLAKE_STALE");
        const int wanted = given > 0 ? given : usualSamples;
        const quint32 seed = seedOfThisRun(usualSeed);
        QRandomGenerator random(seed);
        QElapsedTimer timer;
        timer.start();
        QStringList failures;
        int old = 0;
        for (int i = 0; i < wanted; ++i) {
            const Sample sample = anySample(random);
            bool tried = false;
            const QString wrong = StaleTrial(sample).run(tried);
            old += tried;
            if (wrong.isEmpty())
                continue;
            failures.append(sample.text() + u": "_s + wrong);
            qWarning("%s", qPrintable(failures.constLast()));
        }
        qInfo("%d samples, %d old journals, in %lld s: %lld failures", wanted, old, timer.elapsed() / 1000,
              static_cast<long long>(failures.size()));
        QVERIFY(old > 0);
        QVERIFY2(failures.isEmpty(), qPrintable(u"TWINLAKE_SEED=%1\n"_s.arg(seed) + failures.join(u'\n')));
    }

    void fourConsolesAtOnceAreOneDriver()
    {
        const SteppedWorld world(11);
        QVERIFY2(world.trouble().isEmpty(), qPrintable(world.trouble()));
        const CrashRecipe &failover = crashRecipes().front();
        const Console lost{world.folder() + u"/lost"_s};
        QCOMPARE(failover.prepare(world, lost), QString());
        QVERIFY(runTwinlake(lost, crashArguments(world, failover.runbook), 40).killed);
        std::array<std::unique_ptr<RunningTwinlake>, consolesAtOnce> running;
        for (int i = 0; i < consolesAtOnce; ++i) {
            const Console one{world.folder() + u"/console-%1"_s.arg(i), u"person-%1"_s.arg(i)};
            copyJournal(lost, one);
            running[static_cast<std::size_t>(i)] =
                std::make_unique<RunningTwinlake>(one, crashArguments(world, u"resume"_s));
        }
        QByteArray said;
        int passed = 0;
        for (auto &console : running) {
            const Ended ended = console->finish();
            passed += ended.exitCode == 0;
            said += ended.said() + '\n';
        }
        const QJsonObject state = world.state();
        QVERIFY2(passed >= 1, said.constData());
        QCOMPARE(failover.isWhole(state, crashGroup()), QString());
        QCOMPARE(onlyFlips(world.ledger()), QString());
        QCOMPARE(nothingTwice(world.ledger(), state, consolesAtOnce + 1, 1), QString());
    }
};

QTEST_GUILESS_MAIN(TestOldJournals)
#include "tst_oldjournals.moc"
