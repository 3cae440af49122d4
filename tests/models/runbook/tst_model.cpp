// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pure core explored to its end, breadth first, over an abstract world in which anything may go wrong a few times:
// I1 to I4 and I8 hold on every transition, and every state has a way to an end (reliability.md section 4c).
#include "tests/models/runbook/modelmoves.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTest>

#include <deque>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostStates = 2'000'000; // far above what there is: an exploration that never ends is a failure

struct Known {
    QList<int> before; ///< states that lead here by themselves, or by what usually helps
    QList<int> byAbort; ///< states that lead here when a person aborts
    QList<QPair<QString, int>> after; ///< the ways on, for the report
    bool ends = false;
    int parent = -1;
    QString by; ///< the move that found it first
    QString where; ///< what stands, for the report
};

/// Steps under way, with what they say.
QString whereStands(const RunState &run)
{
    QStringList words;
    for (const StepProgress &step : run.steps) {
        const bool isOver = step.status == StepStatus::Done || step.status == StepStatus::Skipped;
        if (!isOver && step.status != StepStatus::ToCome)
            words.append(step.id.value + u": "_s + step.sentence);
    }
    return words.join(u"; "_s);
}

/// The whole graph, by number of state.
class Exploration {
public:
    Exploration(RecipeKind kind, Start start, int adversities)
        : m_moves(kind, adversities)
    {
        reach(ModelState(kind, start), -1, {});
    }

    void run()
    {
        while (!m_todo.empty() && m_known.size() < mostStates) {
            const auto [number, state] = std::move(m_todo.front());
            m_todo.pop_front();
            const QList<Move> moves = m_moves.from(state);
            for (const Move &move : moves) {
                ++transitions;
                const ModelState after = move.take();
                m_names.insert(move.name.section(u' ', 0, 0));
                if (!after.violations.isEmpty() && wrong.size() < 20)
                    wrong.append(after.violations.join(u", "_s) + u"\n    "_s + wayTo(number) + u" > "_s + move.name);
                reach(after, number, move.name, move.leaves);
            }
            if (moves.isEmpty() && !m_known[number].ends && wrong.size() < 20)
                wrong.append(u"dead end: "_s + wayTo(number));
        }
    }
    /// States with a way to an end, or to the named state that an abort leaves.
    QList<bool> withAWay(bool abortsToo) const
    {
        QList<bool> has(m_known.size(), false);
        std::deque<int> todo;
        for (int i = 0; i < m_known.size(); ++i) {
            if (m_known.at(i).ends)
                todo.push_back(i);
        }
        while (!todo.empty()) {
            const int number = todo.front();
            todo.pop_front();
            if (std::exchange(has[number], true))
                continue;
            for (const int before : m_known.at(number).before)
                todo.push_back(before);
            for (const int before : abortsToo ? m_known.at(number).byAbort : QList<int>())
                todo.push_back(before);
        }
        return has;
    }
    QString wayTo(int number) const
    {
        QStringList names;
        for (; number >= 0; number = m_known.at(number).parent) {
            if (!m_known.at(number).by.isEmpty() && m_known.at(number).by != "time"_L1)
                names.prepend(m_known.at(number).by);
        }
        return names.join(u" > "_s);
    }
    QString movesOf(int number) const
    {
        QStringList words;
        for (const auto &[name, to] : m_known.at(number).after)
            words.append(name + u" -> %1"_s.arg(to));
        return QString::number(number) + u": "_s + words.join(u", "_s);
    }
    const QString &where(int number) const { return m_known.at(number).where; }
    qsizetype states() const { return m_known.size(); }
    bool isOver() const { return m_todo.empty(); }

