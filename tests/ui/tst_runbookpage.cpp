// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runbook page under a mouse and a keyboard, offscreen.
#include "tests/support/fakeoperatorcommands.h"
#include "tests/support/sampleruns.h"
#include "ui/runbook/runbookpage.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>

using namespace twinlake;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class TestRunbookPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, ThemeName::Dark); }
    void oneClickStartsTheFailover();
    void theTypedGateIsConfirmedByMouseOnce();
    void enterNeverConfirms();
    void aGateOpensWithTheFocusOnCancel();
    void cancelSendsNothing();
    void endingAsksForAReason();
    void aFailedStepIsRetriedByMouse();
    void theEndIsReadable();
    void theSecondPersonsTokenIsGoneOnceItIsGiven_data();
    void theSecondPersonsTokenIsGoneOnceItIsGiven();
    void nothingReadsTheTokenWhileItIsTyped();
    void aQuestionKeepsWhatItWasAskedFor();
    void aButtonPressedForOneStepIsNotReleasedOnAnother();
    void theSwitcherShowsTheOtherIncident();
};

namespace {

struct Page {
    FakeOperatorCommands commands;
    WizardViewModel viewModel{commands};
    RunbookPage page{viewModel};

    Page()
    {
        viewModel.arming().setDelay(0ms);
        viewModel.setEstate(samples::estate());
        viewModel.tick(later(samples::t0(), 12min));
        page.resize(1208, 636);
        page.show();
        page.activateWindow();
    }
    template <typename Widget = QPushButton>
    Widget *find(const QString &name)
    {
        return page.findChild<Widget *>(name);
    }
    void click(const QString &name) { QTest::mouseClick(find(name), Qt::LeftButton); }
};

} // namespace

void TestRunbookPage::oneClickStartsTheFailover()
{
    Page page;
    QVERIFY(page.find(u"startButton"_s)->isEnabled());
    page.click(u"startButton"_s);
    page.click(u"startButton"_s);
    QCOMPARE(page.commands.sent, QStringList{u"open failover orders "_s});
}

void TestRunbookPage::theTypedGateIsConfirmedByMouseOnce()
{
    Page page;
    page.viewModel.setRunState(samples::activateGate());
    QVERIFY(!page.find(u"confirmButton"_s)->isEnabled());
    QTest::keyClicks(page.find<QLineEdit>(u"regionEdit"_s), u"us-west-2"_s);
    QTRY_VERIFY(page.find(u"confirmButton"_s)->isEnabled());
    page.click(u"confirmButton"_s);
    QVERIFY(!page.find(u"confirmButton"_s)->isEnabled());
    page.click(u"confirmButton"_s);
    QCOMPARE(page.commands.sent, QStringList{u"approve activate/gate us-west-2"_s});
}

void TestRunbookPage::enterNeverConfirms()
{
    Page page;
    page.viewModel.setRunState(samples::activateGate());
    auto *field = page.find<QLineEdit>(u"regionEdit"_s);
    QTest::keyClicks(field, u"us-west-2"_s);
    QTRY_VERIFY(page.find(u"confirmButton"_s)->isEnabled());
    QTest::keyClick(field, Qt::Key_Return);
    QTest::keyClick(page.find(u"confirmButton"_s), Qt::Key_Return);
    QTest::keyClick(&page.page, Qt::Key_Enter);
    QVERIFY(page.commands.sent.isEmpty());
}

void TestRunbookPage::aGateOpensWithTheFocusOnCancel()
{
    Page page;
    page.viewModel.setRunState(samples::goGate());
    QCOMPARE(page.page.focusWidget(), page.find(u"cancelButton"_s));
    page.viewModel.setRunState(samples::failedStep()); // and later, without a gate, on the steps, not on a button
    QCOMPARE(page.page.focusWidget(), page.find<QListView>(u"stepsView"_s));
}

void TestRunbookPage::cancelSendsNothing()
{
    Page page;
    page.viewModel.setRunState(samples::activateGate());
    QTest::keyClicks(page.find<QLineEdit>(u"regionEdit"_s), u"us-west-2"_s);
    QTRY_VERIFY(page.find(u"confirmButton"_s)->isEnabled());
    page.click(u"cancelButton"_s);
    QVERIFY(!page.find(u"confirmButton"_s)->isEnabled());
    QVERIFY(page.find<QLineEdit>(u"regionEdit"_s)->text().isEmpty());
    QVERIFY(page.commands.sent.isEmpty());
}

void TestRunbookPage::endingAsksForAReason()
{
    Page page;
    page.viewModel.setRunState(samples::catchingUp());
    page.click(u"leaveButton"_s);
    QVERIFY(page.commands.sent.isEmpty());
    QVERIFY(!page.find(u"reasonButton"_s)->isEnabled());
    page.click(u"keepButton"_s);
    page.click(u"leaveButton"_s);
    QTest::keyClicks(page.find<QLineEdit>(u"reasonEdit"_s), u"drill over"_s);
    page.click(u"reasonButton"_s);
    QCOMPARE(page.commands.sent, QStringList{u"abort drill over"_s});
}

