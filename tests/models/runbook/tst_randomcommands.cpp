// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RapidCheck: sequences of what services, network, operators and lost consoles may do to an incident, far beyond the
// few adversities that the exploration allows. What fails is shrunk and kept in the corpus, which is replayed first.
#include "tests/models/runbook/modelmoves.h"
#include "tests/support/chance.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <rapidcheck.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

using Choices = std::vector<unsigned short>;

constexpr quint32 usualSeed = 7;
constexpr int mostMoves = 3000; // far above what any way to the end takes
constexpr int longestShrinkingMs = 20'000;
const QList<RecipeKind> kinds{RecipeKind::Failover, RecipeKind::Failback, RecipeKind::Switchover};

QString textOf(const Choices &choices)
{
    QStringList words;
    for (const unsigned short one : choices)
        words.append(QString::number(one));
    return words.join(u' ');
}

Choices choicesFrom(const QString &text)
{
    Choices choices;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts))
        choices.push_back(static_cast<unsigned short>(word.toUInt()));
    return choices;
}

/// One incident whose course the choices decide; afterwards the world is kind and the operator patient.
class Course {
public:
    explicit Course(const Choices &choices)
        : m_choices(choices)
        , m_kind(kinds.at(choices.empty() ? 0 : choices.front() % kinds.size()))
        , m_moves(m_kind, 1000)
        , m_state(m_kind)
    {
    }

    /// What is wrong; empty if nothing is.
    QString run()
    {
        for (int moves = 0; moves < mostMoves && !m_state.run.closedAt; ++moves) {
            const QList<Move> ways = m_moves.from(m_state);
            const Move *next = choose(ways);
            if (!next)
                return u"no way on after: "_s + m_names.join(u" > "_s);
            if (next->name != "time"_L1)
                m_names.append(next->name);
            m_state = next->take();
            if (!m_state.violations.isEmpty())
                return m_state.violations.join(u", "_s) + u" after: "_s + m_names.join(u" > "_s);
        }
        return m_state.run.closedAt ? QString() : u"no end after: "_s + m_names.join(u" > "_s).right(2000);
    }

private:
    /// Every fourth choice may be anything; the others are what usually happens.
    const Move *choose(const QList<Move> &ways)
    {
        if (ways.isEmpty())
            return nullptr;
        const bool branches = ways.size() > 4;
        if (branches && m_next < m_choices.size()) {
            const unsigned short choice = m_choices[m_next++];
            if (choice % 4 == 0)
                return &ways.at((choice / 4) % ways.size());
        }
        return kind(ways);
    }
    /// Time, replies and approvals; when nothing comes any more the world heals, then a step is retried, then it ends.
    const Move *kind(const QList<Move> &ways)
    {
        const auto named = [&ways](const QString &end) {
            return std::find_if(ways.begin(), ways.end(), [&end](const Move &one) {
                return end.startsWith(u", "_s) ? one.name.endsWith(end) : one.name.startsWith(end);
            });
        };
        for (const QString &usual : {u"time"_s, u", reply 0"_s, u"approved"_s}) {
            if (const auto found = named(usual); found != ways.end())
                return &*found;
        }
        static const QStringList turns{u"the world heals"_s, u"retry"_s, u"resumed"_s, u"retry"_s};
        const QString turn = m_standing < 8 ? turns.at(m_standing % 4) : u"given up"_s;
        ++m_standing;
        const auto found = named(turn);
        return found != ways.end() ? &*found : &ways.constLast();
    }

    const Choices &m_choices;
    RecipeKind m_kind;
    ModelMoves m_moves;
    ModelState m_state;
    std::size_t m_next = 1;
    int m_standing = 0;
    QStringList m_names;
};

void keep(const Choices &choices, const QString &wrong)
{
    const QString folder = qEnvironmentVariable("TWINLAKE_CORPUS", QDir::currentPath());
    QFile file(folder + u"/failed-%1.txt"_s.arg(qHash(textOf(choices))));
    if (file.open(QIODevice::WriteOnly))
        file.write("# " + wrong.left(300).toUtf8() + '\n' + textOf(choices).toUtf8() + '\n');
    qWarning("Kept as %s; copy it to tests/models/runbook/corpus.", qPrintable(file.fileName()));
}

} // namespace

class TestRandomCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatFailedBeforeDoesNotFailAgain()
    {
        const QDir corpus(QStringLiteral(QT_TESTCASE_SOURCEDIR "/corpus"));
        int replayed = 0;
        for (const QString &name : corpus.entryList({u"*.txt"_s})) {
            QFile file(corpus.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
                if (line.startsWith(u'#'))
                    continue;
                const Choices choices = choicesFrom(line);
                const QString wrong = Course(choices).run();
                QVERIFY2(wrong.isEmpty(), qPrintable(name + u": "_s + wrong));
                ++replayed;
            }
        }
        qInfo("%d sequences of the corpus replayed", replayed);
        QVERIFY(replayed > 0);
    }

    void anySequenceKeepsTheInvariantsAndComesToAnEnd()
    {
        const int sequences = std::max(1, qEnvironmentVariable("TWINLAKE_SEQUENCES", u"1000"_s).toInt());
        if (!qEnvironmentVariableIsSet("RC_PARAMS"))
            qputenv("RC_PARAMS",
                    "max_size=60 max_success=" + QByteArray::number(sequences)
                        + " seed=" + QByteArray::number(seedOfThisRun(usualSeed)));
        Choices failing;
        QString wrong;
        int tried = 0;
        QElapsedTimer shrinking; // a while is enough, whatever it finds
        const bool holds = rc::check("an incident keeps its invariants and ends", [&](const Choices &choices) {
            ++tried;
            if (shrinking.isValid() && shrinking.hasExpired(longestShrinkingMs))
                return;
            const QString one = Course(choices).run();
            if (!one.isEmpty() && !shrinking.isValid())
                shrinking.start();
            if (!one.isEmpty()) { // while it shrinks, the last that fails is the smallest
                failing = choices;
                wrong = one;
            }
            RC_ASSERT(one.isEmpty());
        });
        qInfo("%d random sequences", tried);
        if (!holds)
            keep(failing, wrong);
        QVERIFY2(holds, qPrintable(wrong));
    }
};

QTEST_GUILESS_MAIN(TestRandomCommands)
#include "tst_randomcommands.moc"
