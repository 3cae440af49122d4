// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RegionColumn: one region of the selected group: who it is, whether it serves, its rows and its lag chart.
#pragma once

#include "models/views/overviewviewmodel.h"
#include "ui/widgets/panel.h"

class QListView;

namespace twinlake {

class PlainLabel;
class RegionTopEdge;
class ServingBadge;
class SparkChart;
class StateLabel;

class RegionColumn : public Panel {
    Q_OBJECT
public:
    RegionColumn(RegionRowsModel &rows, Region region, QWidget *parent = nullptr);

    void show(const RegionHead &head);
    void showSpark(const LagSpark &spark);

private:
    QWidget *buildHead();
    QWidget *buildChart();

    RegionTopEdge *m_edge;
    PlainLabel *m_label;
    PlainLabel *m_side;
    StateLabel *m_role;
    ServingBadge *m_serving;
    QListView *m_rows;
    PlainLabel *m_title;
    PlainLabel *m_note;
    SparkChart *m_chart;
};

} // namespace twinlake
