// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signals: the ones that end a process arrive in the event loop, each time.
#include "app/cli/exitcodes.h"
#include "app/cli/privatefiles.h"
#include "app/cli/signals.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestSignals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void arrivesInTheEventLoop_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void arrivesInTheEventLoop()
    {
        QFETCH(int, number);
        Signals ends;
        QSignalSpy spy(&ends, &Signals::ended);
        ::raise(number);
        QTRY_COMPARE(spy.size(), 1);
        QCOMPARE(spy.takeFirst().constFirst().toInt(), number);
        ::raise(number); // a second one does not kill
        QTRY_COMPARE(spy.size(), 1);
        QCOMPARE(exitCodeOfSignal(number), 128 + number);
    }
    void filesBecomePrivate()
    {
        keepFilesPrivate();
        QTemporaryDir folder;
        QFile file(folder.filePath(u"journal"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
};

QTEST_GUILESS_MAIN(TestSignals)
#include "tst_signals.moc"
