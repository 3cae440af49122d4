// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Damage to the journal's bytes: it is noticed, or it does no harm; the file is put aside, never deleted, and the
// first who opens it is told (reliability.md section 4h).
#include "app/store/journalstore.h"
#include "tests/app/store/testfolder.h"
#include "tests/support/chance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint32 usualSeed = 11;

const IncidentId incident{u"INC-1"_s};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A sound journal of some rows, closed, so that everything is in the one file.
QByteArray soundJournal(const QString &path)
{
    {
        const auto store = JournalStore::open(path);
        for (int number = 0; number < 12; ++number) {
            JournalEvent event;
            event.at = fromIso(u"2026-11-22T02:58:00Z"_s).value();
            event.incident = number % 4 == 3 ? IncidentId{u"INC-2"_s} : incident;
            event.kind = u"intent"_s;
            event.step = StepId{u"activate"_s};
            event.data = {{u"number"_s, number}, {u"text"_s, QString(700, u'x')}};
            if (!store || !(*store)->append(event))
                return {};
        }
    }
    return contentOf(path);
}

enum class End { PutAside, Refused, ChainNames, Harmless, Unnoticed };

struct Damaged {
    QTemporaryDir folder{testFolder()};
    QString path = folder.filePath(u"journal.sqlite"_s);

    explicit Damaged(const QByteArray &content)
    {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
    }
    QString aside() const
    {
        const QStringList names = QDir(folder.path()).entryList({u"journal.sqlite.broken-*"_s});
        return names.isEmpty() ? QString() : folder.filePath(names.constFirst());
    }
    End open(const QList<JournalEvent> &sound) const
    {
        const auto store = JournalStore::open(path);
        if (!store)
            return aside().isEmpty() ? End::Refused : End::PutAside;
        const auto bad = (*store)->firstBadRow();
        if (!bad || *bad)
            return End::ChainNames;
        const auto events = (*store)->eventsOf(incident);
        if (!events)
            return End::ChainNames;
        return *events == sound ? End::Harmless : End::Unnoticed;
    }
};

} // namespace

class TestJournalDamage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QTemporaryDir folder(testFolder());
        const QString path = folder.filePath(u"journal.sqlite"_s);
        m_content = soundJournal(path);
        QVERIFY(m_content.size() > 8192);
        m_events = JournalStore::open(path).value()->eventsOf(incident).value();
        QCOMPARE(m_events.size(), 9);
    }

    void aFlippedByteIsNoticedOrHarmless()
    {
        QRandomGenerator random(seedOfThisRun(usualSeed));
        QMap<End, int> ends;
        for (int trial = 0; trial < 400; ++trial) {
            QByteArray content = m_content;
            // The header's fields one after the other, then anywhere.
            const qsizetype at = trial < 100 ? trial : random.bounded(content.size());
            content[at] = static_cast<char>(content.at(at) ^ (1 << random.bounded(8)));
            const Damaged damaged(content);
            const End end = damaged.open(m_events);
            ++ends[end];
            QVERIFY2(end != End::Unnoticed, QByteArray::number(at).constData());
            if (end == End::PutAside)
                QCOMPARE(contentOf(damaged.aside()), content);
            else if (end == End::Refused)
                QCOMPARE(contentOf(damaged.path), content);
        }
        qInfo("400 flipped bytes: %d put aside, %d refused, %d named by the chain, %d harmless", ends[End::PutAside],
              ends[End::Refused], ends[End::ChainNames], ends[End::Harmless]);
        QVERIFY(ends[End::PutAside] + ends[End::ChainNames] > 100);
    }

    void aCutFileIsNoticed()
    {
        int pages = 0;
        for (qsizetype size = 512; size < m_content.size(); size += 4096, ++pages) {
            const Damaged damaged(m_content.left(size));
            const End end = damaged.open(m_events);
            QVERIFY2(end == End::PutAside || end == End::Refused, QByteArray::number(size).constData());
            QCOMPARE(contentOf(end == End::PutAside ? damaged.aside() : damaged.path), m_content.left(size));
        }
        QVERIFY(pages >= 3);
    }

    void whoOpensADamagedFileIsToldAndTheNextOneGoesOn()
    {
        QByteArray content = m_content;
        content.replace(4096, 4096, QByteArray(4096, '\x55'));
        const Damaged damaged(content);
        const auto first = JournalStore::open(damaged.path);
        QVERIFY(!first);
        QCOMPARE(first.error().kind, Error::Kind::Storage);
        QVERIFY2(first.error().message.contains(damaged.aside()), qPrintable(first.error().message));
        QVERIFY2(first.error().message.contains(u"twinlake resume"_s), qPrintable(first.error().message));
        const auto second = JournalStore::open(damaged.path);
        QVERIFY(second);
        QVERIFY((*second)->incidents().value().isEmpty());
    }

    void aFolderThatCannotBeMadeIsSaid()
    {
        QTemporaryDir folder(testFolder());
        QFile file(folder.filePath(u"home"_s));
        QVERIFY(file.open(QIODevice::WriteOnly)); // no folder can be made below a file, whoever asks
        const QString path = folder.filePath(u"home/estate/journal.sqlite"_s);
        const auto store = JournalStore::open(path);
        QVERIFY(!store);
        QCOMPARE(store.error().kind, Error::Kind::Storage);
        QVERIFY2(store.error().message.contains(path), qPrintable(store.error().message));
    }

private:
    QByteArray m_content;
    QList<JournalEvent> m_events;
};

QTEST_GUILESS_MAIN(TestJournalDamage)
#include "tst_journaldamage.moc"
