// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Monitor: reads the whole estate again and again and hands on what it knows. A fast loop over REST, a slow one over
// SQL, so that a wall does not keep a warehouse awake by accident (design.md section 8).
#pragma once

#include "app/monitor/factreader.h"
#include "models/ports/history.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace twinlake {

class Activity;

/// Whom to ask, and how often, in the clock's time.
struct MonitorSettings {
    Duration fast = std::chrono::seconds(10);
    Duration slow = std::chrono::seconds(30);
    Duration wakeEvery =
        std::chrono::minutes(15); ///< a sleeping warehouse is woken for its watermarks at most so often
};

/// The ports of an estate's three hosts; null history: nothing is kept.
struct MonitorPorts {
    PerRegion<DatabricksReads *> databricks;
    TerraformReads *terraform = nullptr;
    NeutralReads *neutral = nullptr;
    Clock *clock = nullptr;
    History *history = nullptr;
    Activity *activity = nullptr; ///< told while a snapshot is on its way; may be null
};

class Monitor : public QObject {
    Q_OBJECT
public:
    /// `publish` is called on this thread, once for all that arrived together.
    Monitor(const Estate &estate, MonitorPorts ports, MonitorSettings settings,
            std::function<void(EstateSnapshot)> publish);
    ~Monitor() override;

    void start();
    /// Every loop that waits for its turn reads at once.
    void readNow();
    /// Asks every loop to end and waits for it, at most `bound` on the wall. False: calls are still in flight, and
    /// neither the monitor nor its ports may be destroyed.
    QCoro::Task<bool> stop(std::chrono::milliseconds bound);

private:
    QCoro::Task<> loop(FactReader *reader, FactParts parts, Duration every);
    void arrived(const FactReader &reader, const FactParts &parts);
    void keepLag(const GroupFacts &facts, const QList<Region> &regions);
    void publishSoon();
    EstateSnapshot snapshot() const;

    const Estate m_estate;
    const MonitorPorts m_ports;
    const MonitorSettings m_settings;
    const std::function<void(EstateSnapshot)> m_publish;
    std::vector<std::unique_ptr<FactReader>> m_readers; ///< one a group, in the estate's order
    QMap<QString, Instant> m_keptTries; ///< by group, region and table: the try that the history has
    std::stop_source m_stop;
    std::stop_source m_waiting; ///< of the loops that wait for their turn
    int m_loops = 0;
    bool m_publishing = false;
};

} // namespace twinlake
