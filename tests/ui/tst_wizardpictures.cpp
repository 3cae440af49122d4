// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures of every page of the wizard and of the lag page, in three themes. With TWINLAKE_PICTURES set they are kept.
#include "tests/support/fakeoperatorcommands.h"
#include "tests/support/sampleruns.h"
#include "tests/support/sampletroubles.h"
#include "ui/lag/lagpage.h"
#include "ui/runbook/runbookpage.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QChartView>
#include <QDir>
#include <QFontMetrics>
#include <QLineEdit>
#include <QLineSeries>
#include <QPushButton>
#include <QTest>

#include <cmath>

using namespace twinlake;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class TestWizardPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPageFits_data();
    void everyPageFits();
    void theLagPageFits_data();
    void theLagPageFits();
};

namespace {

constexpr QSize pageSize(1208, 632); // 1280x720 without band, nav and status line

class WavyHistory : public History {
public:
    void append(QList<LagSample>) override { }
    void lagWindow(LagQuestion question, QObject *, std::function<void(LagWindow)> answer) override
    {
        LagWindow window{question, {}};
        const Duration step = between(question.from, question.to) / 240;
        for (int i = 0; i < 240; ++i) {
            const Instant at = later(question.from, step * i);
            const Duration low(qint64(35000 + 15000 * std::sin(i * 0.5)));
            const Duration aged = 20min + step * (i % 150);
            window.columns.secondary.append({at, aged, aged});
            if (at > samples::t0())
                window.columns.primary.append({at, {}, {}});
            else
                window.columns.primary.append({at, low, low + 4s});
        }
        answer(window);
    }
};

void keep(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("TWINLAKE_PICTURES");
    if (!folder.isEmpty() && QDir().mkpath(folder))
        QVERIFY(widget.grab().save(u"%1/%2.png"_s.arg(folder, name)));
}

void nothingIsClipped(const QWidget &page)
{
    for (const QPushButton *button : page.findChildren<QPushButton *>()) {
        if (button->isVisible())
            QVERIFY2(button->width() >= QFontMetrics(button->font()).horizontalAdvance(button->text()),
                     qPrintable(button->text()));
    }
    for (const PlainLabel *label : page.findChildren<PlainLabel *>()) {
        if (label->isVisible() && !label->text().isEmpty())
            QVERIFY2(label->height() >= QFontMetrics(label->font()).height() - 2, qPrintable(label->text()));
    }
}

void addThemes(const QString &name)
{
    for (const auto &[theme, suffix] : {std::pair(ThemeName::Dark, u"dark"_s), std::pair(ThemeName::Light, u"light"_s),
                                        std::pair(ThemeName::HighContrast, u"contrast"_s)})
        QTest::newRow(qPrintable(name + u' ' + suffix)) << name << int(theme) << suffix;
}

/// What a page shows only after somebody did something.
void act(const QString &name, WizardViewModel &viewModel, RunbookPage &page)
{
    if (name == "two-incidents"_L1) {
        RunState second = samples::goGate();
        second.id = IncidentId{u"INC-0044"_s};
        second.group = u"payments"_s;
        viewModel.setRunState(second);
        QVERIFY(page.findChild<QWidget *>(u"incidentsView"_s)->isVisible());
    } else if (name == "start-another"_L1) {
        viewModel.show(1);
        QVERIFY(page.findChild<QWidget *>(u"startButton"_s)->isVisible());
    } else if (name == "second-person"_L1) {
        QTest::keyClicks(page.findChild<QLineEdit *>(u"regionEdit"_s), u"us-west-2"_s);
        QTRY_VERIFY(viewModel.canConfirm());
        QTest::mouseClick(page.findChild<QPushButton *>(u"confirmButton"_s), Qt::LeftButton);
        QTest::keyClicks(page.findChild<QLineEdit *>(u"secretEdit"_s), u"not-a-real-token"_s);
    } else if (name == "moved-on"_L1) {
        const WizardQuestion asked = viewModel.question();
        RunState next = samples::failoverAt(u"quiet"_s, StepStatus::Failed);
        ++next.lastSequence;
        viewModel.setRunState(next);
        viewModel.skip(asked, u"known"_s);
        QVERIFY(page.findChild<QWidget *>(u"noticeLabel"_s)->isVisible());
    }
}

RunState runCalled(const QString &name)
{
    if (name == "declare"_L1)
        return samples::declareGate();
    if (name == "go"_L1)
        return samples::goGate();
    if (name == "activate"_L1)
        return samples::activateGate();
    if (name == "blocked"_L1)
        return samples::blockedGate();
    if (name == "catchup"_L1)
        return samples::catchingUp();
    if (name == "rule"_L1 || name == "rule-asked"_L1)
        return samples::repointAt(
            StepStatus::Blocked, u"I3: consumers would lose 2 h 4 min of data that they have already seen."_s, u"I3"_s);
    if (name == "lock-unsure"_L1)
        return samples::lockIsUnsure();
    if (name == "silent"_L1)
        return samples::switchoverWhoseSourceIsSilent();
    if (name == "left-run"_L1)
        return samples::runOfALostConsole();
    if (name == "not-skipped"_L1)
        return samples::planThatSurprises();
    if (name == "two-incidents"_L1 || name == "start-another"_L1)
        return samples::catchingUp();
    if (name == "second-person"_L1) {
        RunState run = samples::activateGate();
        run.gate->secondPerson = true;
        return run;
    }
    if (name == "failed"_L1 || name == "moved-on"_L1)
        return samples::failedStep();
    if (name == "unknown"_L1)
        return samples::outcomeUnknown();
    return samples::passed();
}

} // namespace

