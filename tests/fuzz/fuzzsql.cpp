// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The SQL translator and the engine behind it: any text is a result or an error in Databricks' words, nothing changes.
#include "app/simulator/sql/sqlengine.h"
#include "app/simulator/world/regionworld.h"
#include "tests/fuzz/fuzzfleet.h"

#include <cstdlib>

using namespace twinlake;
using namespace twinlake::simulator;

namespace {

struct FuzzedWarehouse {
    FuzzedWarehouse()
        : fleet(fuzzFleet())
        , scheduler(fleet.start)
        , draw(7)
        , world(Region::Primary, fleet, scheduler, draw, spans)
        , engine(world)
    {
    }

    Fleet fleet;
    Scheduler scheduler;
    Draw draw;
    SpanLog spans;
    RegionWorld world;
    SqlEngine engine;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static FuzzedWarehouse warehouse; // statements change nothing
    if (size > 4096)
        return 0;
    SqlQuery query;
    query.text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    query.rowLimit = 100;
    query.parameters = {{QStringLiteral("t"), QStringLiteral("2026-11-22T00:00:00Z"), QStringLiteral("TIMESTAMP")},
                        {QStringLiteral("n"), QStringLiteral("3"), QStringLiteral("INT")}};
    SqlEngine::isReadOnly(query.text);
    const SqlAnswer answer = warehouse.engine.run(query);
    if (!answer && answer.error().code.isEmpty())
        std::abort();
    if (answer) {
        for (const auto &row : answer->rows) {
            if (row.size() != static_cast<std::size_t>(answer->columns.size()))
                std::abort();
        }
    }
    return 0;
}
