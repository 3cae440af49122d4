// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FaultBoard: which faults are switched on, for whom and how long. Wire faults are asked for by the servers, request by
// request; world faults become conditions of a region (design.md section 4).
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/world/conditions.h"
#include "models/domain/region.h"

#include <QObject>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

#include <optional>
#include <vector>

namespace twinlake::simulator {

struct Fault {
    QString id;
    QString target; ///< primary, secondary, terraform, consumers, witness, blobs
    QString kind;
    QByteArray method; ///< empty: any
    QString path; ///< part of the path; empty: any
    std::optional<int> left; ///< requests it still strikes; empty: until it is lifted
    std::optional<SimDuration> lasts;
    int status = 503;
    std::optional<double> retryAfter; ///< seconds
    SimDuration delay = std::chrono::milliseconds(2000);
    SimTime since;

    bool matchesAll() const { return method.isEmpty() && path.isEmpty() && !left; }
};

class FaultBoard : public QObject {
    Q_OBJECT

public:
    explicit FaultBoard(Scheduler &scheduler)
        : m_scheduler(scheduler)
    {
    }

    static QStringList wireKinds();
    static QStringList worldKinds();
    static QStringList targets();

    /// From the body of POST /control/faults; the error is a sentence for a person.
    tl::expected<QString, QString> add(const nlohmann::json &wish);
    bool lift(const QString &id);

    /// The fault that strikes this request, counted down; empty if none does.
    std::optional<Fault> strike(const QString &target, const QByteArray &method, const QString &path);
    /// Nobody on this address is answered at all.
    bool isDark(const QString &target) const;
    bool isRefused(const QString &target) const;
    RegionConditions conditions(Region region) const;
    /// When the region_outage of a region began; empty if there is none.
    std::optional<SimTime> outageOf(Region region) const;
    nlohmann::json document() const;

Q_SIGNALS:
    void changed();

private:
    void book(const Fault &fault);

    Scheduler &m_scheduler;
    std::vector<Fault> m_faults;
    int m_lastId = 0;
};

} // namespace twinlake::simulator
