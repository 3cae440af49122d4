// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// MonitorHost: the monitor thread of a reader composition: read clients, the monitor's loops and the history. Nothing
// in it can write to a region or to Terraform.
#pragma once

#include "app/composition/estateclock.h"
#include "app/composition/threadroom.h"
#include "models/domain/observation.h"
#include "models/estate/estate.h"
#include "models/ports/history.h"

#include <QObject>

#include <future>
#include <memory>

namespace twinlake {

struct MonitorSetup {
    Estate estate;
    std::shared_ptr<EstateClock> clock;
    QString historyFile; ///< empty: in memory
};

class MonitorHost : public QObject {
    Q_OBJECT

public:
    explicit MonitorHost(MonitorSetup setup);
    ~MonitorHost() override;

    void start();
    /// Everything is read again now, not when its turn comes.
    void readNow();
    /// Begins to end, bounded, and says so with stopped().
    void beginStop();
    /// The same, but returns when it is over; what was read so far has been handed on.
    void stop();
    /// Usable from any thread until stop().
    History &history();

Q_SIGNALS:
    void snapshotTaken(const twinlake::EstateSnapshot &snapshot);
    void stopped();

private:
    struct Inside;

    MonitorSetup m_setup;
    std::unique_ptr<Inside> m_inside;
    ThreadRoom m_room;
    std::future<void> m_ended; ///< valid once a stop has begun
};

} // namespace twinlake
