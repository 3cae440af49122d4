// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FaultBoard: which faults are switched on, for whom and how long. Wire faults are asked for by the servers, request by
// request; the world is told when one of its own begins and ends.
#pragma once

#include "app/simulator/faults/faultwish.h"
#include "app/simulator/faults/wirefaults.h"
#include "app/simulator/world/conditions.h"
#include "models/domain/region.h"

#include <QObject>

#include <functional>

namespace twinlake::simulator {

class FaultBoard : public QObject {
    Q_OBJECT

public:
    explicit FaultBoard(Scheduler &scheduler, std::uint64_t seed = 1)
        : m_scheduler(scheduler)
        , m_seed(seed)
    {
    }

    /// Tells the names that a wish may mention, once the world stands: workspaces come and go.
    void setScope(std::function<FaultScope()> scope) { m_scope = std::move(scope); }

    /// From the body of POST /control/faults: the fault's id; the error is a sentence for a person.
    tl::expected<QString, QString> add(const nlohmann::json &wish);
    bool lift(const QString &id);

    /// What strikes this request, counted down.
    WireFaults strike(const QString &target, const QByteArray &method, const QString &path);
    /// Nobody on this address is answered at all.
    bool isDark(const QString &target) const;
    bool isRefused(const QString &target) const;
    RegionConditions conditions(Region region) const;
    /// When the region_outage of a region began; empty if there is none.
    std::optional<SimTime> outageOf(Region region) const;
    bool tokensRevoked(const QString &target) const;
    /// The Terraform fault of this kind for a workspace, if one is on.
    std::optional<Fault> inWorkspace(FaultKind kind, const QString &name, const QString &id) const;
    /// It has struck one run: counted down.
    void used(const QString &id);
    nlohmann::json document() const;

Q_SIGNALS:
    void began(const twinlake::simulator::Fault &fault);
    void ended(const twinlake::simulator::Fault &fault);
    /// After either, and after everybody has heard of it.
    void changed();

private:
    void begin(const QString &id);
    Fault *find(const QString &id);
    bool chance(Fault &fault);

    Scheduler &m_scheduler;
    std::uint64_t m_seed;
    std::function<FaultScope()> m_scope;
    std::vector<Fault> m_faults; ///< oldest first
    int m_lastId = 0;
};

} // namespace twinlake::simulator