    qint64 transitions = 0;
    qint64 ends = 0;
    QStringList wrong;

private:
    /// Giving up leads on too, but nobody shall have to.
    void reach(const ModelState &state, int from, const QString &by, Move::Leaves leaves = Move::Leaves::No)
    {
        const QByteArray signature = state.signature();
        const auto found = m_numbers.constFind(signature);
        const int number = found == m_numbers.constEnd() ? static_cast<int>(m_known.size()) : *found;
        if (found == m_numbers.constEnd()) {
            m_numbers.insert(signature, number);
            m_known.append(Known{{}, {}, {}, state.run.closedAt.has_value(), from, by, whereStands(state.run)});
            ends += m_known.constLast().ends ? 1 : 0;
            m_todo.emplace_back(number, state);
        }
        if (from >= 0 && leaves == Move::Leaves::ForANamedState)
            m_known[number].byAbort.append(from);
        if (from >= 0 && leaves == Move::Leaves::No) {
            m_known[number].before.append(from);
            m_known[from].after.append({by, number});
        }
    }

    ModelMoves m_moves;
    QList<Known> m_known;
    QHash<QByteArray, int> m_numbers;
    QSet<QString> m_names;
    std::deque<std::pair<int, ModelState>> m_todo;
};

} // namespace

class TestModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStateIsSafeAndHasAWayOn_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("start");
        QTest::newRow("failover") << int(RecipeKind::Failover) << int(Start::Usual);
        QTest::newRow("failback") << int(RecipeKind::Failback) << int(Start::Usual);
        QTest::newRow("switchover") << int(RecipeKind::Switchover) << int(Start::Usual);
        QTest::newRow("rearm of a disarmed standby") << int(RecipeKind::Rearm) << int(Start::Usual);
        QTest::newRow("rearm of a hot standby") << int(RecipeKind::Rearm) << int(Start::HotStandby);
        QTest::newRow("settle-debt") << int(RecipeKind::SettleDebt) << int(Start::Usual);
        QTest::newRow("failover from the secondary") << int(RecipeKind::Failover) << int(Start::OtherWay);
        QTest::newRow("failback to the secondary") << int(RecipeKind::Failback) << int(Start::OtherWay);
        QTest::newRow("switchover from the secondary") << int(RecipeKind::Switchover) << int(Start::OtherWay);
        QTest::newRow("rearm of a disarmed primary") << int(RecipeKind::Rearm) << int(Start::OtherWay);
        QTest::newRow("settle-debt of the primary") << int(RecipeKind::SettleDebt) << int(Start::OtherWay);
    }
    void everyStateIsSafeAndHasAWayOn()
    {
        QFETCH(int, kind);
        QFETCH(int, start);
        const int adversities = std::max(1, qEnvironmentVariable("TWINLAKE_ADVERSITIES", u"1"_s).toInt());
        QElapsedTimer timer;
        timer.start();
        Exploration all(static_cast<RecipeKind>(kind), static_cast<Start>(start), adversities);
        all.run();
        const QList<bool> hasWay = all.withAWay(true);
        const QList<bool> hasEnd = all.withAWay(false);
        QStringList stuck;
        for (int i = static_cast<int>(hasWay.size()) - 1; i >= 0; --i) { // the last are where it ends up
            if (hasWay.at(i))
                continue;
            if (stuck.size() < 4)
                stuck.append(all.wayTo(i) + u"\n    "_s + all.where(i) + u"\n    moves: "_s + all.movesOf(i));
        }
        qInfo("%s, up to %d adversities: %lld states, %lld transitions, %lld ends, %lld states left only by abort, "
              "%lld ms",
              QTest::currentDataTag(), adversities, static_cast<long long>(all.states()),
              static_cast<long long>(all.transitions), static_cast<long long>(all.ends),
              static_cast<long long>(hasEnd.count(false)), static_cast<long long>(timer.elapsed()));
        QVERIFY(all.isOver());
        QVERIFY2(all.wrong.isEmpty(), qPrintable(u'\n' + all.wrong.join(u'\n')));
        QVERIFY2(stuck.isEmpty(), qPrintable(u'\n' + stuck.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestModel)
#include "tst_model.moc"
