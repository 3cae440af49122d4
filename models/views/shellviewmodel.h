// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ShellViewModel: what every page of the window shares: mode band, clocks, the status line, badges on the navigation.
#pragma once

#include "models/domain/observation.h"
#include "models/estate/estate.h"
#include "models/views/mode.h"
#include "models/views/statesign.h"

#include <QMap>
#include <QObject>
#include <QString>

namespace twinlake {

/// One item of the status line; without a sign it is a plain remark.
struct StatusItem {
    std::optional<StateSign> sign; ///< its word is empty: the text says it
    QString text;

    friend bool operator==(const StatusItem &, const StatusItem &) = default;
};

class ShellViewModel : public QObject {
    Q_OBJECT
public:
    explicit ShellViewModel(QObject *parent = nullptr);

    void setMode(Mode mode);
    void setEstate(Estate estate);
    /// Who sits here, a name; may be empty.
    void setPerson(const QString &person);
    /// Instead of environment and person, e.g. "scenario regional-outage, seed 7".
    void setScenario(const QString &scenario);
    void setSnapshot(EstateSnapshot snapshot);
    /// Remarks after the hosts: "journal durable, 41 events".
    void setRemarks(QStringList remarks);
    /// A count on a page's navigation button; 0 takes it away.
    void setBadge(const QString &page, int count);
    /// `speed` of a virtual clock; empty for the real one.
    void tick(const Instant &now, std::optional<double> speed = {});
    /// Ages and instants stay UTC; this swaps which of the two clocks is written first and bold.
    void toggleLocalTime();

    Mode mode() const { return m_mode; }
    QString context() const;
    QString firstClock() const;
    QString secondClock() const;
    const QList<StatusItem> &status() const { return m_status; }
    int badge(const QString &page) const { return m_badges.value(page); }
    QString windowTitle() const;

Q_SIGNALS:
    void changed();

private:
    void refresh();
    QString utcClock() const;
    QString localClock() const;

    Mode m_mode = Mode::ReadOnly;
    Estate m_estate;
    QString m_person;
    QString m_scenario;
    EstateSnapshot m_snapshot;
    QStringList m_remarks;
    QMap<QString, int> m_badges;
    Instant m_now;
    std::optional<double> m_speed;
    bool m_localFirst = false;
    QList<StatusItem> m_status;
};

} // namespace twinlake
