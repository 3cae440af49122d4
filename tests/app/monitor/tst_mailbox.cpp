// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hand-over between threads: no event lost, newest snapshot wins, nothing is delivered to what is gone. Run under
// ThreadSanitizer it must stay silent.
#include "app/monitor/mailbox.h"

#include <QTest>
#include <QThread>

#include <algorithm>
#include <memory>
#include <thread>

using namespace twinlake;

class TestMailbox : public QObject {
    Q_OBJECT

private:
    struct Letter {
        int sender = 0;
        std::shared_ptr<int> number;
    };

private Q_SLOTS:
    void noEventIsLostAndEachSendersOrderIsKept()
    {
        constexpr int senders = 4;
        constexpr int letters = 2000;
        std::vector<std::vector<int>> got(senders);
        const QThread *here = QThread::currentThread();
        bool wrongThread = false;
        Mailbox<Letter> box(Mailbox<Letter>::Keep::All, [&](const Letter &letter) {
            wrongThread = wrongThread || QThread::currentThread() != here;
            got[static_cast<size_t>(letter.sender)].push_back(*letter.number);
        });
        std::vector<std::thread> threads;
        threads.reserve(senders);
        for (int sender = 0; sender < senders; ++sender) {
            threads.emplace_back([&box, sender] {
                for (int i = 0; i < letters; ++i)
                    box.post(Letter{sender, std::make_shared<int>(i)});
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        const auto all = [&got] {
            return std::all_of(got.begin(), got.end(), [](const auto &one) { return one.size() == letters; });
        };
        QTRY_VERIFY(all());
        for (const auto &one : got)
            QVERIFY(std::is_sorted(one.begin(), one.end()));
        QVERIFY(!wrongThread);
    }

    void newestSnapshotWins()
    {
        std::vector<int> got;
        Mailbox<int> box(Mailbox<int>::Keep::Newest, [&got](int value) { got.push_back(value); });
        std::thread sender([&box] {
            for (int i = 1; i <= 100; ++i)
                box.post(i);
        });
        sender.join();
        QTRY_VERIFY(!got.empty());
        QCOMPARE(got.back(), 100);
        QCOMPARE(got.size(), size_t(1)); // nobody drained it while the sender ran: one snapshot is left
    }

    void whatIsPostedIntoAGoneMailboxIsDropped()
    {
        bool delivered = false;
        auto box = std::make_unique<Mailbox<int>>(Mailbox<int>::Keep::All, [&delivered](int) { delivered = true; });
        const auto send = box->sender();
        send(1);
        std::thread sender([&send] {
            for (int i = 0; i < 1000; ++i)
                send(i);
        });
        box.reset();
        sender.join();
        QCoreApplication::processEvents();
        QVERIFY(!delivered);
    }

    void deliveryMayDestroyTheMailbox()
    {
        std::unique_ptr<Mailbox<int>> box;
        int got = 0;
        box = std::make_unique<Mailbox<int>>(Mailbox<int>::Keep::All, [&](int) {
            ++got;
            box.reset();
        });
        box->post(1);
        QTRY_COMPARE(got, 1);
        QVERIFY(!box);
    }

    void whatCameInOneGoIsNotDeliveredOnceTheOwnerIsGone()
    {
        struct Owner {
            QList<int> got;
            std::unique_ptr<Mailbox<int>> box;
        };
        auto owner = std::make_unique<Owner>();
        QList<int> got;
        owner->box = std::make_unique<Mailbox<int>>(Mailbox<int>::Keep::All, [&](int value) {
            got.append(value);
            if (value == 2)
                owner.reset(); // as a window that closes on what it hears
        });
        for (const int value : {1, 2, 3, 4})
            owner->box->post(value);
        QTRY_VERIFY(!owner);
        QCoreApplication::processEvents();
        QCOMPARE(got, (QList<int>{1, 2}));
    }

    void whatWaitsIsLetGoWithTheMailbox()
    {
        auto value = std::make_shared<int>(1);
        auto box = std::make_unique<Mailbox<std::shared_ptr<int>>>(Mailbox<std::shared_ptr<int>>::Keep::All,
                                                                   [](const std::shared_ptr<int> &) {});
        const auto send = box->sender(); // lives longer than the mailbox
        send(value);
        box.reset();
        QCOMPARE(value.use_count(), 1L);
    }
};

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
