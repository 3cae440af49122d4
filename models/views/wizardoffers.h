// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardOffers: what can be started when no incident is shown: one failover and one failback a group, each with what is
// known now and what it will do.
#pragma once

#include "models/views/wizardpage.h"

#include <QAbstractListModel>

namespace twinlake {

struct WizardOffer {
    RecipeKind recipe = RecipeKind::Failover;
    QString group;
    QString title; ///< "Fail over orders to us-west-2"
    bool fits = true; ///< false: the pointer says that its end is reached already
    QString remark; ///< short: "serves us-east-1", "us-west-2 serves already"
    WizardPage page;
    QList<QPair<QString, QString>> stages; ///< title and one sentence each, in the order of running

    friend bool operator==(const WizardOffer &, const WizardOffer &) = default;
};

/// `snapshot` may be null: then every answer is "not read". A failover and a switchover go to the region that does not
/// serve, a failback from the region that took over back to the other.
QList<WizardOffer> wizardOffers(const Estate &estate, const EstateSnapshot *snapshot, const Instant &now);

class WizardOffersModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { RemarkRole = Qt::UserRole, FitsRole };

    using QAbstractListModel::QAbstractListModel;

    void setOffers(QList<WizardOffer> offers);
    const QList<WizardOffer> &offers() const { return m_offers; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<WizardOffer> m_offers;
};

} // namespace twinlake
