// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LagViewModel: which group, table and stretch of time the lag page shows, and what the chart and its table twin say of
// it. The history is asked for a window and answers later; an answer to an older question is dropped.
#pragma once

#include "models/estate/estate.h"
#include "models/runbook/runstate.h"
#include "models/views/lagtwinmodel.h"

#include <QObject>

namespace twinlake {

class LagViewModel : public QObject {
    Q_OBJECT

public:
    explicit LagViewModel(QObject *parent = nullptr);

    void setEstate(const Estate &estate);
    /// Not owned; must outlive the view model.
    void setHistory(History *history);
    void setRunState(const RunState &state);
    /// `now` is the composition's clock. Asks the history again when a column's worth of time has passed.
    void tick(const Instant &now);

    QStringList groups() const;
    QString group() const { return m_group.name; }
    /// Names as in the primary region; empty stands for the slowest table of the group.
    QStringList tables() const;
    QString table() const { return m_table; }
    void chooseGroup(const QString &name);
    void chooseTable(const QString &name);
    /// Shows the last `span` and follows the clock.
    void chooseRange(Duration span);
    /// Shows a stretch of the past (zoom, pan); at least 5 minutes, at most 90 days, never beyond now.
    void showWindow(const Instant &from, const Instant &to);
    /// How many pixel columns the chart has.
    void setColumns(int columns);
    /// The crosshair of the chart and the current row of the table are one thing.
    void select(const std::optional<Instant> &at);

    Instant from() const { return m_from; }
    Instant to() const { return m_to; }
    bool isFollowing() const { return m_following; }
    Duration range() const { return between(m_from, m_to); }
    const PerRegion<LagLine> &lines() const { return m_lines; }
    bool hasAnswer() const { return m_hasAnswer; }
    /// What the history said with its last answer: why the chart is empty, or may lack something. Else empty.
    QString trouble() const { return m_trouble; }
    QString regionLabel(Region region) const;
    Duration rpo() const { return m_group.rpo; }
    Duration rto() const { return m_group.rto; }
    QList<LagMark> marks() const;
    static QString openedWord(RecipeKind recipe);
    std::optional<Instant> selected() const { return m_selected; }
    LagTwinModel *twin() { return &m_twin; }

Q_SIGNALS:
    void changed();
    void selectionChanged();

private:
    void ask();
    void accept(const LagWindow &window);
    Duration columnWidth() const;

    Estate m_estate;
    FailoverGroup m_group;
    QString m_table;
    History *m_history = nullptr;
    QList<RunState> m_runs; ///< latest state of each incident seen
    Instant m_now;
    Instant m_from;
    Instant m_to;
    Duration m_span = std::chrono::hours(1);
    bool m_following = true;
    int m_columns = 600;
    bool m_hasAnswer = false;
    QString m_trouble;
    Instant m_askedAt;
    PerRegion<LagLine> m_lines;
    std::optional<Instant> m_selected;
    LagTwinModel m_twin;
};

} // namespace twinlake
