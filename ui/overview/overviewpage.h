// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// OverviewPage: which region serves, how stale, may I act: readable in five seconds (design.md section 10).
#pragma once

#include "models/views/overviewviewmodel.h"

#include <QWidget>

class QHBoxLayout;
class QScrollArea;

namespace twinlake {

class AdvicePanel;
class GroupCardPanel;
class RegionColumn;

class OverviewPage : public QWidget {
    Q_OBJECT
public:
    /// `viewModel` must outlive the page.
    explicit OverviewPage(OverviewViewModel &viewModel, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildCards();
    void refresh();
    void refreshCards();
    void fitCards();
    void refreshSparks();

    OverviewViewModel &m_viewModel;
    AdvicePanel *m_advice;
    QScrollArea *m_cardScroll = nullptr;
    QHBoxLayout *m_cardRow = nullptr;
    QList<GroupCardPanel *> m_cards;
    PerRegion<RegionColumn *> m_columns;
};

} // namespace twinlake
