// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// nearestName: suggests what was meant, and nothing when nothing is near.
#include "models/estate/nearestname.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestNearestName : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void suggests_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("suggested"); // empty: nothing
        QTest::newRow("a letter too few") << u"rehearse_s"_s.left(7) << u"rehearse"_s;
        QTest::newRow("two letters swapped") << u"wlal"_s << QString();
        QTest::newRow("other case") << u"WALL"_s << u"wall"_s;
        QTest::newRow("a letter too many") << u"statuss"_s << u"status"_s;
        QTest::newRow("another word") << u"deploy"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("very long") << QString(10000, u'r') << QString();
    }
    void suggests()
    {
        QFETCH(QString, written);
        QFETCH(QString, suggested);
        QCOMPARE(nearestName(written, {u"wall"_s, u"status"_s, u"rehearse"_s, u"resume"_s}).value_or(QString()),
                 suggested);
    }
};

QTEST_GUILESS_MAIN(TestNearestName)
#include "tst_nearestname.moc"
