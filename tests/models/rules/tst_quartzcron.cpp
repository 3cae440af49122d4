// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// QuartzCron: what each special character means, what is refused, and both clock changes against a slow oracle.
#include "models/rules/quartzcron.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestQuartzCron : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firesNextAt_data();
    void firesNextAt();
    void refuses_data();
    void refuses();
    void neverFiresAgain_data();
    void neverFiresAgain();
    void agreesWithASlowOracle_data();
    void agreesWithASlowOracle();
};

namespace {

QDateTime utcTime(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, u"yyyy-MM-dd HH:mm:ss"_s);
    time.setTimeSpec(Qt::UTC);
    return time;
}

QTimeZone zoneNamed(const QString &name)
{
    return QTimeZone(name.toLatin1());
}

} // namespace

void TestQuartzCron::firesNextAt_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &expression, const QString &zone, const QString &after,
                        const QString &expected) { QTest::newRow(name) << expression << zone << after << expected; };
    const QString utc = u"UTC"_s;
    const QString newYork = u"America/New_York"_s;

    row("every second is strictly after", u"* * * * * ?"_s, utc, u"2026-11-23 10:00:00"_s, u"2026-11-23 10:00:01"_s);
    row("every quarter of an hour", u"0 0/15 * * * ?"_s, utc, u"2026-11-23 10:00:00"_s, u"2026-11-23 10:15:00"_s);
    row("a star with a step", u"0 */20 * * * ?"_s, utc, u"2026-11-23 10:40:00"_s, u"2026-11-23 11:00:00"_s);
    row("a step without a start", u"0 /20 * * * ?"_s, utc, u"2026-11-23 10:19:59"_s, u"2026-11-23 10:20:00"_s);
    row("a stepped range", u"0 0 8-18/5 * * ?"_s, utc, u"2026-11-23 13:00:00"_s, u"2026-11-23 18:00:00"_s);
    row("a list", u"5,10 0 0 * * ?"_s, utc, u"2026-11-23 00:00:05"_s, u"2026-11-23 00:00:10"_s);
    row("a range over midnight", u"0 0 22-2 * * ?"_s, utc, u"2026-11-23 23:30:00"_s, u"2026-11-24 00:00:00"_s);
    row("a range over the week's end", u"0 0 0 ? * FRI-MON"_s, utc, u"2026-11-23 00:00:00"_s, u"2026-11-27 00:00:00"_s);
    row("a range over the year's end", u"0 0 0 1 NOV-FEB ?"_s, utc, u"2026-02-02 00:00:00"_s, u"2026-11-01 00:00:00"_s);
    row("lower case names", u"0 0 0 ? jan mon"_s, utc, u"2026-11-23 00:00:00"_s, u"2027-01-04 00:00:00"_s);
    row("the 31st skips short months", u"0 0 0 31 * ?"_s, utc, u"2026-03-31 00:00:00"_s, u"2026-05-31 00:00:00"_s);
    row("the 29th of February", u"0 0 0 29 2 ?"_s, utc, u"2026-01-01 00:00:00"_s, u"2028-02-29 00:00:00"_s);
    row("Sunday is one", u"0 0 0 ? * 1"_s, utc, u"2026-11-23 00:00:00"_s, u"2026-11-29 00:00:00"_s);
    row("L alone in day of week is Saturday", u"0 0 0 ? * L"_s, utc, u"2026-11-23 00:00:00"_s,
        u"2026-11-28 00:00:00"_s);
    row("the last day of the month", u"0 0 0 L * ?"_s, utc, u"2026-02-01 00:00:00"_s, u"2026-02-28 00:00:00"_s);
    row("three days before the last", u"0 0 0 L-3 * ?"_s, utc, u"2026-11-01 00:00:00"_s, u"2026-11-27 00:00:00"_s);
    row("the last working day", u"0 0 0 LW * ?"_s, utc, u"2026-05-01 00:00:00"_s, u"2026-05-29 00:00:00"_s);
    row("near a day before the last", u"0 0 0 L-1W * ?"_s, utc, u"2026-05-01 00:00:00"_s, u"2026-05-29 00:00:00"_s);
    row("a Saturday goes to Friday", u"0 0 0 15W * ?"_s, utc, u"2026-08-01 00:00:00"_s, u"2026-08-14 00:00:00"_s);
    row("a Sunday goes to Monday", u"0 0 0 15W * ?"_s, utc, u"2026-11-01 00:00:00"_s, u"2026-11-16 00:00:00"_s);
    row("the first never leaves its month", u"0 0 0 1W * ?"_s, utc, u"2026-07-31 00:00:00"_s, u"2026-08-03 00:00:00"_s);
    row("the 31st as a Sunday goes back", u"0 0 0 31W * ?"_s, utc, u"2026-05-01 00:00:00"_s, u"2026-05-29 00:00:00"_s);
    row("the last Friday", u"0 0 0 ? * 6L"_s, utc, u"2026-11-01 00:00:00"_s, u"2026-11-27 00:00:00"_s);
    row("the last Friday by name", u"0 0 0 ? * FRIL"_s, utc, u"2026-11-27 00:00:00"_s, u"2026-12-25 00:00:00"_s);
    row("the third Friday", u"0 0 0 ? * 6#3"_s, utc, u"2026-11-01 00:00:00"_s, u"2026-11-20 00:00:00"_s);
    row("a fifth Monday waits for one", u"0 0 0 ? * MON#5"_s, utc, u"2026-11-01 00:00:00"_s, u"2026-11-30 00:00:00"_s);
    row("a year far off", u"0 0 0 1 1 ? 2031"_s, utc, u"2026-11-23 00:00:00"_s, u"2031-01-01 00:00:00"_s);
    row("a list of years", u"0 0 0 1 1 ? 2026,2031/30"_s, utc, u"2031-01-01 00:00:00"_s, u"2061-01-01 00:00:00"_s);
    row("one in the morning of New York", u"0 0 1 * * ?"_s, newYork, u"2026-11-23 00:00:00"_s,
        u"2026-11-23 06:00:00"_s);
    row("New York in summer", u"0 0 1 * * ?"_s, newYork, u"2026-07-01 06:00:00"_s, u"2026-07-02 05:00:00"_s);
    row("the spring gap is left out", u"0 30 2 * * ?"_s, newYork, u"2026-03-07 07:30:00"_s, u"2026-03-09 06:30:00"_s);
    row("an hourly job goes on behind the gap", u"0 0 * * * ?"_s, newYork, u"2026-03-08 06:00:00"_s,
        u"2026-03-08 07:00:00"_s);
    row("the repeated hour fires in standard time", u"0 30 1 * * ?"_s, newYork, u"2026-11-01 00:00:00"_s,
        u"2026-11-01 06:30:00"_s);
    row("and only once", u"0 30 1 * * ?"_s, newYork, u"2026-11-01 06:30:00"_s, u"2026-11-02 06:30:00"_s);
    row("asked in the first of the two hours", u"0 10 1 * * ?"_s, newYork, u"2026-11-01 05:40:00"_s,
        u"2026-11-01 06:10:00"_s);
    row("a half-hour clock change", u"0 45 1 * * ?"_s, u"Australia/Lord_Howe"_s, u"2026-04-04 14:00:00"_s,
        u"2026-04-04 15:15:00"_s);
    row("a day that Samoa never had", u"0 0 12 30 12 ?"_s, u"Pacific/Apia"_s, u"2011-12-01 00:00:00"_s,
        u"2012-12-29 22:00:00"_s);
}