void TestWizardPictures::everyPageFits_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("theme");
    QTest::addColumn<QString>("suffix");
    for (const QString &name :
         {u"start"_s, u"declare"_s, u"go"_s, u"activate"_s, u"blocked"_s, u"catchup"_s, u"failed"_s, u"unknown"_s,
          u"passed"_s, u"rule"_s, u"rule-asked"_s, u"silent"_s, u"left-run"_s, u"two-incidents"_s, u"start-another"_s,
          u"second-person"_s, u"not-skipped"_s, u"moved-on"_s, u"lock-unsure"_s})
        addThemes(name);
}

void TestWizardPictures::everyPageFits()
{
    QFETCH(QString, name);
    QFETCH(int, theme);
    QFETCH(QString, suffix);
    Theme::apply(*qApp, ThemeName(theme));
    FakeOperatorCommands commands;
    WizardViewModel viewModel(commands);
    viewModel.arming().setDelay(0ms);
    viewModel.setEstate(samples::estate());
    viewModel.tick(later(samples::t0(), 12min));
    viewModel.setSnapshot(samples::snapshot(later(samples::t0(), 12min)));
    if (name != "start"_L1)
        viewModel.setRunState(runCalled(name));
    RunbookPage page(viewModel);
    page.resize(pageSize);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QCOMPARE(page.size(), pageSize); // its smallest size is not larger
    QVERIFY(!page.findChild<QLabel *>(u"headlineLabel"_s)->text().isEmpty());
    if (name == "rule-asked"_L1) {
        auto *set = page.findChild<QPushButton *>(u"reasonButton"_s);
        QTest::mouseClick(page.findChild<QPushButton *>(u"overrideButton"_s), Qt::LeftButton);
        auto *field = page.findChild<QLineEdit *>(u"reasonEdit"_s);
        QTest::keyClicks(field, u"the owner of the data agrees"_s);
        QVERIFY(!set->isEnabled()); // the rule's number is missing
        field->clear();
        QTest::keyClicks(field, u"I3 the owner of the data agrees"_s);
        QVERIFY(set->isEnabled());
        QTest::mouseClick(set, Qt::LeftButton);
        QCOMPARE(commands.sent, QStringList{u"override repoint I3 the owner of the data agrees"_s});
        RunState next = runCalled(name);
        ++next.lastSequence;
        viewModel.setRunState(next);
        QTest::mouseClick(page.findChild<QPushButton *>(u"overrideButton"_s), Qt::LeftButton);
    }
    act(name, viewModel, page);
    QCoreApplication::processEvents(); // what was just shown gets its size
    nothingIsClipped(page);
    keep(page, u"wizard-%1-%2"_s.arg(name, suffix));
}

void TestWizardPictures::theLagPageFits_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("theme");
    QTest::addColumn<QString>("suffix");
    addThemes(u"lag"_s);
}

void TestWizardPictures::theLagPageFits()
{
    QFETCH(int, theme);
    QFETCH(QString, suffix);
    Theme::apply(*qApp, ThemeName(theme));
    WavyHistory history;
    LagViewModel viewModel;
    Estate estate = samples::estate();
    estate.regions.primary.label = u"<b>us-east-1</b>"_s; // a label is text, never markup
    viewModel.setEstate(estate);
    viewModel.setHistory(&history);
    viewModel.setRunState(samples::catchingUp());
    viewModel.tick(later(samples::t0(), 20min));
    viewModel.chooseRange(2h);
    LagPage page(viewModel);
    page.resize(pageSize);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    viewModel.select(later(samples::t0(), -30min));
    nothingIsClipped(page);
    keep(page, u"lag-%1"_s.arg(suffix));

    const auto *chart = page.findChild<QChartView *>(u"lagChart"_s);
    QVERIFY(chart);
    QVERIFY(chart->chart()->title().isEmpty());
    const double t0 = double(samples::t0().toMSecsSinceEpoch());
    for (const QAbstractSeries *series : chart->chart()->series()) {
        QVERIFY(series->name().isEmpty());
        const auto points = static_cast<const QLineSeries *>(series)->points();
        QVERIFY(points.size() <= 2LL * pageSize.width());
    }
    const auto primary = static_cast<const QLineSeries *>(chart->chart()->series().first())->points();
    QVERIFY(!primary.isEmpty());
    QVERIFY(primary.last().x() <= t0); // the silence after T0 is not bridged
}

QTEST_MAIN(TestWizardPictures)
#include "tst_wizardpictures.moc"
