// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reduction keeps extremes and gaps; the view model drops answers to older questions.
#include "models/views/lagviewmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace twinlake;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const Instant start = *fromIso(u"2026-11-22T01:00:00Z"_s);

LagColumn value(Duration at, Duration lag)
{
    return {later(start, at), lag, lag};
}

LagColumn silence(Duration at)
{
    return {later(start, at), {}, {}};
}

/// Keeps its questions and answers when told to.
class SlowHistory : public History {
public:
    void append(QList<LagSample>) override { }
    void lagWindow(LagQuestion question, QObject *, std::function<void(LagWindow)> answer) override
    {
        asked.append({question, answer});
    }
    QList<QPair<LagQuestion, std::function<void(LagWindow)>>> asked;
};

} // namespace

class TestLagLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reducingLosesNoExtreme();
    void aGapIsNeverBridged();
    void aTailWithoutAnswerIsAGap();
    void aSilentConsoleIsAGapOfAnotherKind();
    void aLineSaysWhatItIsAtAnInstant();
    void anAnswerToAnOlderQuestionIsDropped();
    void whatTheHistoryRefusesIsSaid();
    void theTableHasTheMarks();
};

void TestLagLines::reducingLosesNoExtreme()
{
    QRandomGenerator random(7);
    QList<LagColumn> readings;
    for (int i = 0; i < 20000; ++i)
        readings.append(value(1s * i, Duration(1000 + random.bounded(60000))));
    readings[12345].high = readings[12345].low = 2h;
    readings[4321].high = readings[4321].low = 0ms;
    const auto reduced = reduceLagColumns(readings, start, later(start, 20000s), 500);
    QVERIFY(reduced.size() <= 500);
    const auto highest = std::max_element(reduced.cbegin(), reduced.cend(),
                                          [](const LagColumn &a, const LagColumn &b) { return a.high < b.high; });
    const auto lowest = std::min_element(reduced.cbegin(), reduced.cend(),
                                         [](const LagColumn &a, const LagColumn &b) { return a.low < b.low; });
    QCOMPARE(*highest->high, Duration(2h));
    QCOMPARE(*lowest->low, Duration(0));
}

void TestLagLines::aGapIsNeverBridged()
{
    const LagLine line = lagLine({value(0s, 30s), value(15s, 31s), silence(30s), silence(45s), value(60s, 90s)}, 3min);
    QCOMPARE(line.stretches.size(), 2);
    QCOMPARE(line.gaps, (QList<LagGap>{{later(start, 15s), later(start, 60s), true}}));
    QVERIFY(line.newest());
}

void TestLagLines::aTailWithoutAnswerIsAGap()
{
    const LagLine line = lagLine({value(0s, 30s), silence(15s), silence(30s)}, 3min);
    QCOMPARE(line.gaps, (QList<LagGap>{{start, later(start, 30s), true}}));
    QVERIFY(!line.newest());
}

void TestLagLines::aSilentConsoleIsAGapOfAnotherKind()
{
    const LagLine line = lagLine({value(0s, 30s), value(10min, 31s)}, 3min);
    QCOMPARE(line.gaps, (QList<LagGap>{{start, later(start, 10min), false}}));
    QCOMPARE(line.stretches.size(), 2);
}

void TestLagLines::aLineSaysWhatItIsAtAnInstant()
{
    const LagLine line = lagLine({value(0s, 30s), value(15s, 40s), silence(30s), value(60s, 90s)}, 3min);
    QCOMPARE(lagText(lagAt(line, later(start, 14s))), u"40 s"_s);
    QCOMPARE(lagText(lagAt(line, later(start, 40s))), u"no answer"_s);
    QCOMPARE(lagText(lagAt(line, later(start, 2h))), u"\u2013"_s);
}

void TestLagLines::anAnswerToAnOlderQuestionIsDropped()
{
    Estate estate;
    FailoverGroup group;
    group.name = u"orders"_s;
    estate.groups = {group};
    SlowHistory history;
    LagViewModel viewModel;
    viewModel.setEstate(estate);
    viewModel.setHistory(&history);
    viewModel.tick(later(start, 1h));
    QCOMPARE(history.asked.size(), 1);
    viewModel.chooseRange(6h);
    QCOMPARE(history.asked.size(), 2);
    LagWindow old;
    old.question = history.asked.at(0).first;
    old.columns.primary = {value(30min, 10s)};
    history.asked.at(0).second(old);
    QVERIFY(!viewModel.hasAnswer());
    LagWindow fresh;
    fresh.question = history.asked.at(1).first;
    fresh.columns.primary = {value(30min, 20s)};
    history.asked.at(1).second(fresh);
    QVERIFY(viewModel.hasAnswer());
    QCOMPARE(viewModel.lines().primary.stretches.first().first().lag, Duration(20s));
}

void TestLagLines::whatTheHistoryRefusesIsSaid()
{
    Estate estate;
    FailoverGroup group;
    group.name = u"orders"_s;
    estate.groups = {group};
    SlowHistory history;
    LagViewModel viewModel;
    viewModel.setEstate(estate);
    viewModel.setHistory(&history);
    viewModel.tick(later(start, 1h));
    LagWindow window;
    window.question = history.asked.at(0).first;
    window.trouble = u"The history cannot be read: disk I/O error"_s;
    history.asked.at(0).second(window);
    QCOMPARE(viewModel.trouble(), window.trouble);
    window.trouble.clear();
    history.asked.at(0).second(window);
    QVERIFY(viewModel.trouble().isEmpty());
}

void TestLagLines::theTableHasTheMarks()
{
    const PerRegion<LagLine> lines{lagLine({value(0s, 30s), value(15min, 40s)}, 1h), lagLine({}, 1h)};
    const LagMark mark{later(start, 10min), u"T0"_s, true};
    LagTwinModel model;
    const QAbstractItemModelTester tester(&model);
    model.setRows(lagTwinRows(lines, {mark}, start, later(start, 1h)));
    const QModelIndex row = model.index(model.rowNearest(mark.at), LagTwinModel::At);
    QCOMPARE(row.data(LagTwinModel::NoteRole).toString(), u"T0"_s);
    QCOMPARE(row.data().toString(), u"01:10:00Z"_s);
    QCOMPARE(row.siblingAtColumn(LagTwinModel::Primary).data().toString(), u"40 s"_s);
}

QTEST_GUILESS_MAIN(TestLagLines)
#include "tst_laglines.moc"
