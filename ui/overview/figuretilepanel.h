// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FigureTilePanel: a figure under its label, how much of the objective it uses, and its age.
#pragma once

#include "models/views/groupcard.h"

#include <QWidget>

namespace twinlake {

class FigureLabel;
class ObjectiveBar;
class PlainLabel;

class FigureTilePanel : public QWidget {
    Q_OBJECT
public:
    explicit FigureTilePanel(QWidget *parent = nullptr);

    void show(const FigureTile &tile);

private:
    PlainLabel *m_label;
    FigureLabel *m_figure;
    ObjectiveBar *m_bar;
    PlainLabel *m_detail;
};

} // namespace twinlake
