// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// GroupCardPanel: one failover group as a card. Arrow keys move between cards, a click or Enter selects one;
// Enter on one that has an incident open shows it.
#pragma once

#include "models/views/groupcard.h"
#include "ui/widgets/panel.h"

namespace twinlake {

class ActionButton;
class FigureTilePanel;
class PlainLabel;
class StateLabel;

class GroupCardPanel : public Panel {
    Q_OBJECT
public:
    explicit GroupCardPanel(QWidget *parent = nullptr);

    void show(const GroupCard &card);

Q_SIGNALS:
    void chosen(const QString &group);
    /// The card's incident is to be shown.
    void opened(const QString &group);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_group;
    PlainLabel *m_name;
    StateLabel *m_pointer;
    StateLabel *m_readiness;
    ActionButton *m_open;
    FigureTilePanel *m_servedAge;
    FigureTilePanel *m_dataAtRisk;
    FigureTilePanel *m_takeover;
};

} // namespace twinlake
