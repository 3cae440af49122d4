// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// AdvicePanel: one sentence, its reason and at most one button, which opens a page and never acts.
#pragma once

#include "models/views/advicebar.h"
#include "ui/widgets/panel.h"

namespace twinlake {

class ActionButton;
class PlainLabel;
class StateLabel;

class AdvicePanel : public Panel {
    Q_OBJECT
public:
    explicit AdvicePanel(QWidget *parent = nullptr);

    void show(const AdviceBar &advice);

Q_SIGNALS:
    void chosen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ToneToken m_edge = ToneToken::Unknown;
    StateLabel *m_icon;
    PlainLabel *m_headline;
    PlainLabel *m_reason;
    ActionButton *m_action;
};

} // namespace twinlake