void TestQuartzCron::firesNextAt()
{
    QFETCH(QString, expression);
    QFETCH(QString, zone);
    QFETCH(QString, after);
    QFETCH(QString, expected);

    const auto cron = QuartzCron::parse(expression);
    QVERIFY2(cron.has_value(), cron ? "" : qPrintable(cron.error()));
    const std::optional<QDateTime> next = cron->nextAfter(utcTime(after), zoneNamed(zone));
    QVERIFY(next.has_value());
    QCOMPARE(next->timeSpec(), Qt::UTC);
    QCOMPARE(next->toString(u"yyyy-MM-dd HH:mm:ss"_s), expected);
}

void TestQuartzCron::refuses_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("says");
    const QString oneQuestionMark = u"Exactly one"_s;
    QTest::newRow("nothing") << QString() << u"six or seven"_s;
    QTest::newRow("a Unix expression") << u"0 1 * * *"_s << u"six or seven"_s;
    QTest::newRow("eight fields") << u"0 0 1 * * ? 2026 x"_s << u"six or seven"_s;
    QTest::newRow("both day fields") << u"0 0 1 1 * MON"_s << oneQuestionMark;
    QTest::newRow("two stars") << u"0 0 1 * * *"_s << oneQuestionMark;
    QTest::newRow("two question marks") << u"0 0 1 ? * ?"_s << oneQuestionMark;
    QTest::newRow("a question mark for hours") << u"0 0 ? * * ?"_s << u"hours"_s;
    QTest::newRow("second 60") << u"60 0 1 * * ?"_s << u"seconds"_s;
    QTest::newRow("hour 24") << u"0 0 24 * * ?"_s << u"hours"_s;
    QTest::newRow("day 0") << u"0 0 0 0 * ?"_s << u"day of month"_s;
    QTest::newRow("month 13") << u"0 0 0 1 13 ?"_s << u"month"_s;
    QTest::newRow("an unknown name") << u"0 0 0 ? * FRY"_s << u"day of week"_s;
    QTest::newRow("an unknown last day") << u"0 0 0 ? * FRYL"_s << u"day of week"_s;
    QTest::newRow("a sixth Friday") << u"0 0 0 ? * 6#6"_s << u"day of week"_s;
    QTest::newRow("L in a list") << u"0 0 0 1,L * ?"_s << u"day of month"_s;
    QTest::newRow("W on a range") << u"0 0 0 1-5W * ?"_s << u"day of month"_s;
    QTest::newRow("L-31") << u"0 0 0 L-31 * ?"_s << u"day of month"_s;
    QTest::newRow("a step of nothing") << u"0 0/0 * * * ?"_s << u"minutes"_s;
    QTest::newRow("a step beyond the field") << u"0 0/60 * * * ?"_s << u"minutes"_s;
    QTest::newRow("years backwards") << u"0 0 0 1 1 ? 2030-2026"_s << u"year"_s;
    QTest::newRow("a sign") << u"+5 0 0 1 1 ?"_s << u"seconds"_s;
    QTest::newRow("an empty list item") << u"0,,5 0 0 1 1 ?"_s << u"seconds"_s;
    QTest::newRow("very long") << QString(600, u'0') + u" 0 0 1 1 ?"_s << u"six or seven"_s;
}

