// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "tests/ui/rehearseddriver.h"

#include "ui/shell/mainwindow.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QTest>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

RehearsedDriver::RehearsedDriver(RehearsalWindow &rehearsal)
    : m_rehearsal(rehearsal)
{
}

QWidget *RehearsedDriver::window() const
{
    return &m_rehearsal.console()->reader().window();
}

void RehearsedDriver::start(RecipeKind recipe)
{
    m_rehearsal.console()->reader().window().showPage(u"runbook"_s);
    if (auto *close = window()->findChild<QAbstractButton *>(u"closeButton"_s); close && close->isVisible())
        QTest::mouseClick(close, Qt::LeftButton); // the last incident's end is still shown
    WizardViewModel &wizard = m_rehearsal.console()->wizard();
    const QList<WizardOffer> offers = wizard.offers()->offers();
    for (int row = 0; row < offers.size(); ++row) {
        if (offers.at(row).recipe == recipe && offers.at(row).group == "orders"_L1)
            wizard.chooseOffer(row);
    }
    auto *button = window()->findChild<QAbstractButton *>(u"startButton"_s);
    if (button && button->isEnabled())
        QTest::mouseClick(button, Qt::LeftButton);
}

bool RehearsedDriver::answerGate()
{
    if (!run() || !run()->gate)
        return false;
    auto *field = window()->findChild<QLineEdit *>(u"regionEdit"_s);
    const QString word = run()->gate->typedWord;
    if (field && field->isVisible() && !word.isEmpty() && field->text() != word) {
        field->clear();
        QTest::keyClicks(field, word);
    }
    auto *confirm = window()->findChild<QAbstractButton *>(u"confirmButton"_s);
    if (!confirm || !confirm->isVisible() || !confirm->isEnabled())
        return false;
    QTest::mouseClick(confirm, Qt::LeftButton);
    return true;
}

bool RehearsedDriver::leave(const QString &button, const QString &reason)
{
    auto *way = window()->findChild<QAbstractButton *>(button);
    auto *field = window()->findChild<QLineEdit *>(u"reasonEdit"_s);
    auto *yes = window()->findChild<QAbstractButton *>(u"reasonButton"_s);
    if (!way || !way->isVisible() || !way->isEnabled() || !field || !yes)
        return false;
    QTest::mouseClick(way, Qt::LeftButton);
    QTest::keyClicks(field, reason);
    if (!yes->isEnabled())
        return false;
    QTest::mouseClick(yes, Qt::LeftButton);
    return true;
}

const std::optional<RunState> &RehearsedDriver::run() const
{
    return m_rehearsal.console()->wizard().run();
}

} // namespace twinlake
