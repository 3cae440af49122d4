// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// StatusLine: each host with the age of its last answer, remarks, and the two keys that lead to everything else.
#pragma once

#include "models/views/shellviewmodel.h"
#include "ui/widgets/panel.h"

namespace twinlake {

class StatusLine : public Panel {
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent = nullptr);

    void show(const QList<StatusItem> &items);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<StatusItem> m_items;
};

} // namespace twinlake
