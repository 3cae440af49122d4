// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ControlFace: the control address, for tests and the facilitator of a rehearsal (design.md section 4). What it tells
// is the truth of the world, which no API of a region would.
#pragma once

#include "app/simulator/control/consumers.h"
#include "app/simulator/server/ledger.h"
#include "app/simulator/server/worlddriver.h"
#include "app/simulator/terraform/terraformworld.h"

namespace twinlake::simulator {

/// What the control address looks at and acts on. All of it outlives the face.
struct ControlledWorld {
    WorldDriver &driver;
    FaultBoard &faults;
    Ledger &ledger;
    SpanLog &spans;
    TerraformWorld &terraform;
    Consumers &consumers;
    PerRegion<RegionWorld *> regions;
    QString group; ///< the scenario's
    std::map<QString, QByteArray> tokens; ///< target -> bearer token
    std::function<bool(const QByteArray &call)> holds; ///< SimServer::holds, of any address
    std::function<void()> stop;
};

class ControlFace : public Face {
public:
    explicit ControlFace(ControlledWorld world)
        : m_world(std::move(world))
    {
    }

    void handle(const SimRequest &request, Reply reply) override;
    bool isMutating(const SimRequest &request) const override { return request.method != "GET"; }

    nlohmann::json state() const;

private:
    SimResponse answer(const SimRequest &request);
    nlohmann::json clock() const;
    nlohmann::json tokens() const;
    SimResponse changeClock(const nlohmann::json &wish);
    SimResponse advanceTo(const nlohmann::json &wish);
    SimResponse addFault(const nlohmann::json &wish);
    /// What a feeder that skipped files delivers by hand.
    SimResponse backfill(const nlohmann::json &wish);
    SimResponse liftFault(const QString &id);

    ControlledWorld m_world;
};

} // namespace twinlake::simulator
