// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RegionTopEdge: the 3 px edge that says which region serves: in the active colour when proven, dashed when not proven.
#pragma once

#include "models/views/statesign.h"

#include <QWidget>

namespace twinlake {

class RegionTopEdge : public QWidget {
    Q_OBJECT
public:
    explicit RegionTopEdge(int thickness = 3, QWidget *parent = nullptr);

    void setServing(ServingState serving);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ServingState m_serving = ServingState::NotProven;
};

} // namespace twinlake
