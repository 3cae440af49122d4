// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ModeFrame: the 6 px pattern around a window that cannot touch production (DRY RUN, REHEARSAL); no frame in the
// others.
#pragma once

#include "models/views/mode.h"

#include <QWidget>

class QVBoxLayout;

namespace twinlake {

class ModeFrame : public QWidget {
    Q_OBJECT
public:
    explicit ModeFrame(QWidget *content, QWidget *parent = nullptr);

    void setMode(Mode mode);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Mode m_mode = Mode::ReadOnly;
    QVBoxLayout *m_layout;
};

} // namespace twinlake
