// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan tree: what is not allowed comes first, and nothing is left out.
#include "models/views/plantreemodel.h"
#include "tests/support/sampleruns.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestPlanTreeModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theUnexpectedComesFirst();
    void nothingIsAllowedWithoutAVerdict();
    void aFindingWithoutResourceIsShown();
    void theSamePlanAgainMovesNothing();
};

void TestPlanTreeModel::theUnexpectedComesFirst()
{
    const RunState run = samples::blockedGate();
    PlanTreeModel model;
    const QAbstractItemModelTester tester(&model);
    model.setPlan(*run.gate->plan, run.gate->guard);
    QCOMPARE(model.rowCount(), 3);
    const QModelIndex replace = model.index(0, 0);
    QCOMPARE(replace.data(PlanTreeModel::ActionRole).toString(), u"replace"_s);
    QVERIFY(replace.data(PlanTreeModel::BlockedRole).toBool());
    QVERIFY(model.index(1, 0).data(PlanTreeModel::BlockedRole).toBool());
    QVERIFY(!model.index(2, 0).data(PlanTreeModel::BlockedRole).toBool());
    const QModelIndex storage = model.index(0, 0, replace);
    QCOMPARE(storage.data().toString(), u"storage"_s);
    QCOMPARE(storage.data(PlanTreeModel::VerdictRole).toString(), u"forces replacement: checkpoints are lost"_s);
    QCOMPARE(model.rowCount(replace), 2);
    QCOMPARE(model.totalRows(), 6);
}

void TestPlanTreeModel::nothingIsAllowedWithoutAVerdict()
{
    const RunState run = samples::activateGate();
    for (const PlanResourceRow &row : planRows(*run.gate->plan, std::nullopt))
        QVERIFY(row.blocked);
}

void TestPlanTreeModel::aFindingWithoutResourceIsShown()
{
    GuardVerdict verdict;
    verdict.findings = {{u"output.url"_s, {}, {}, {}, false, u"an output changes"_s}};
    const QList<PlanResourceRow> rows = planRows({}, verdict);
    QCOMPARE(rows.size(), 1);
    QVERIFY(rows.first().blocked);
    QCOMPARE(rows.first().reason, u"an output changes"_s);
}

void TestPlanTreeModel::theSamePlanAgainMovesNothing()
{
    const RunState run = samples::activateGate();
    PlanTreeModel model;
    model.setPlan(*run.gate->plan, run.gate->guard);
    int resets = 0;
    connect(&model, &QAbstractItemModel::modelReset, this, [&resets] { ++resets; });
    model.setPlan(*run.gate->plan, run.gate->guard);
    QCOMPARE(resets, 0);
    model.setPlan(*run.gate->plan, std::nullopt);
    QCOMPARE(resets, 1);
}

QTEST_GUILESS_MAIN(TestPlanTreeModel)
#include "tst_plantreemodel.moc"
