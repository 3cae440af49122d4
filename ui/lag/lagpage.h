// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LagPage: the lag chart with its choices above and its table twin beside it.
#pragma once

#include "models/views/lagviewmodel.h"

#include <QWidget>

class QTableView;

namespace twinlake {

class ActionButton;
class ChoiceBar;
class LagChart;
class PlainLabel;

class LagPage : public QWidget {
    Q_OBJECT

public:
    /// `viewModel` must outlive the page.
    explicit LagPage(LagViewModel &viewModel, QWidget *parent = nullptr);

private:
    QWidget *buildHead();
    QWidget *buildChart();
    QWidget *buildTwin();
    void refresh();
    void showSelection();

    LagViewModel &m_viewModel;
    PlainLabel *m_title = nullptr;
    PlainLabel *m_notice = nullptr;
    ChoiceBar *m_groups = nullptr;
    ActionButton *m_tables = nullptr;
    ChoiceBar *m_ranges = nullptr;
    QTableView *m_twin = nullptr;
};

} // namespace twinlake
