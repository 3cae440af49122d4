// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// OverviewViewModel: the overview page: one advice, a card for each group, and the two region columns of the group that
// is selected. It is told what is so and asks only the history, for its two charts.
#pragma once

#include "models/ports/history.h"
#include "models/views/advicebar.h"
#include "models/views/groupcard.h"
#include "models/views/lagspark.h"
#include "models/views/regionrowsmodel.h"

#include <QMap>
#include <QObject>

namespace twinlake {

/// The head of a region column; its rows are a model of their own.
struct RegionHead {
    QString label; ///< "us-east-1"
    QString side; ///< "primary"
    StateSign role;
    QString roleSentence;
    ServingState serving = ServingState::NotProven;

    friend bool operator==(const RegionHead &, const RegionHead &) = default;
};

class OverviewViewModel : public QObject {
    Q_OBJECT
public:
    explicit OverviewViewModel(QObject *parent = nullptr);

    void setEstate(Estate estate);
    void setSnapshot(EstateSnapshot snapshot);
    /// Not owned; may be null: then the charts stay empty.
    void setHistory(History *history);
    /// Open incidents stand above all advice and on their group's card; a closed one is let go.
    void setRunState(const RunState &run);
    void setTakeover(const QString &group, TakeoverEstimate estimate);
    void setReadOnly(bool readOnly);
    /// Ages count on between two snapshots. `now` is the Clock's.
    void tick(const Instant &now);

    void selectGroup(const QString &name);
    const QString &selectedGroup() const { return m_selected; }
    /// The card's own incident, whichever the advice is about.
    void openIncident(const QString &group);
    /// How many open incidents wait for a person.
    int waitingIncidents() const;
    /// What the advice's button does.
    void chooseAction();

    const AdviceBar &advice() const { return m_advice; }
    const QList<GroupCard> &cards() const { return m_cards; }
    const RegionHead &head(Region region) const { return m_heads[region]; }
    RegionRowsModel &rows(Region region) { return *m_rows[region]; }
    const LagSpark &spark(Region region) const { return m_sparks[region]; }

Q_SIGNALS:
    void changed();
    void sparksChanged();
    /// A person chose the advice's action; whoever owns the pages opens the one it means.
    void actionChosen(twinlake::Advice::Action action, const QString &group);

private:
    void refresh();
    void refreshColumns(const GroupView &view);
    const RunState *incidentOf(const QString &group) const;
    void askHistory();
    void showWindow(const LagWindow &window);

    Estate m_estate;
    EstateSnapshot m_snapshot;
    History *m_history = nullptr;
    QList<RunState> m_incidents; ///< the open ones, in the order of their coming
    QMap<QString, TakeoverEstimate> m_takeovers;
    bool m_readOnly = false;
    Instant m_now;
    Instant m_askingSince;
    Instant m_historyAskedAt;
    QString m_selected;

    AdviceBar m_advice;
    QList<GroupCard> m_cards;
    PerRegion<RegionHead> m_heads;
    PerRegion<RegionRowsModel *> m_rows;
    PerRegion<LagSpark> m_sparks;
};

} // namespace twinlake
