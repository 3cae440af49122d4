// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RunbookHead: title, RTO clock, data at risk and pointer, 68 px high, over every step.
#pragma once

#include "models/views/wizardhead.h"
#include "ui/widgets/panel.h"

class QHBoxLayout;

namespace twinlake {

class FigureLabel;
class ObjectiveBar;
class PlainLabel;

class RunbookHead : public Panel {
    Q_OBJECT

public:
    explicit RunbookHead(QWidget *parent = nullptr);

    void showHead(const WizardHead &head);

private:
    struct Figure {
        PlainLabel *caption = nullptr;
        FigureLabel *value = nullptr;
    };
    Figure addFigure(QHBoxLayout *row, bool clock);
    static void showFigure(const Figure &figure, const HeadFigure &shown);

    PlainLabel *m_title;
    PlainLabel *m_subtitle;
    Figure m_rto;
    PlainLabel *m_rtoOf;
    ObjectiveBar *m_rtoBar;
    Figure m_dataAtRisk;
    Figure m_pointer;
};

} // namespace twinlake
