// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An answers file: what it may say to a gate, and what is said of one that says something else.
#include "app/rehearsal/gateanswers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Result<GateAnswers> read(const QByteArray &text)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"answers.json"_s));
    if (!file.open(QIODevice::WriteOnly))
        return fail(Error::Kind::Storage, file.errorString());
    file.write(text);
    file.close();
    return GateAnswers::fromFile(file.fileName());
}

OpenGate goGate()
{
    OpenGate gate;
    gate.id = u"go/approve"_s;
    gate.step = StepId{u"go"_s};
    gate.typedWord = u"us-west-2"_s;
    return gate;
}

} // namespace

class TestGateAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItMayBeTold_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("delaySecs");
        const auto kind = [](GateAnswer::Kind one) { return static_cast<int>(one); };
        QTest::newRow("approve") << R"("approve")"_ba << kind(GateAnswer::Kind::Approve) << QString() << 0;
        QTest::newRow("decline") << R"({"answer": "decline", "reason": "not now", "after": "2m"})"_ba
                                 << kind(GateAnswer::Kind::Decline) << u"not now"_s << 120;
        QTest::newRow("abort in a word") << R"("abort")"_ba << kind(GateAnswer::Kind::Abort) << QString() << 0;
        QTest::newRow("abort") << R"({"answer": "abort", "reason": "it is back", "after": "90s"})"_ba
                               << kind(GateAnswer::Kind::Abort) << u"it is back"_s << 90;
    }
    void saysWhatItMayBeTold()
    {
        QFETCH(QByteArray, answer);
        for (const QByteArray &key : {"go"_ba, "go/approve"_ba}) {
            const auto answers = read("{\"" + key + "\": " + answer + '}');
            QVERIFY2(answers.has_value(), answers ? "" : qPrintable(answers.error().message));
            const auto given = answers->answerTo(goGate());
            QVERIFY(given.has_value());
            QTEST(static_cast<int>(given->kind), "kind");
            QTEST(given->reason, "reason");
            QTEST(static_cast<int>(given->delay / 1s), "delaySecs");
        }
    }

    void anUnknownAnswerNamesTheValidOnes()
    {
        for (const QByteArray &text : {R"({"go": "yes"})"_ba, R"({"go": {"reason": "x"}})"_ba, R"({"go": 1})"_ba}) {
            const auto answers = read(text);
            QVERIFY(!answers.has_value());
            QCOMPARE(answers.error().kind, Error::Kind::Configuration);
            for (const QString &part : {u"answers.json"_s, u"go"_s, u"\"approve\""_s, u"\"decline\""_s, u"\"abort\""_s})
                QVERIFY2(answers.error().message.contains(part), qPrintable(answers.error().message));
        }
    }

    void aGateThatIsNotNamedStaysOpen()
    {
        const auto answers = read(R"({"declare": "abort"})");
        QVERIFY(answers.has_value());
        QVERIFY(!answers->answerTo(goGate()).has_value());
    }
};

QTEST_GUILESS_MAIN(TestGateAnswers)
#include "tst_gateanswers.moc"
