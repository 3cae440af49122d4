// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keychain's owner: one thread carries out every job, and callers of any thread get their answer, or the end of
// their patience, on their own.
#include "app/credentials/keychain.h"

#include <QSet>
#include <QTest>

#include <mutex>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Notes where it is asked; answers at once, or keeps the answers for later.
struct FakeKeychain {
    std::mutex mutex;
    QSet<QThread *> threads;
    QList<KeychainThread::Answer> waiting;
    bool answers = true;

    KeychainThread::Read read()
    {
        return [this](const QString &name, const KeychainThread::Answer &answer) {
            const std::lock_guard lock(mutex);
            threads.insert(QThread::currentThread());
            if (answers)
                answer("secret of "_ba + name.toUtf8());
            else
                waiting.append(answer);
        };
    }
    qsizetype held()
    {
        const std::lock_guard lock(mutex);
        return waiting.size();
    }
    void answerAll()
    {
        const std::lock_guard lock(mutex);
        for (const KeychainThread::Answer &answer : std::exchange(waiting, {}))
            answer("late"_ba);
    }
};

/// Asks `times` times on a thread of its own.
std::unique_ptr<QThread> asking(const std::function<Result<QByteArray>()> &ask, int times,
                                QList<Result<QByteArray>> *got)
{
    std::unique_ptr<QThread> thread(QThread::create([ask, times, got] {
        for (int i = 0; i < times; ++i)
            got->append(ask());
    }));
    thread->start();
    return thread;
}

} // namespace

class TestKeychain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jobsOfAllCallersRunOnOneThread()
    {
        FakeKeychain fake;
        KeychainThread keychain(fake.read());
        const auto ask = [&] { return QCoro::waitFor(keychain.secret(u"token"_s, {})); };
        QList<Result<QByteArray>> one;
        QList<Result<QByteArray>> two;
        const auto first = asking(ask, 50, &one);
        const auto second = asking(ask, 50, &two);
        const Result<QByteArray> here = ask();
        QVERIFY(first->wait() && second->wait());
        QCOMPARE(here.value(), "secret of token"_ba);
        QCOMPARE(one.size() + two.size(), 100);
        for (const Result<QByteArray> &answer : one + two)
            QCOMPARE(answer.value(), "secret of token"_ba);
        QCOMPARE(fake.threads.size(), 1);
        QVERIFY(!fake.threads.contains(QThread::currentThread()));
        QVERIFY(!fake.threads.contains(first.get()) && !fake.threads.contains(second.get()));
    }

    void patienceEnds()
    {
        FakeKeychain fake;
        fake.answers = false;
        KeychainThread keychain(fake.read());
        const auto answer = QCoro::waitFor(keychain.secret(u"token"_s, {}, 20ms));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Timeout);
        QTRY_COMPARE(fake.held(), 1);
        fake.answerAll(); // nobody waits for it any more
        fake.answers = true;
        QCOMPARE(QCoro::waitFor(keychain.secret(u"b"_s, {})).value(), "secret of b"_ba);
    }

    void oneCallerLeavesAndTheOtherStays()
    {
        FakeKeychain fake;
        fake.answers = false;
        KeychainThread keychain(fake.read());
        std::stop_source stop;
        auto leaves = keychain.secret(u"a"_s, stop.get_token());
        auto stays = keychain.secret(u"b"_s, {});
        QTRY_COMPARE(fake.held(), 2);
        stop.request_stop();
        QCOMPARE(QCoro::waitFor(leaves).error().kind, Error::Kind::Cancelled);
        fake.answerAll();
        QCOMPARE(QCoro::waitFor(stays).value(), "late"_ba);
    }

    void anOwnerThatGoesLeavesNobodyBehind()
    {
        FakeKeychain fake;
        fake.answers = false;
        auto keychain = std::make_unique<KeychainThread>(fake.read());
        auto waits = keychain->secret(u"a"_s, {}, 200ms);
        QTRY_COMPARE(fake.held(), 1);
        keychain.reset();
        fake.answerAll();
        QCOMPARE(QCoro::waitFor(waits).value(), "late"_ba);
    }

    void withoutAKeychainEachCallerHearsWhatToDo()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        const auto ask = [] { return QCoro::waitFor(keychainSecret(u"token"_s, {})); };
        QList<Result<QByteArray>> one;
        QList<Result<QByteArray>> two;
        const auto first = asking(ask, 20, &one);
        const auto second = asking(ask, 20, &two);
        QVERIFY(first->wait() && second->wait());
        QCOMPARE(one.size() + two.size(), 40);
        for (const Result<QByteArray> &answer : one + two) {
            QVERIFY(!answer);
            QCOMPARE(answer.error().kind, Error::Kind::Configuration);
            QVERIFY(answer.error().message.contains(u"keychain"_s));
        }
    }
};

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
