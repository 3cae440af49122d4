// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Databricks face under requests of any kind: each is answered, with a status and, unless it is empty, a JSON body.
#include "app/simulator/databricks/databricksface.h"
#include "app/simulator/world/regionworld.h"
#include "tests/fuzz/fuzzfleet.h"
#include "tests/fuzz/fuzzrequest.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace twinlake;
using namespace twinlake::simulator;

namespace {

struct FuzzedRegion {
    FuzzedRegion()
        : fleet(fuzzFleet())
        , scheduler(fleet.start)
        , draw(7)
        , world(Region::Secondary, fleet, scheduler, draw, spans)
        , tokens{{{"good", {QStringLiteral("operator@acme.example"), QStringLiteral("42")}}},
                 QStringLiteral("1234567890123456")}
        , face(world, fleet, tokens)
    {
    }

    QByteArrayList ids() const
    {
        QByteArrayList list;
        const FleetGroup &group = fleet.groups.first();
        list << group.pipelines.first().ids.secondary.value.toLatin1()
             << QByteArray::number(qlonglong(group.jobs.secondary.value)) << fleet.warehouses.secondary.value.toLatin1()
             << last;
        return list;
    }

    Fleet fleet;
    Scheduler scheduler;
    Draw draw;
    SpanLog spans;
    RegionWorld world;
    TokenBook tokens;
    DatabricksFace face;
    QByteArray last = "none"; ///< the id that the answer before gave
};

void rememberId(FuzzedRegion &region, const QByteArray &body)
{
    const auto document = nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
    if (!document.is_object())
        return;
    for (const char *key : {"update_id", "run_id", "statement_id", "job_id", "pipeline_id", "id"}) {
        if (const auto found = document.find(key); found != document.end() && !found->is_structured()) {
            region.last = QByteArray::fromStdString(found->is_string() ? found->get<std::string>() : found->dump());
            return;
        }
    }
}

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzedRegion region;
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto count = fuzzSteps(bytes, {}, "good").size();
    for (std::size_t place = 0; place < count; ++place) {
        const FuzzStep step = fuzzSteps(bytes, region.ids(), "good")[place];
        region.face.isMutating(step.request);
        const auto answers = std::make_shared<int>(0);
        region.face.handle(step.request, [answers, &region](const SimResponse &response) {
            ++*answers;
            require(response.status >= 200 && response.status < 600, "an HTTP status");
            rememberId(region, response.body);
        });
        region.scheduler.advanceTo(region.scheduler.now() + step.passes);
        if (*answers == 0) // a statement that waits ends with its wait_timeout
            region.scheduler.advanceTo(region.scheduler.now() + std::chrono::seconds(60));
        require(*answers == 1, "one answer to each request");
    }
    return 0;
}
