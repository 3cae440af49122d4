// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The overview and the wall, rendered from fabricated snapshots: nothing is cut at 1280x720, labels are plain, and with
// TWINLAKE_PICTURES set a PNG of each theme is written for people to look at.
#include "models/views/overviewviewmodel.h"
#include "models/views/shellviewmodel.h"
#include "models/views/wallviewmodel.h"
#include "tests/models/views/sampleestate.h"
#include "ui/overview/overviewpage.h"
#include "ui/shell/mainwindow.h"
#include "ui/wall/wallwindow.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A line with one bump, and a sawtooth; the primary's ends early when `gapAtEnd`.
class DrawnHistory : public History {
public:
    explicit DrawnHistory(bool gapAtEnd)
        : m_gapAtEnd(gapAtEnd)
    {
    }
    void append(QList<LagSample>) override { }
    void lagWindow(LagQuestion question, QObject *, std::function<void(LagWindow)> answer) override
    {
        LagWindow window{question, {}};
        const Duration step = between(question.from, question.to) / question.columns;
        for (int i = 0; i < question.columns; ++i) {
            const Duration calm(qint64(40000 + 9000 * std::sin(i / 4.0) + (i > 110 && i < 122 ? 60000 : 0)));
            const Duration saw = std::chrono::minutes(8 + (i * 9 / 7) % 112);
            const bool gap = m_gapAtEnd && i > question.columns - 8;
            const Instant at = later(question.from, step * i);
            window.columns.primary.append(
                {at, gap ? std::nullopt : std::optional(calm), gap ? std::nullopt : std::optional(calm)});
            window.columns.secondary.append({at, saw, saw});
        }
        answer(window);
    }

private:
    bool m_gapAtEnd;
};

void keep(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("TWINLAKE_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(widget.grab().save(QDir(folder).filePath(name + u".png"_s)));
}

RunState openIncident(const Instant &t0)
{
    RunState run;
    run.group = u"orders"_s;
    run.openedAt = later(t0, 2min);
    run.clocks.t0 = t0;
    const QStringList titles{u"Declare the outage"_s, u"Warm us-west-2"_s,    u"Activate us-west-2"_s,
                             u"Catch up to T0"_s,     u"Repoint consumers"_s, u"Serve and commit"_s};
    for (const QString &title : titles) {
        StepProgress step;
        step.id = {title};
        step.title = title;
        step.status = run.steps.size() < 3 ? StepStatus::Done : StepStatus::ToCome;
        if (run.steps.size() == 3) {
            step.status = StepStatus::Running;
            step.sentence = u"The watermark is 4 min 34 s before T0."_s;
        }
        run.steps.append(step);
    }
    return run;
}

} // namespace

class TestOverviewPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void overview_data()
    {
        QTest::addColumn<int>("theme");
        QTest::addColumn<bool>("outage");
        const QList<std::pair<QByteArray, ThemeName>> themes{
            {"dark", ThemeName::Dark}, {"light", ThemeName::Light}, {"high-contrast", ThemeName::HighContrast}};
        for (const auto &[name, theme] : themes) {
            QTest::newRow((name + "-fine").constData()) << int(theme) << false;
            QTest::newRow((name + "-outage").constData()) << int(theme) << true;
        }
    }

    void overview()
    {
        QFETCH(int, theme);
        QFETCH(bool, outage);
        Theme::apply(*qApp, static_cast<ThemeName>(theme));
        const Estate estate = sample::estate();
        const Instant now = outage ? later(sample::now(), 6min + 24s) : sample::now();
        const EstateSnapshot snapshot =
            outage ? sample::outage(estate, sample::now(), 6min + 24s) : sample::fine(estate, now);
        DrawnHistory history(outage);
        ShellViewModel shell;
        shell.setMode(Mode::Live);
        shell.setEstate(estate);
        shell.setPerson(u"on-call-1"_s);
        shell.setSnapshot(snapshot);
        shell.setRemarks({u"journal durable"_s});
        shell.setBadge(u"runbook"_s, outage ? 3 : 0);
        shell.tick(now);
        OverviewViewModel overview;
        overview.setEstate(estate);
        overview.setTakeover(u"orders"_s, {14min, 18min, 11});
        overview.setSnapshot(snapshot);
        overview.setHistory(&history);
        overview.tick(now);
        MainWindow window(shell);
        auto *page = new OverviewPage(overview);
        window.addPage(u"overview"_s, u"Overview"_s, u"overview"_s, page);
        window.addPage(u"lag"_s, u"Lag"_s, u"lag"_s, new QWidget);
        window.addPage(u"runbook"_s, u"Runbook"_s, u"runbook"_s, new QWidget);
        window.resize(1280, 720);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(window.size(), QSize(1280, 720)); // the page fits, it does not push
        checkWidgets(window);
        keep(window, u"overview-"_s + QString::fromLatin1(QTest::currentDataTag()));
    }

    void aCardWithAnOpenIncidentOpensIt()
    {
        Theme::apply(*qApp, ThemeName::Dark);
        const Estate estate = sample::estate();
        const Instant now = later(sample::now(), 6min + 24s);
        ShellViewModel shell;
        shell.setMode(Mode::Live);
        shell.setEstate(estate);
        shell.tick(now);
        OverviewViewModel overview;
        overview.setEstate(estate);
        overview.setSnapshot(sample::outage(estate, sample::now(), 6min + 24s));
        overview.tick(now);
        RunState orders = openIncident(sample::now());
        orders.id = IncidentId{u"INC-1"_s};
        overview.setRunState(orders);
        RunState payments = orders;
        payments.id = IncidentId{u"INC-2"_s};
        payments.group = u"payments"_s;
        payments.gate = OpenGate();
        overview.setRunState(payments);
        shell.setBadge(u"runbook"_s, overview.waitingIncidents());
        MainWindow window(shell);
        window.addPage(u"overview"_s, u"Overview"_s, u"overview"_s, new OverviewPage(overview));
        window.addPage(u"runbook"_s, u"Runbook"_s, u"runbook"_s, new QWidget);
        window.resize(1280, 720);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        checkWidgets(window);
        QSignalSpy chosen(&overview, &OverviewViewModel::actionChosen);
        QTest::mouseClick(window.findChild<QAbstractButton *>(u"openIncident/orders"_s), Qt::LeftButton);
        QTest::keyClick(window.findChild<QWidget *>(u"card/payments"_s), Qt::Key_Return);
        QTest::keyClick(window.findChild<QWidget *>(u"card/clickstream"_s), Qt::Key_Return); // none is open there
        QVERIFY(!window.findChild<QWidget *>(u"openIncident/clickstream"_s)->isVisible());
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen.at(0).at(1).toString(), u"orders"_s);
        QCOMPARE(chosen.at(1).at(1).toString(), u"payments"_s);
        keep(window, u"overview-incidents"_s);
    }

    void rehearsalWindowIsFramed()
    {
        Theme::apply(*qApp, ThemeName::Dark);
        ShellViewModel shell;
        shell.setMode(Mode::Rehearsal);
        shell.setScenario(u"scenario regional-outage, seed 7"_s);
        shell.tick(sample::now(), 10);
        MainWindow window(shell);
        window.addPage(u"overview"_s, u"Overview"_s, u"overview"_s, new QWidget);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QImage picture = window.grab().toImage();
        int striped = 0;
        for (int y = 100; y < 400; ++y)
            striped += picture.pixelColor(2, y) == QColor(0xf2, 0xc2, 0x00) ? 1 : 0;
        QVERIFY2(striped > 100 && striped < 200, qPrintable(QString::number(striped)));
        keep(window, u"rehearsal-frame"_s);
    }

    void keysShowPagesAndThePalette()
    {
        ShellViewModel shell;
        MainWindow window(shell);
        window.addPage(u"overview"_s, u"Overview"_s, u"overview"_s, new QWidget);
        window.addPage(u"lag"_s, u"Lag"_s, u"lag"_s, new QWidget);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_2);
        QCOMPARE(window.currentPage(), u"lag"_s);
        QSignalSpy wall(&window, &MainWindow::wallRequested);
        QTest::keyClick(&window, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(wall.size(), 1);
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        auto *field = window.findChild<QWidget *>(u"paletteField"_s);
        QTRY_VERIFY(field->isVisible());
        QTest::keyClicks(field, u"overv"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(window.currentPage(), u"overview"_s);
        QVERIFY(!field->isVisible());
    }

    void wall_data()
    {
        QTest::addColumn<bool>("incident");
        QTest::newRow("calm") << false;
        QTest::newRow("incident") << true;
    }

    void wall()
    {
        QFETCH(bool, incident);
        Theme::apply(*qApp, ThemeName::Dark);
        const Estate estate = sample::estate();
        const Instant now = incident ? later(sample::now(), 20min) : sample::now();
        WallViewModel model;
        DrawnHistory history(false);
        model.setEstate(estate);
        model.setHistory(&history);
        model.setTakeover(u"orders"_s, {14min, 18min, 11});
        model.setSnapshot(incident ? sample::outage(estate, sample::now(), 20min) : sample::fine(estate, now));
        if (incident)
            model.setIncident(openIncident(sample::now()));
        model.tick(now);
        WallWindow window(model);
        window.resize(1920, 1080);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QVERIFY(window.findChildren<QAbstractButton *>().isEmpty());
        keep(window, u"wall-"_s + QString::fromLatin1(QTest::currentDataTag()));
    }

private:
    static void checkWidgets(QWidget &window)
    {
        const auto labels = window.findChildren<QLabel *>();
        QVERIFY(labels.size() > 10);
        for (const QLabel *label : labels)
            QCOMPARE(label->textFormat(), Qt::PlainText);
        const auto all = window.findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            if (!widget->isVisible() || widget->focusProxy() || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
        for (const QLabel *label : labels) {
            if (!label->isVisible())
                continue;
            QVERIFY2(label->height() >= label->fontMetrics().height() - 2, qPrintable(label->text()));
            // A sentence may elide, but the headline of an advice is what the page is for.
            if (label->objectName() == u"adviceHeadline"_s)
                QVERIFY2(label->sizeHint().width() <= label->width(), qPrintable(label->text()));
        }
    }
};

QTEST_MAIN(TestOverviewPictures)
#include "tst_overviewpictures.moc"
