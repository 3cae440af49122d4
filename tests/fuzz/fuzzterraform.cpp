// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Terraform face, its world and its blobs under requests of any kind.
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/world/regionworld.h"
#include "tests/fuzz/fuzzfleet.h"
#include "tests/fuzz/fuzzrequest.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace twinlake;
using namespace twinlake::simulator;

namespace {

struct Cloud {
    Cloud()
        : fleet(fuzzFleet())
        , scheduler(fleet.start)
        , draw(7)
        , primary(Region::Primary, fleet, scheduler, draw, spans)
        , secondary(Region::Secondary, fleet, scheduler, draw, spans)
        , world(fleet, scheduler, draw, spans, {&primary, &secondary}, [](const QString &, Region) {})
        , blobs(world, draw)
        , face(
              world, blobs,
              {{"good",
                {QStringLiteral("user-1"), QStringLiteral("operator"), QStringLiteral("operator@acme.example"), true}}})
    {
        blobs.setOrigin(QStringLiteral("http://127.0.0.1:2"));
        scheduler.advanceTo(scheduler.now() + std::chrono::seconds(1));
    }

    QByteArrayList ids() const
    {
        QByteArrayList list;
        for (const TfWorkspace &workspace : world.workspaces()) {
            if (workspace.name == fleet.groups.first().activationWorkspace.secondary)
                list << workspace.id.toLatin1() << workspace.variables.value(0).id.toLatin1();
        }
        const TfRun *run = world.runs().empty() ? nullptr : &world.runs().back();
        list << (run ? run->id.toLatin1() : QByteArray()) << (run ? run->plan.id.toLatin1() : QByteArray())
             << (run ? run->apply.id.toLatin1() : QByteArray()) << (run ? run->plan.logSecret : QByteArray()) << last;
        return list;
    }

    Fleet fleet;
    Scheduler scheduler;
    Draw draw;
    SpanLog spans;
    RegionWorld primary;
    RegionWorld secondary;
    TerraformWorld world;
    TfBlobs blobs;
    TerraformFace face;
    QByteArray last = "none";
};

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

void rememberId(Cloud &cloud, const QByteArray &body)
{
    const auto document = nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
    const auto data = document.is_object() ? document.find("data") : document.end();
    if (document.is_object() && data != document.end() && data->is_object() && data->contains("id")
        && (*data)["id"].is_string())
        cloud.last = QByteArray::fromStdString((*data)["id"].get<std::string>());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Cloud cloud;
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto count = fuzzSteps(bytes, {}, "good").size();
    for (std::size_t place = 0; place < count; ++place) {
        const FuzzStep step = fuzzSteps(bytes, cloud.ids(), "good")[place];
        SimRequest request = step.request;
        const bool blob = request.path.startsWith(QStringLiteral("/v1/object/"));
        Face &face = blob ? static_cast<Face &>(cloud.blobs) : cloud.face;
        if (blob)
            request.headers.removeFirst();
        face.isMutating(request);
        int answers = 0;
        face.handle(request, [&](const SimResponse &response) {
            ++answers;
            require(response.status >= 200 && response.status < 600, "an HTTP status");
            rememberId(cloud, response.body);
        });
        require(answers == 1, "one answer to each request");
        cloud.scheduler.advanceTo(cloud.scheduler.now() + step.passes);
    }
    return 0;
}
