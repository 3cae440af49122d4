// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Private files: what we make is ours alone under any umask, and nothing that somebody put in its place is written.
#include "app/cli/privatefiles.h"
#include "app/cli/privatememory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

namespace {

int modeOf(const QString &path)
{
    struct stat entry { };
    return ::lstat(QFile::encodeName(path).constData(), &entry) == 0 ? static_cast<int>(entry.st_mode & 0777) : -1;
}

void put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

/// Each way in which we write.
using Way = Result<> (*)(const QString &path);
Result<> wholly(const QString &path)
{
    return writePrivateFile(path, "ours");
}
Result<> inPlace(const QString &path)
{
    const auto file = openPrivateFile(path);
    return file ? Result<>() : Result<>(tl::unexpected<Error>(file.error()));
}
Result<> byALibrary(const QString &path)
{
    return preparePrivateFile(path);
}
Result<> besideOne(const QString &path)
{
    return preparePrivateFile(path + u"-db"_s, {u"-wal"_s});
}

} // namespace

class TestPrivateFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsMadeIsOursAlone_data()
    {
        QTest::addColumn<int>("mask");
        QTest::newRow("umask 000") << 0000;
        QTest::newRow("umask 022") << 0022;
    }
    void whatIsMadeIsOursAlone()
    {
        QFETCH(const int, mask);
        const mode_t before = ::umask(static_cast<mode_t>(mask));
        const QString folder = m_folder->filePath(u"a/b/c"_s);
        const bool made = makePrivateFolder(folder) && writePrivateFile(folder + u"/whole"_s, "x")
            && openPrivateFile(folder + u"/open"_s) && preparePrivateFile(folder + u"/db"_s);
        put(folder + u"/db2"_s, {});
        put(folder + u"/db2-shm"_s, {});
        put(folder + u"/old"_s, "earlier");
        const bool narrowed = preparePrivateFile(folder + u"/db2"_s, {u"-wal"_s, u"-shm"_s})
            && writePrivateFile(folder + u"/old"_s, "new");
        ::umask(before);
        QVERIFY(made && narrowed);
        for (const QString &part : {u"a"_s, u"a/b"_s, u"a/b/c"_s})
            QCOMPARE(modeOf(m_folder->filePath(part)), 0700);
        const QStringList files = QDir(folder).entryList(QDir::Files);
        QCOMPARE(files.size(), 6);
        for (const QString &file : files)
            QVERIFY2(modeOf(folder + u'/' + file) == 0600, qPrintable(file));
    }

    void aLinkIsRefusedAndItsTargetStays_data()
    {
        QTest::addColumn<Way>("way");
        QTest::newRow("written whole") << &wholly;
        QTest::newRow("opened") << &inPlace;
        QTest::newRow("for a library") << &byALibrary;
    }
    void aLinkIsRefusedAndItsTargetStays()
    {
        QFETCH(const Way, way);
        const QString target = m_folder->filePath(u"target"_s);
        const QString path = m_folder->filePath(u"path"_s);
        put(target, "precious");
        QVERIFY(QFile::link(target, path));
        const auto refused = way(path);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Storage);
        QVERIFY2(refused.error().message.contains(path), qPrintable(refused.error().message));
        QCOMPARE(contentOf(target), "precious"_ba);
        QVERIFY(QFile::remove(path));
        QVERIFY(QFile::link(m_folder->filePath(u"nowhere"_s), path)); // one that leads nowhere yet
        QVERIFY(!way(path));
        QVERIFY(!QFile::exists(m_folder->filePath(u"nowhere"_s)));
    }

    void aSecondNameIsNeverWritten()
    {
        const QString target = m_folder->filePath(u"target"_s);
        const QString path = m_folder->filePath(u"path"_s);
        put(target, "precious");
        QCOMPARE(::link(QFile::encodeName(target).constData(), QFile::encodeName(path).constData()), 0);
        QVERIFY(!inPlace(path));
        QVERIFY(!byALibrary(path));
        QVERIFY(wholly(path)); // a new file takes the name
        QCOMPARE(contentOf(target), "precious"_ba);
        QCOMPARE(contentOf(path), "ours"_ba);
    }

    void aLinkBesideADatabaseIsRefused()
    {
        QVERIFY(QFile::link(m_folder->filePath(u"nowhere"_s), m_folder->filePath(u"x-db-wal"_s)));
        QVERIFY(!besideOne(m_folder->filePath(u"x"_s)));
    }

    void whatIsNoFileIsRefusedAtOnce()
    {
        const QString pipe = m_folder->filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QVERIFY(QDir().mkpath(m_folder->filePath(u"folder"_s)));
        for (const QString &path : {pipe, m_folder->filePath(u"folder"_s)}) {
            for (const Way way : {&wholly, &inPlace, &byALibrary}) {
                const auto refused = way(path);
                QVERIFY(!refused);
                QVERIFY2(refused.error().message.contains(path), qPrintable(refused.error().message));
            }
        }
    }

    void aFailureLeavesTheOldFileAndNoOther()
    {
        const QString path = m_folder->filePath(u"path"_s);
        QVERIFY(writePrivateFile(path, "old"));
        const pid_t child = ::fork();
        if (child == 0) { // a full disk
            const rlimit limit{2, 2};
            ::signal(SIGXFSZ, SIG_IGN);
            ::setrlimit(RLIMIT_FSIZE, &limit);
            ::_exit(writePrivateFile(path, "new and longer") ? 1 : 0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QCOMPARE(status, 0);
        QCOMPARE(contentOf(path), "old"_ba);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"path"_s});
    }

    void aFolderOfOursIsClosedToOthers()
    {
        const QString folder = m_folder->filePath(u"state"_s);
        QVERIFY(QDir().mkpath(folder));
        QCOMPARE(::chmod(QFile::encodeName(folder).constData(), 0755), 0);
        QVERIFY(makePrivateFolder(folder));
        QCOMPARE(modeOf(folder), 0755); // a report's folder is the person's own
        QVERIFY(keepFolderPrivate(folder));
        QCOMPARE(modeOf(folder), 0700);
    }

    /// To close a database that is open elsewhere in this process would give up its locks.
    void lookingAtADatabaseKeepsItsLocks()
    {
        const QString path = m_folder->filePath(u"db"_s);
        put(path, "x");
        const int file = ::open(QFile::encodeName(path).constData(), O_RDWR);
        struct flock whole { };
        whole.l_type = F_WRLCK;
        QCOMPARE(::fcntl(file, F_SETLK, &whole), 0);
        QVERIFY(preparePrivateFile(path));
        const pid_t child = ::fork();
        if (child == 0) {
            struct flock asked { };
            asked.l_type = F_WRLCK;
            ::fcntl(::open(QFile::encodeName(path).constData(), O_RDWR), F_GETLK, &asked);
            ::_exit(asked.l_type == F_UNLCK ? 1 : 0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        ::close(file);
        QCOMPARE(status, 0);
    }

    void aWipedTextIsGoneFromTheHeap_data()
    {
        QTest::addColumn<bool>("wide");
        QTest::newRow("bytes") << false;
        QTest::newRow("text") << true;
    }
    void aWipedTextIsGoneFromTheHeap()
    {
        QFETCH(const bool, wide);
        QByteArray bytes = wide ? QByteArray() : unmasked();
        QByteArray narrow = unmasked();
        QString text = wide ? QString::fromLatin1(narrow) : QString();
        wipe(narrow);
        bytes.reserve(bytes.size() + 1); // detached
        QVERIFY(heapHolds(wide));
        const QByteArray shared = bytes;
        wipe(bytes);
        QVERIFY(bytes.isEmpty());
        QCOMPARE(shared.size(), wide ? 0 : 40); // who has it still keeps it
        bytes = shared;
        const_cast<QByteArray &>(shared).clear();
        wipe(bytes);
        wipe(text);
        QVERIFY(!heapHolds(wide));
    }

    void memoryBecomesPrivate()
    {
        keepMemoryPrivate();
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_CORE, &limit), 0);
        QCOMPARE(limit.rlim_max, rlim_t(0));
        QCOMPARE(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
    }

private:
    /// The secret, which stands nowhere in memory but in what is made of it here; wiped by who gets it.
    static QByteArray unmasked()
    {
        QByteArray secret;
        secret.reserve(40);
        for (int i = 0; i < 40; ++i)
            secret.append(static_cast<char>('a' + i * 7 % 26));
        return secret;
    }
    static bool isSecretAt(const char *memory, bool wide)
    {
        for (int i = 0; i < 40; ++i) {
            if (memory[wide ? 2 * i : i] != static_cast<char>('a' + i * 7 % 26) || (wide && memory[2 * i + 1] != 0))
                return false;
        }
        return true;
    }
    static bool heapHolds(bool wide)
    {
        QFile maps(u"/proc/self/maps"_s);
        (void)maps.open(QIODevice::ReadOnly);
        for (const QByteArray &line : maps.readAll().split('\n')) {
            if (!line.endsWith("[heap]"))
                continue;
            const QList<QByteArray> ends = line.split(' ').constFirst().split('-');
            const auto *const from = reinterpret_cast<const char *>(ends.at(0).toULongLong(nullptr, 16));
            const auto *const to = reinterpret_cast<const char *>(ends.at(1).toULongLong(nullptr, 16)) - 80;
            for (const char *at = from; at < to; ++at) {
                if (isSecretAt(at, wide))
                    return true;
            }
        }
        return false;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestPrivateFiles)
#include "tst_privatefiles.moc"
