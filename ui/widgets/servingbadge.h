// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ServingBadge: SERVING filled, SERVING NOT PROVEN dashed, NOT SERVING outlined.
#pragma once

#include "models/views/statesign.h"

#include <QWidget>

namespace twinlake {

class ServingBadge : public QWidget {
    Q_OBJECT
public:
    explicit ServingBadge(QWidget *parent = nullptr);

    void setServing(ServingState serving);
    ServingState serving() const { return m_serving; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ServingState m_serving = ServingState::NotProven;
};

} // namespace twinlake
