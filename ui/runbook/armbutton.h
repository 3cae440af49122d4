// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ArmButton: the primary button of a gate; a thin bar fills in it while the arm delay runs.
#pragma once

#include "models/views/wizardarming.h"
#include "ui/widgets/actionbutton.h"

namespace twinlake {

class ArmButton : public ActionButton {
    Q_OBJECT

public:
    /// `arming` must outlive the button.
    explicit ArmButton(WizardArming &arming, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    WizardArming &m_arming;
    QTimer m_frames;
};

} // namespace twinlake
