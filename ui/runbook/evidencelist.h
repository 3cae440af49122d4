// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// EvidenceList: witnesses and checks as 26 px rows: question, verdict, answer, age. The order is the model's.
#pragma once

#include <QListView>

namespace twinlake {

class EvidenceList : public QListView {
    Q_OBJECT

public:
    explicit EvidenceList(QAbstractItemModel *model, QWidget *parent = nullptr);

    /// As high as its rows: the page scrolls, the list does not.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {280, sizeHint().height()}; }

protected:
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace twinlake
