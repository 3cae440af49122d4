// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FacilitatorPanel: the added column of a rehearsal (visual-design.md 7): virtual clock, hidden truth, faults now, what
// the scenario plans, faults to add. The operator's part of the window does not change because of it.
#pragma once

#include "models/views/facilitatorviewmodel.h"

#include <QFrame>

class QPushButton;
class QVBoxLayout;

namespace twinlake {

class PlainLabel;

class FacilitatorPanel : public QFrame {
    Q_OBJECT

public:
    explicit FacilitatorPanel(FacilitatorViewModel &viewModel, QWidget *parent = nullptr);

private:
    void refresh();
    QWidget *clockRow();
    void addTitle(const QString &text);
    void addFacts(QVBoxLayout *into, const QList<TruthRow> &rows);
    void addFaults(QVBoxLayout *into, const QList<FaultRow> &rows, bool there);

    FacilitatorViewModel &m_viewModel;
    QVBoxLayout *m_column;
    QVBoxLayout *m_truth = nullptr;
    QVBoxLayout *m_faults = nullptr;
    QVBoxLayout *m_planned = nullptr;
    QVBoxLayout *m_offered = nullptr;
    PlainLabel *m_trouble = nullptr;
    QList<QPushButton *> m_speeds;
    QString m_shown; ///< what the rows were built from: they are rebuilt only when it changes
};

} // namespace twinlake
