// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LagTwinModel: the lag chart as a table, newest first: marks, changes and even steps between, one value a region.
#pragma once

#include "models/views/laglines.h"

#include <QAbstractTableModel>

namespace twinlake {

/// A moment that the chart marks: T0 solid, others dashed.
struct LagMark {
    Instant at;
    QString label;
    bool isT0 = false;

    friend bool operator==(const LagMark &, const LagMark &) = default;
};

struct LagTwinRow {
    Instant at;
    QString note; ///< "T0", "declared", "peak"; empty for an even step
    PerRegion<QString> lag;
    PerRegion<bool> unknown; ///< no answer: the value is not a number

    friend bool operator==(const LagTwinRow &, const LagTwinRow &) = default;
};

/// Marks, peaks, first silences, the newest reading and seven even steps of [from, to]; at most 16 rows.
QList<LagTwinRow> lagTwinRows(const PerRegion<LagLine> &lines, const QList<LagMark> &marks, const Instant &from,
                              const Instant &to);

class LagTwinModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { At, Primary, Secondary, ColumnCount };
    enum Role { NoteRole = Qt::UserRole, UnknownRole, InstantRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(QList<LagTwinRow> rows);
    void setRegionLabels(PerRegion<QString> labels);
    /// The row nearest to `at`, or -1 without rows.
    int rowNearest(const Instant &at) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<LagTwinRow> m_rows;
    PerRegion<QString> m_labels;
};

} // namespace twinlake
