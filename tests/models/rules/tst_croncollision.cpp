// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a schedule fires into a switch that begins now.
#include "models/rules/croncollision.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestCronCollision : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void howSoon_data()
    {
        QTest::addColumn<QString>("cron");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<bool>("paused");
        QTest::addColumn<int>("seconds"); // -1: no collision
        QTest::newRow("in four minutes") << u"0 0/30 * * * ?"_s << u"UTC"_s << false << 240;
        QTest::newRow("at the end of the switch") << u"0 36 * * * ?"_s << u"UTC"_s << false << 600;
        QTest::newRow("just behind it") << u"1 36 * * * ?"_s << u"UTC"_s << false << -1;
        QTest::newRow("this very second: the next one counts") << u"0 26 * * * ?"_s << u"UTC"_s << false << -1;
        QTest::newRow("in its own zone") << u"0 30 22 * * ?"_s << u"America/New_York"_s << false << 240;
        QTest::newRow("paused") << u"0 0/30 * * * ?"_s << u"UTC"_s << true << -1;
        QTest::newRow("no expression") << u"every half hour"_s << u"UTC"_s << false << -1;
    }
    void howSoon()
    {
        QFETCH(QString, cron);
        QFETCH(QString, zone);
        QFETCH(bool, paused);
        QFETCH(int, seconds);
        const Instant now = *fromIso(u"2026-11-23T03:26:00Z"_s);
        const auto collision = cronCollision({cron, zone, paused}, now);
        QCOMPARE(collision.has_value(), seconds >= 0);
        if (collision)
            QCOMPARE(*collision, Duration(std::chrono::seconds(seconds)));
    }
};

QTEST_GUILESS_MAIN(TestCronCollision)
#include "tst_croncollision.moc"
