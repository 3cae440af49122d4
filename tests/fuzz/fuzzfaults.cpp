// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The control address's fault wishes, one a line: whatever is taken can be listed, strikes, begins, ends and is gone.
#include "app/simulator/faults/faultboard.h"
#include "app/simulator/faults/faultkinds.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace twinlake;
using namespace twinlake::simulator;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Scheduler scheduler{SimTime(std::chrono::hours(24))};
    FaultBoard board(scheduler, 7);
    board.setScope([] {
        return FaultScope{{{QStringLiteral("orders-us-west-2"), QStringLiteral("ws-1")}}, {QStringLiteral("orders")}};
    });
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    QStringList taken;
    const QByteArrayList lines = bytes.split('\n').mid(0, 20);
    for (const QByteArray &line : lines) {
        const auto id = board.add(nlohmann::json::parse(line.begin(), line.end(), nullptr, false));
        if (id)
            taken << *id;
        else if (id.error().isEmpty())
            std::abort();
    }
    for (const QString &target : faultTargets()) {
        board.strike(target, "POST", QStringLiteral("/api/2.0/pipelines"));
        board.isDark(target);
    }
    board.conditions(Region::Primary);
    board.document().dump(-1, ' ', false, nlohmann::json::error_handler_t::strict);
    scheduler.advanceTo(scheduler.now() + std::chrono::hours(1));
    for (const QString &id : taken)
        board.lift(id);
    if (!board.document().empty())
        std::abort();
    return 0;
}
