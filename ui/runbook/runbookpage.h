// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RunbookPage: failover and failback as a wizard: head, steps on the left, the step's page on the right, foot. Closing
// the window loses nothing: the incident lives in the journal.
#pragma once

#include "models/views/wizardviewmodel.h"

#include <QWidget>

class QListView;
class QStackedWidget;
class QVBoxLayout;

namespace twinlake {

class PlainLabel;
class RunbookFoot;
class RunbookHead;
class StepPanel;

class RunbookPage : public QWidget {
    Q_OBJECT

public:
    /// `viewModel` must outlive the page.
    explicit RunbookPage(WizardViewModel &viewModel, QWidget *parent = nullptr);

private:
    QWidget *buildSide();
    void buildSwitcher(QVBoxLayout *box);
    QWidget *buildNotice();
    void refreshSwitcher();
    void focusSafely();
    QListView *buildList(QAbstractItemModel *model, const QString &name, int rows);
    void refresh();

    WizardViewModel &m_viewModel;
    RunbookHead *m_head;
    QListView *m_incidents = nullptr;
    QWidget *m_noticeBar = nullptr;
    PlainLabel *m_notice = nullptr;
    PlainLabel *m_sideTitle = nullptr;
    PlainLabel *m_sideUnit = nullptr;
    QStackedWidget *m_lists = nullptr;
    QListView *m_steps = nullptr;
    QListView *m_offers = nullptr;
    StepPanel *m_panel;
    RunbookFoot *m_foot;
};

} // namespace twinlake
