// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An incident that is given up without a window: by an answers file at a gate, or by whoever finds it. Judged by the
// simulator's state.
#include "tests/faults/abortends.h"
#include "tests/faults/judge.h"
#include "tests/faults/steppedworld.h"
#include "tests/faults/twinlakeprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

using End = QString (*)(const QJsonObject &, const QString &);

const QString group = u"orders"_s;
const QByteArray toTheRepoint = R"("declare": "approve", "go": "approve", "activate/apply": "approve")";

QString answersFile(const SteppedWorld &world, const QByteArray &answers)
{
    QFile file(world.folder() + u"/answers.json"_s);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write('{' + answers + '}');
    return file.fileName();
}

QStringList failover(const SteppedWorld &world, const QByteArray &answers)
{
    return {u"run"_s,        u"failover"_s,  u"--estate"_s,
            world.estate(),  u"--group"_s,   group,
            u"--headless"_s, u"--answers"_s, answersFile(world, answers),
            u"--output"_s,   u"ndjson"_s};
}

QStringList abortion(const SteppedWorld &world, const QString &reason)
{
    return {u"resume"_s, u"--estate"_s, world.estate(), u"--abort"_s, reason, u"--output"_s, u"ndjson"_s};
}

QString reasonIn(const Ended &ended)
{
    for (const QJsonObject &line : ended.lines) {
        if (line["event"_L1].toString() == "aborting"_L1)
            return line["reason"_L1].toString();
    }
    return {};
}

bool journalIsWhole(const SteppedWorld &world, const Console &console, const Ended &ended)
{
    const QString id = ended.summary()["incident"_L1].toString();
    return runTwinlake(console, {u"incidents"_s, u"verify"_s, id, u"--estate"_s, world.estate()}).exitCode == 0;
}

} // namespace

class TestHeadlessAbort : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAnswerAbortsAtAGate_data()
    {
        QTest::addColumn<QByteArray>("answers");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("safeState");
        QTest::addColumn<End>("end");
        QTest::newRow("before anything was prepared")
            << R"("declare": "approve", "go": {"answer": "abort", "reason": "a drill"})"_ba << u"a drill"_s
            << u"unchanged"_s << &nothingWasMoved;
        QTest::newRow("while the activation waits")
            << R"("declare": "approve", "go": "approve",)"
               R"("activate/apply": {"answer": "abort", "after": "90s", "reason": "it is back"})"_ba
            << u"it is back"_s << u"unchanged"_s << &nothingWasMoved;
        QTest::newRow("behind the activation, without a reason")
            << toTheRepoint + R"(, "repoint/apply": "abort")" << u"The answers say so at the gate repoint/apply."_s
            << u"target_hot"_s << &bothAreHot;
    }
    void anAnswerAbortsAtAGate()
    {
        QFETCH(QByteArray, answers);
        QFETCH(QString, reason);
        QFETCH(QString, safeState);
        QFETCH(End, end);
        SteppedWorld world(17);
        const Console console{world.folder() + u"/state"_s};
        world.advance(420);
        world.breakPrimary();
        const Ended ended = runTwinlake(console, failover(world, answers));
        QVERIFY2(ended.exitCode == 1, ended.said().constData());
        QCOMPARE(ended.summary()["result"_L1].toString(), u"interrupted"_s);
        QCOMPARE(ended.summary()["safe_state"_L1].toString(), safeState);
        QVERIFY(!ended.summary()["open"_L1].toBool());
        QCOMPARE(reasonIn(ended), reason);
        QCOMPARE(end(world.state(), group), QString());
        QCOMPARE(nothingTwice(world.ledger(), world.state(), 1), QString());
        QVERIFY(journalIsWhole(world, console, ended));
    }

    void whoeverFindsItAbortsIt_data()
    {
        QTest::addColumn<QByteArray>("answers"); // of the console that is gone
        QTest::addColumn<bool>("hasJournal");
        QTest::addColumn<QString>("safeState");
        QTest::addColumn<End>("end");
        QTest::newRow("before the activation")
            << R"("declare": "approve", "go": "approve")"_ba << true << u"unchanged"_s << &nothingWasMoved;
        QTest::newRow("behind the activation") << toTheRepoint << true << u"target_hot"_s << &bothAreHot;
        QTest::newRow("before the activation, without its journal")
            << R"("declare": "approve", "go": "approve")"_ba << false << u"unchanged"_s << &nothingWasMoved;
        QTest::newRow("behind the activation, without its journal")
            << toTheRepoint << false << u"target_hot"_s << &bothAreHot;
    }
    void whoeverFindsItAbortsIt()
    {
        QFETCH(QByteArray, answers);
        QFETCH(bool, hasJournal);
        QFETCH(QString, safeState);
        QFETCH(End, end);
        SteppedWorld world(18);
        const Console gone{world.folder() + u"/state"_s};
        const Console finder = hasJournal ? gone : Console{world.folder() + u"/elsewhere"_s};
        world.advance(420);
        world.breakPrimary();
        const Ended left = runTwinlake(gone, failover(world, answers));
        QVERIFY2(left.exitCode == 2 && left.summary()["open"_L1].toBool(), left.said().constData());
        const Ended ended = runTwinlake(finder, abortion(world, u"nobody wants it"_s));
        QVERIFY2(ended.exitCode == 1, ended.said().constData());
        QCOMPARE(ended.summary()["incident"_L1], left.summary()["incident"_L1]);
        QCOMPARE(ended.summary()["result"_L1].toString(), u"interrupted"_s);
        QCOMPARE(ended.summary()["safe_state"_L1].toString(), safeState);
        QCOMPARE(reasonIn(ended), u"nobody wants it"_s);
        QCOMPARE(end(world.state(), group), QString());
        QCOMPARE(nothingTwice(world.ledger(), world.state(), 2), QString());
        QVERIFY(journalIsWhole(world, finder, ended));
        const qsizetype asked = world.ledger()["requests"_L1].toArray().size();
        const Ended again = runTwinlake(finder, abortion(world, u"once more"_s));
        QVERIFY2(again.exitCode == 1, again.said().constData());
        QCOMPARE(again.summary()["safe_state"_L1].toString(), safeState);
        QCOMPARE(acceptedChanges(ledgerAfter(world.ledger(), asked)), 0);
    }

    void whatIsOverIsNotAborted()
    {
        SteppedWorld world(19);
        const Console console{world.folder() + u"/state"_s};
        world.advance(420);
        world.breakPrimary();
        QStringList all = failover(world, {});
        all.replace(all.indexOf(u"--answers"_s) + 1, u"auto"_s);
        const Ended over = runTwinlake(console, all);
        QVERIFY2(over.exitCode == 0, over.said().constData());
        const qsizetype asked = world.ledger()["requests"_L1].toArray().size();
        for (const QString &id : {QString(), over.summary()["incident"_L1].toString()}) {
            QStringList late = abortion(world, u"too late"_s);
            if (!id.isEmpty())
                late.insert(1, id);
            const Ended refused = runTwinlake(console, late);
            QVERIFY2(refused.exitCode == 1, refused.said().constData());
            QVERIFY2(refused.complaints.contains("is over, so nothing of it is left to abort"),
                     refused.complaints.constData());
        }
        QCOMPARE(acceptedChanges(ledgerAfter(world.ledger(), asked)), 0);
    }
};

QTEST_GUILESS_MAIN(TestHeadlessAbort)
#include "tst_headlessabort.moc"
