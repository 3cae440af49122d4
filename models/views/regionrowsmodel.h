// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RegionRowsModel: the rows of one region column. Rows keep their place across refreshes; only what changed is redrawn.
#pragma once

#include "models/views/regionrow.h"

#include <QAbstractListModel>

namespace twinlake {

class RegionRowsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        WordRole,
        SignRole, ///< StateSign
        DetailRole,
        AgeRole,
        ToneRole, ///< AgeState as int: how the age and the value are toned
        HatchedRole,
    };

    explicit RegionRowsModel(QObject *parent = nullptr);

    void setRows(QList<RegionRow> rows);
    const QList<RegionRow> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QList<RegionRow> m_rows;
};

} // namespace twinlake
