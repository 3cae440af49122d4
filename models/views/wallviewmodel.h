// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WallViewModel: what a room reads from five metres: one sentence, a tile for each group, one line for each region, and
// the clock of an open incident. It has nothing that could act.
#pragma once

#include "models/ports/history.h"
#include "models/views/advicebar.h"
#include "models/views/groupcard.h"

#include <QMap>
#include <QObject>

namespace twinlake {

struct WallTile {
    QString group;
    QString caption; ///< "data age, of 15 min"
    FigureTile age;
    QString read; ///< "read 38 s ago", "since 02:58:00Z"
    StateSign state; ///< READY, NOT PROVEN, ...
    QString takeover; ///< "takeover 14-18 min", "pointer: us-east-1"
    bool stale = false; ///< STALE is written over the figure
    QList<std::optional<double>> spark; ///< lag in seconds, oldest first

    friend bool operator==(const WallTile &, const WallTile &) = default;
};

struct WallRegionLine {
    QString label;
    StateSign state; ///< "SERVING, ACTIVE", "STANDBY ARMED", "NO ANSWER"
    ServingState serving = ServingState::NotProven;
    QString age;

    friend bool operator==(const WallRegionLine &, const WallRegionLine &) = default;
};

/// The two large panels of an incident.
struct WallIncident {
    QString clockCaption; ///< "orders, RTO clock since 02:58Z"
    QString clock; ///< "21:30"
    std::optional<double> used;
    QString clockLimit; ///< "of 30:00, ends 03:28:00Z"
    StateSign step; ///< shape and "us-west-2 RUNNING"
    QString stepTitle;
    QString sentence;
    int stepsDone = 0;
    int stepsAll = 0;

    friend bool operator==(const WallIncident &, const WallIncident &) = default;
};

class WallViewModel : public QObject {
    Q_OBJECT
public:
    static constexpr int tilesAtOnce = 3;

    explicit WallViewModel(QObject *parent = nullptr);

    void setEstate(Estate estate);
    void setSnapshot(EstateSnapshot snapshot);
    void setHistory(History *history);
    void setIncident(std::optional<RunState> incident);
    void setTakeover(const QString &group, TakeoverEstimate estimate);
    /// The monitor said nothing for three polls: everything on the wall is stale.
    void tick(const Instant &now);
    /// Shows the next groups when there are more than fit.
    void rotate();

    QString estateName() const { return m_estate.name; }
    QString clock() const;
    const AdviceBar &headline() const { return m_headline; }
    /// The tiles on show now.
    QList<WallTile> tiles() const;
    const PerRegion<WallRegionLine> &regions() const { return m_regions; }
    const std::optional<WallIncident> &incident() const { return m_wallIncident; }

Q_SIGNALS:
    void changed();

private:
    void refresh();
    void refreshIncident();
    WallTile tileOf(const GroupView &view) const;
    WallRegionLine lineOf(const GroupView &view, Region region) const;
    void askHistory();

    Estate m_estate;
    EstateSnapshot m_snapshot;
    History *m_history = nullptr;
    std::optional<RunState> m_incident;
    QMap<QString, TakeoverEstimate> m_takeovers;
    QMap<QString, QList<std::optional<double>>> m_sparks;
    Instant m_now;
    Instant m_askingSince;
    Instant m_historyAskedAt;
    qsizetype m_firstTile = 0;

    AdviceBar m_headline;
    QList<WallTile> m_tiles;
    PerRegion<WallRegionLine> m_regions;
    std::optional<WallIncident> m_wallIncident;
};

} // namespace twinlake