void TestRunbookPage::aFailedStepIsRetriedByMouse()
{
    Page page;
    page.viewModel.setRunState(samples::failedStep());
    page.click(u"retryButton"_s);
    page.click(u"retryButton"_s);
    QCOMPARE(page.commands.sent, QStringList{u"retry running"_s});
}

void TestRunbookPage::theEndIsReadable()
{
    Page page;
    page.viewModel.setRunState(samples::passed());
    QCOMPARE(page.find<QLabel>(u"resultLabel"_s)->text(), u"PASSED"_s);
    page.click(u"closeButton"_s);
    QVERIFY(page.find(u"startButton"_s)->isVisible());
}

namespace {

const QString canary = u"dapi-second-person-0123456789"_s;

RunState fourEyes()
{
    RunState run = samples::goGate();
    run.gate->secondPerson = true;
    return run;
}

/// Everything that a screen reader, an input method or a script can read of the page's fields.
QStringList readable(QWidget &page)
{
    QStringList all;
    for (QLineEdit *field : page.findChildren<QLineEdit *>()) {
        for (const auto query :
             {Qt::ImSurroundingText, Qt::ImCurrentSelection, Qt::ImTextBeforeCursor, Qt::ImTextAfterCursor}) {
            all.append(field->inputMethodQuery(query).toString());
            QVariant told;
            QMetaObject::invokeMethod(field, "inputMethodQuery", Qt::DirectConnection, Q_RETURN_ARG(QVariant, told),
                                      Q_ARG(Qt::InputMethodQuery, query), Q_ARG(QVariant, QVariant()));
            all.append(told.toString());
        }
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(field);
        for (const auto text : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
            all.append(accessible->text(text));
        if (QAccessibleTextInterface *text = accessible->textInterface())
            all.append(text->text(0, text->characterCount()));
        all.append(field->displayText());
    }
    all.append(QGuiApplication::clipboard()->text());
    return all;
}

} // namespace

void TestRunbookPage::theSecondPersonsTokenIsGoneOnceItIsGiven_data()
{
    QTest::addColumn<QString>("end");
    QTest::newRow("given") << u"reasonButton"_s;
    QTest::newRow("called off") << u"keepButton"_s;
    QTest::newRow("another page is shown") << QString();
}

void TestRunbookPage::theSecondPersonsTokenIsGoneOnceItIsGiven()
{
    QFETCH(const QString, end);
    Page page;
    page.viewModel.setRunState(fourEyes());
    QTRY_VERIFY(page.find(u"confirmButton"_s)->isEnabled());
    page.click(u"confirmButton"_s);
    auto *secret = page.find<QLineEdit>(u"secretEdit"_s);
    QVERIFY(secret->isVisible());
    QVERIFY(!page.find<QLineEdit>(u"reasonEdit"_s)->isVisible());
    QTest::keyClicks(secret, canary);
    if (end.isEmpty())
        page.page.hide();
    else
        page.click(end);
    QCOMPARE(page.commands.sent,
             end == "reasonButton"_L1 ? QStringList{u"together go/gate %1 "_s.arg(canary)} : QStringList());
    page.page.show();
    page.viewModel.setRunState(samples::failedStep());
    for (QLineEdit *field : page.page.findChildren<QLineEdit *>()) {
        field->setEchoMode(QLineEdit::Normal); // the worst that may happen to it
        for (int i = 0; i < 40; ++i) {
            field->undo();
            QVERIFY2(field->text().isEmpty(), qPrintable(field->objectName()));
        }
        for (int i = 0; i < 40; ++i) {
            field->redo();
            QVERIFY2(field->text().isEmpty(), qPrintable(field->objectName()));
        }
    }
}

void TestRunbookPage::nothingReadsTheTokenWhileItIsTyped()
{
    Page page;
    page.viewModel.setRunState(fourEyes());
    QTRY_VERIFY(page.find(u"confirmButton"_s)->isEnabled());
    page.click(u"confirmButton"_s);
    auto *secret = page.find<QLineEdit>(u"secretEdit"_s);
    QGuiApplication::clipboard()->setText(u"before"_s);
    QTest::keyClicks(secret, canary);
    for (const auto key : {Qt::Key_A, Qt::Key_C, Qt::Key_X, Qt::Key_Z, Qt::Key_Y}) {
        QTest::keyClick(secret, key, Qt::ControlModifier);
        for (const QString &text : readable(page.page))
            QVERIFY2(!text.contains(canary.left(4)), qPrintable(text));
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QVERIFY(secret->inputMethodHints().testFlag(Qt::ImhSensitiveData));
    QVERIFY(secret->inputMethodHints().testFlag(Qt::ImhHiddenText));
    QCOMPARE(secret->contextMenuPolicy(), Qt::NoContextMenu);
    QVERIFY(!secret->dragEnabled() && !secret->acceptDrops());
    page.click(u"reasonButton"_s);
    QCOMPARE(page.commands.sent, QStringList{u"together go/gate %1 "_s.arg(canary)});
}

void TestRunbookPage::aQuestionKeepsWhatItWasAskedFor()
{
    Page page;
    page.viewModel.setRunState(samples::failedStep());
    page.click(u"skipButton"_s);
    QTest::keyClicks(page.find<QLineEdit>(u"reasonEdit"_s), u"known"_s);
    RunState meanwhile = samples::failoverAt(u"quiet"_s, StepStatus::Failed); // another step has failed since
    ++meanwhile.lastSequence;
    page.viewModel.setRunState(meanwhile);
    QCOMPARE(page.find<QLineEdit>(u"reasonEdit"_s)->text(), u"known"_s);
    page.click(u"reasonButton"_s);
    QVERIFY(page.commands.sent.isEmpty());
    QVERIFY(page.find<QLabel>(u"noticeLabel"_s)->isVisible());
    QVERIFY(page.find<QLabel>(u"noticeLabel"_s)->text().contains(u"Wait for RUNNING"_s));
    page.click(u"skipButton"_s);
    QTest::keyClicks(page.find<QLineEdit>(u"reasonEdit"_s), u"known"_s);
    page.click(u"reasonButton"_s);
    QCOMPARE(page.commands.sent, QStringList{u"skip quiet known"_s});
    QVERIFY(!page.find<QLabel>(u"noticeLabel"_s)->isVisible());
}

void TestRunbookPage::aButtonPressedForOneStepIsNotReleasedOnAnother()
{
    Page page;
    page.viewModel.setRunState(samples::failedStep());
    QTest::mousePress(page.find(u"retryButton"_s), Qt::LeftButton);
    RunState meanwhile = samples::failoverAt(u"quiet"_s, StepStatus::Failed);
    ++meanwhile.lastSequence;
    page.viewModel.setRunState(meanwhile);
    QTest::mouseRelease(page.find(u"retryButton"_s), Qt::LeftButton);
    QVERIFY(page.commands.sent.isEmpty());
    QVERIFY(page.find<QLabel>(u"noticeLabel"_s)->isVisible());

    RunState running = samples::catchingUp();
    running.lastSequence += 2;
    page.viewModel.setRunState(running);
    QTest::mousePress(page.find(u"pauseButton"_s), Qt::LeftButton);
    running.paused = true;
    ++running.lastSequence;
    page.viewModel.setRunState(running);
    QTest::mouseRelease(page.find(u"pauseButton"_s), Qt::LeftButton);
    QVERIFY(page.commands.sent.isEmpty()); // "Pause" never resumes

    RunState gate = samples::goGate();
    gate.lastSequence += 4;
    page.viewModel.setRunState(gate);
    QTRY_VERIFY(page.find(u"confirmButton"_s)->isEnabled());
    QTest::mousePress(page.find(u"confirmButton"_s), Qt::LeftButton);
    gate.gate->openedAt = later(gate.gate->openedAt, 1min); // it shows something else now
    ++gate.lastSequence;
    page.viewModel.setRunState(gate);
    QTest::mouseRelease(page.find(u"confirmButton"_s), Qt::LeftButton);
    QVERIFY(page.commands.sent.isEmpty());
}

void TestRunbookPage::theSwitcherShowsTheOtherIncident()
{
    Page page;
    auto *switcher = page.find<QListView>(u"incidentsView"_s);
    QVERIFY(!switcher->isVisible());
    page.viewModel.setRunState(samples::failedStep());
    RunState second = samples::goGate();
    second.id = IncidentId{u"INC-0044"_s};
    second.group = u"payments"_s;
    page.viewModel.setRunState(second);
    QVERIFY(switcher->isVisible());
    page.click(u"skipButton"_s);
    QTest::keyClicks(page.find<QLineEdit>(u"reasonEdit"_s), u"known"_s);
    QTest::mouseClick(switcher->viewport(), Qt::LeftButton, {},
                      switcher->visualRect(switcher->model()->index(1, 0)).center());
    QCOMPARE(page.find<QLabel>(u"incidentTitle"_s)->text(), u"Fail over payments to us-west-2"_s);
    QVERIFY(!page.find<QLineEdit>(u"reasonEdit"_s)->isVisible()); // the question went with its incident
    page.click(u"declineButton"_s);
    QTest::keyClicks(page.find<QLineEdit>(u"reasonEdit"_s), u"too early"_s);
    page.click(u"reasonButton"_s);
    QCOMPARE(page.commands.sent, QStringList{u"decline go/gate too early"_s});
    QCOMPARE(page.commands.addressees, QStringList{u"INC-0044"_s});
}

QTEST_MAIN(TestRunbookPage)
#include "tst_runbookpage.moc"
