// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runbook page under a mouse and a keyboard, offscreen.
#include "tests/support/fakeoperatorcommands.h"
#include "tests/support/sampleruns.h"
#include "ui/runbook/runbookpage.h"
#include "ui/widgets/theme.h"

#include <QApplication>
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

QTEST_MAIN(TestRunbookPage)
#include "tst_runbookpage.moc"
