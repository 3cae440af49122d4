// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WallCanvas: everything of the wall below its mode band, painted for 1920x1080 and scaled to the screen, so that what
// is readable at five metres stays so on any screen.
#pragma once

#include "models/views/wallviewmodel.h"

#include <QWidget>

namespace twinlake {

class WallBrush;

class WallCanvas : public QWidget {
    Q_OBJECT
public:
    static constexpr int designWidth = 1920;
    static constexpr int designHeight = 1080;
    static constexpr int bandHeight = 72;

    explicit WallCanvas(WallViewModel &viewModel, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void paintHeadline(WallBrush &brush) const;
    void paintTile(WallBrush &brush, const QRect &box, const WallTile &tile) const;
    void paintSmallTile(WallBrush &brush, const QRect &box, const WallTile &tile) const;
    void paintRegion(WallBrush &brush, const QRect &box, const WallRegionLine &line) const;
    void paintIncident(WallBrush &brush, const WallIncident &incident) const;

    WallViewModel &m_viewModel;
};

} // namespace twinlake