void TestQuartzCron::refuses()
{
    QFETCH(QString, expression);
    QFETCH(QString, says);
    const auto cron = QuartzCron::parse(expression);
    QVERIFY(!cron.has_value());
    QVERIFY2(cron.error().contains(says), qPrintable(cron.error()));
}

void TestQuartzCron::neverFiresAgain_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("zone");
    QTest::newRow("the 30th of February") << u"0 0 0 30 2 ?"_s << u"UTC"_s;
    QTest::newRow("a year gone by") << u"0 0 0 * * ? 2025"_s << u"UTC"_s;
    QTest::newRow("an unknown zone") << u"0 0 0 * * ?"_s << u"Mars/Olympus"_s;
}

void TestQuartzCron::neverFiresAgain()
{
    QFETCH(QString, expression);
    QFETCH(QString, zone);
    const auto cron = QuartzCron::parse(expression);
    QVERIFY(cron.has_value());
    QVERIFY(!cron->nextAfter(utcTime(u"2026-11-23 00:00:00"_s), zoneNamed(zone)).has_value());
}

void TestQuartzCron::agreesWithASlowOracle_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("from");
    for (const QString &zone : {u"America/New_York"_s, u"Europe/Berlin"_s, u"Australia/Lord_Howe"_s,
                                u"America/Havana"_s, u"Asia/Kolkata"_s, u"America/Santiago"_s}) {
        for (const QString &from : {u"2026-03-06"_s, u"2026-03-27"_s, u"2026-04-03"_s, u"2026-09-04"_s, u"2026-10-02"_s,
                                    u"2026-10-23"_s, u"2026-10-30"_s}) {
            QTest::newRow(qPrintable(zone + u' ' + from)) << zone << from;
        }
    }
}

// The oracle lives through four days minute by minute and looks at the wall clock of each.
void TestQuartzCron::agreesWithASlowOracle()
{
    QFETCH(QString, zone);
    QFETCH(QString, from);
    const QTimeZone place = zoneNamed(zone);
    const QDateTime start = utcTime(from + u" 00:00:00"_s);
    const int days = 4;
    QMap<QDateTime, QDateTime> lastOccurrence; // wall time, as if UTC -> the last instant that shows it
    for (int minute = 0; minute < days * 24 * 60; ++minute) {
        const QDateTime instant = start.addSecs(60LL * minute);
        lastOccurrence.insert(instant.addSecs(place.offsetFromUtc(instant)), instant);
    }
    QRandomGenerator random(7);
    for (int round = 0; round < 8; ++round) {
        const int minuteOf = static_cast<int>(random.bounded(60));
        const int hourOf = static_cast<int>(random.bounded(4));
        const QString expression = u"0 %1 %2-3 * * ?"_s.arg(minuteOf).arg(hourOf);
        const auto cron = QuartzCron::parse(expression);
        QVERIFY(cron.has_value());
        QList<QDateTime> expected;
        for (auto it = lastOccurrence.cbegin(); it != lastOccurrence.cend(); ++it) {
            const QTime wall = it.key().time();
            if (wall.minute() == minuteOf && wall.hour() >= hourOf && wall.hour() <= 3 && it.value() > start)
                expected.append(it.value());
        }
        QList<QDateTime> found;
        QDateTime at = start;
        while (const auto next = cron->nextAfter(at, place)) {
            if (*next >= start.addDays(days))
                break;
            found.append(*next);
            at = *next;
        }
        QVERIFY2(found == expected, qPrintable(expression));
    }
}

QTEST_GUILESS_MAIN(TestQuartzCron)
#include "tst_quartzcron.moc"
