// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The local lock. A process that is killed while it takes the lock blocks nobody, and neither does a file with other
// content. Of several processes that come at once, one wins. The others are told what to do.
#include "app/store/locallock.h"
#include "app/store/lockrecord.h"
#include "tests/support/chance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint32 usualSeed = 23;
constexpr int boundaries = 4; // opened, locked, written; and in release(): the name is gone

/// A child process that does `work` and no more: no destructor of the test runs in it.
template <typename Work>
pid_t childThat(Work work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    return child;
}

int endOf(pid_t child)
{
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

void put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

/// Two ends of a pipe.
struct Pipe {
    std::array<int, 2> ends{-1, -1};

    Pipe() { (void)!::pipe(ends.data()); }
    ~Pipe()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    void tell(char letter) const { (void)!::write(ends[1], &letter, 1); }
    char hear() const
    {
        char letter = 0;
        (void)!::read(ends[0], &letter, 1);
        return letter;
    }
};

} // namespace

class TestLocalLock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"lock"_s);
    }

    void aKillAtEachBoundaryBlocksNobody_data()
    {
        QTest::addColumn<int>("boundary");
        for (int boundary = 1; boundary <= boundaries; ++boundary)
            QTest::addRow("boundary %d", boundary) << boundary;
    }
    void aKillAtEachBoundaryBlocksNobody()
    {
        QFETCH(const int, boundary);
        for (int round = 0; round < 100; ++round) {
            const int status = endOf(childThat([&] {
                int count = 0;
                LocalLock lock(m_path, [&] {
                    if (++count == boundary)
                        ::raise(SIGKILL);
                });
                (void)lock.take();
                lock.release();
            }));
            QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
            LocalLock next(m_path);
            const auto taken = next.take();
            QVERIFY2(taken, qPrintable(taken ? QString() : taken.error().message));
        }
    }

    void aKillAtAnyInstantBlocksNobody()
    {
        QRandomGenerator random(seedOfThisRun(usualSeed));
        for (int round = 0; round < 300; ++round) {
            Pipe ready;
            const pid_t child = childThat([&] {
                ready.tell('r');
                for (;;) {
                    LocalLock lock(m_path);
                    (void)lock.take();
                }
            });
            QCOMPARE(ready.hear(), 'r');
            ::usleep(static_cast<useconds_t>(random.bounded(400)));
            ::kill(child, SIGKILL);
            endOf(child);
            LocalLock next(m_path);
            const auto taken = next.take();
            QVERIFY2(taken, qPrintable(taken ? QString() : taken.error().message));
        }
    }

    void whateverStandsInTheFileOfNobodyIsNoLock_data()
    {
        QTest::addColumn<QByteArray>("content");
        LockRecord gone = LockRecord::ours();
        gone.process = endedProcess();
        LockRecord another = LockRecord::ours(); // the number was given to another process since
        another.started = "1";
        LockRecord earlierBoot = LockRecord::ours();
        earlierBoot.boot = "00000000-0000-0000-0000-000000000000";
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("garbage") << QByteArray("\x00\xff\x1b[2Jgarbage\n\n\n\n\n\n\n", 21);
        QTest::newRow("a megabyte") << QByteArray(1 << 20, 'x');
        QTest::newRow("a number and no more") << QByteArray("123");
        QTest::newRow("half a record") << LockRecord::ours().text().left(20);
        QTest::newRow("a process that is gone") << gone.text();
        QTest::newRow("another process of that number") << another.text();
        QTest::newRow("an earlier boot") << earlierBoot.text();
        QTest::newRow("a live process that does not hold it") << LockRecord::ours().text();
    }
    void whateverStandsInTheFileOfNobodyIsNoLock()
    {
        QFETCH(const QByteArray, content);
        put(m_path, content);
        LocalLock lock(m_path);
        const auto taken = lock.take();
        QVERIFY2(taken, qPrintable(taken ? QString() : taken.error().message));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), LockRecord::ours().text());
    }

    /// All of them try again and again; who has it marks it with a file that only one can make.
    void ofManyAtOnceOneWins()
    {
        constexpr int children = 6;
        const QString mark = m_folder->filePath(u"driving"_s);
        QList<pid_t> started;
        for (int index = 0; index < children; ++index) {
            started.append(childThat([&] {
                for (int wins = 0; wins < 150;) {
                    LocalLock lock(m_path);
                    if (!lock.take())
                        continue;
                    QFile driving(mark);
                    if (!driving.open(QIODevice::WriteOnly | QIODevice::NewOnly))
                        ::_exit(1);
                    driving.close();
                    if (!QFile::remove(mark))
                        ::_exit(2);
                    ++wins;
                }
            }));
        }
        for (const pid_t child : std::as_const(started))
            QCOMPARE(endOf(child), 0);
    }

    /// One of two is killed while it drives: the other has the lock then, not before.
    void ofManyAtOnceOneWinsThoughSomeAreKilled()
    {
        QRandomGenerator random(seedOfThisRun(usualSeed + 1));
        for (int round = 0; round < 60; ++round) {
            const QString mark = m_folder->filePath(u"driving-%1"_s.arg(round));
            QList<pid_t> started;
            for (int index = 0; index < 4; ++index) {
                started.append(childThat([&] {
                    LocalLock lock(m_path);
                    while (!lock.take()) { }
                    QFile driving(mark); // appended to, so that a killed one leaves its letter
                    (void)driving.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
                    driving.write("<", 1);
                    ::usleep(200);
                    driving.write(">", 1);
                }));
            }
            ::usleep(static_cast<useconds_t>(random.bounded(1500)));
            ::kill(started.at(random.bounded(4)), SIGKILL);
            for (const pid_t child : std::as_const(started))
                endOf(child);
            QFile driven(mark);
            QVERIFY(driven.open(QIODevice::ReadOnly));
            const QByteArray letters = driven.readAll();
            QVERIFY2(letters.count("<<") <= 1 && !letters.contains(">>"), letters.constData());
            QVERIFY2(letters.count('>') >= 3, letters.constData());
        }
    }

    void whoIsRefusedLearnsWhoDrivesAndWhatToDo()
    {
        Pipe ready;
        Pipe done;
        const pid_t child = childThat([&] {
            LocalLock lock(m_path);
            (void)lock.take();
            ready.tell('r');
            done.hear();
        });
        QCOMPARE(ready.hear(), 'r');
        LocalLock lock(m_path);
        const auto refused = lock.take();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Conflict);
        QVERIFY2(refused.error().message.contains(u"process %1 on"_s.arg(child)), qPrintable(refused.error().message));
        QVERIFY2(refused.error().message.contains(u"end that process"_s), qPrintable(refused.error().message));
        put(m_path, "garbage"); // it holds the lock all the same
        const auto again = lock.take();
        QVERIFY(!again);
        QVERIFY2(again.error().message.contains(u"fuser "_s + m_path), qPrintable(again.error().message));
        done.tell('d');
        endOf(child);
        QVERIFY(lock.take());
    }

    void aLockOfAnotherMachineIsRespectedAndTheRemedyHelps()
    {
        LockRecord elsewhere = LockRecord::ours();
        elsewhere.machine = "0123456789abcdef0123456789abcdef";
        elsewhere.host = u"other"_s;
        if (LockRecord::ours().machine.isEmpty())
            QSKIP("this machine has no id");
        put(m_path, elsewhere.text());
        LocalLock lock(m_path);
        const auto refused = lock.take();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Conflict);
        QVERIFY2(refused.error().message.contains(u"remove %1"_s.arg(m_path)), qPrintable(refused.error().message));
        QVERIFY(QFile::remove(m_path));
        QVERIFY(lock.take());
    }

    void anEarlierVersionAndThisOneKeepEachOtherOut()
    {
        QLockFile earlier(m_path);
        earlier.setStaleLockTime(0);
        LocalLock lock(m_path);
        QVERIFY(earlier.tryLock(0));
        QVERIFY(!lock.take());
        earlier.unlock();
        QVERIFY(lock.take());
        QVERIFY(!earlier.tryLock(0));
        lock.release();
        QVERIFY(earlier.tryLock(0));
    }

    void aGivenBackLockLeavesNothing()
    {
        LocalLock lock(m_path);
        QVERIFY(lock.take());
        lock.release();
        QVERIFY(!lock.isHeld());
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void aLinkInItsPlaceIsRefused()
    {
        const QString target = m_folder->filePath(u"target"_s);
        put(target, "precious");
        for (const bool symbolic : {true, false}) {
            const QByteArray from = QFile::encodeName(target);
            const QByteArray to = QFile::encodeName(m_path);
            QCOMPARE(symbolic ? ::symlink(from.constData(), to.constData()) : ::link(from.constData(), to.constData()),
                     0);
            LocalLock lock(m_path);
            const auto refused = lock.take();
            QVERIFY(!refused);
            QVERIFY2(refused.error().message.contains(u"Remove the link"_s), qPrintable(refused.error().message));
            QCOMPARE(QFileInfo(target).size(), 8);
            QVERIFY(QFile::remove(m_path));
        }
    }

private:
    static qint64 endedProcess()
    {
        const pid_t child = childThat([] {});
        endOf(child);
        return child;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestLocalLock)
#include "tst_locallock.moc"
