// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WallWindow: full screen, read-only, no control of any kind. Holding Esc for two seconds leaves it.
#pragma once

#include "models/views/wallviewmodel.h"

#include <QTimer>
#include <QWidget>

namespace twinlake {

class ModeBand;
class WallCanvas;

class WallWindow : public QWidget {
    Q_OBJECT
public:
    /// `viewModel` must outlive the window.
    explicit WallWindow(WallViewModel &viewModel, QWidget *parent = nullptr);

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void refresh();

    WallViewModel &m_viewModel;
    ModeBand *m_band;
    WallCanvas *m_canvas;
    QTimer m_leave;
};

} // namespace twinlake
