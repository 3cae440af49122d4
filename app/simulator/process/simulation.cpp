// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/simulation.h"

#include "app/simulator/control/controlface.h"
#include "app/simulator/databricks/databricksface.h"
#include "app/simulator/process/faultedworld.h"
#include "app/simulator/process/rehearsalestate.h"
#include "app/simulator/server/simserver.h"
#include "app/simulator/terraform/terraformface.h"

#include <QRandomGenerator>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

// A region as Terraform's provider reaches it: through the same address as everybody else.
class ReachedRegion : public RegionAccess {
public:
    ReachedRegion(RegionWorld &region, const FaultBoard &faults)
        : m_region(region)
        , m_faults(faults)
    {
    }

    bool answers() const override { return m_region.answers() && !m_faults.isDark(regionKey(m_region.region())); }
    std::optional<nlohmann::json> pipelineDocument(const PipelineId &id) const override
    {
        return m_region.pipelineDocument(id);
    }
    void editPipeline(const PipelineId &id, const nlohmann::json &spec) override { m_region.editPipeline(id, spec); }
    void replacePipeline(const PipelineId &id) override { m_region.replacePipeline(id); }
    std::optional<nlohmann::json> jobDocument(const JobId &id) const override { return m_region.jobDocument(id); }
    void resetJob(const JobId &id, const nlohmann::json &settings) override { m_region.resetJob(id, settings); }

private:
    RegionWorld &m_region;
    const FaultBoard &m_faults;
};

std::map<QString, QByteArray> drawTokens(const Draw &draw)
{
    return {{u"primary"_s, "dapi"_ba + draw.hex(u"token/primary"_s, 0, 32).toLatin1()},
            {u"secondary"_s, "dapi"_ba + draw.hex(u"token/secondary"_s, 0, 32).toLatin1()},
            {u"terraform"_s,
             draw.hex(u"token/terraform"_s, 0, 14).toLatin1() + ".atlasv1."_ba
                 + draw.hex(u"token/terraform"_s, 1, 60).toLatin1()}};
}

// Somebody who may look at everything and change nothing.
QByteArray viewerToken(const Draw &draw, Region region)
{
    return "dapi"_ba + draw.hex(u"token/viewer/"_s + regionKey(region), 0, 32).toLatin1();
}

std::pair<QByteArray, QByteArray> oauthClient(const Draw &draw, Region region)
{
    const QString entity = u"client/"_s + regionKey(region);
    return {draw.uuid(entity, 0).toLatin1(), "dose"_ba + draw.hex(entity, 1, 32).toLatin1()};
}

TokenBook tokenBook(const Draw &draw, Region region, const QByteArray &token)
{
    TokenBook book;
    const auto scimId = [&draw](const QString &who) { return QString::number(draw.number(who, 0)); };
    book.tokens[token] = {u"operator@example.com"_s, scimId(u"user"_s), u"Operator"_s};
    book.tokens[viewerToken(draw, region)] = {u"viewer@example.com"_s, scimId(u"viewer"_s), u"Viewer"_s, {u"users"_s}};
    const auto [id, secret] = oauthClient(draw, region);
    book.clients[id] = {secret, {QString::fromLatin1(id), scimId(u"client"_s), u"automation"_s}};
    book.clients[id].principal.servicePrincipal = true;
    book.workspaceId = workspaceIdFor(draw, region);
    return book;
}

TfPrincipal terraformOperator(const Draw &draw)
{
    return {draw.terraformId(u"user-"_s, u"operator"_s, 0), u"operator"_s, u"operator@example.com"_s, true};
}

} // namespace

struct Simulation::World {
    World(const Fleet &fleetToRun, const Scenario &scenario, std::optional<double> speed);

    const Fleet &fleet;
    Draw draw;
    std::map<QString, QByteArray> tokens;
    Scheduler scheduler;
    SpanLog spans;
    FaultBoard faults;
    Ledger ledger;
    WorldDriver driver;
    PerRegion<std::unique_ptr<RegionWorld>> regions;
    PerRegion<std::unique_ptr<ReachedRegion>> reached;
    std::unique_ptr<Consumers> consumers;
    std::unique_ptr<TerraformWorld> terraform;
    std::unique_ptr<FaultedWorld> faulted;
};

Simulation::World::World(const Fleet &fleetToRun, const Scenario &, std::optional<double> speed)
    : fleet(fleetToRun)
    , draw(fleetToRun.seed)
    , tokens(drawTokens(draw))
    , scheduler(fleetToRun.start)
    , faults(scheduler, fleetToRun.seed)
    , driver(scheduler, speed)
{
    for (const Region region : bothRegions) {
        regions[region] = std::make_unique<RegionWorld>(region, fleet, scheduler, draw, spans);
        reached[region] = std::make_unique<ReachedRegion>(*regions[region], faults);
    }
    const PerRegion<RegionWorld *> bare{regions.primary.get(), regions.secondary.get()};
    consumers = std::make_unique<Consumers>(fleet, scheduler, spans, bare);
    const PerRegion<RegionAccess *> access{reached.primary.get(), reached.secondary.get()};
    terraform = std::make_unique<TerraformWorld>(
        fleet, scheduler, draw, spans, access,
        [this](const QString &group, Region region) { consumers->repoint(group, region); });
    faulted = std::make_unique<FaultedWorld>(faults, bare, *terraform);
}

struct Simulation::Servers {
    Servers(World &world, const Scenario &scenario, std::function<void()> stop);

    PerRegion<TokenBook> books;
    TfBlobs blobs;
    DatabricksFace primaryFace;
    DatabricksFace secondaryFace;
    TerraformFace terraformFace;
    ConsumersFace consumersFace;
    WitnessFace witnessFace;
    ControlFace controlFace;
    std::map<QString, std::unique_ptr<SimServer>> byTarget;
};

Simulation::Servers::Servers(World &world, const Scenario &scenario, std::function<void()> stop)
    : books{tokenBook(world.draw, Region::Primary, world.tokens.at(u"primary"_s)),
            tokenBook(world.draw, Region::Secondary, world.tokens.at(u"secondary"_s))}
    , blobs(*world.terraform, world.draw)
    , primaryFace(*world.regions.primary, world.fleet, books.primary, [&world] { return world.driver.clientNow(); })
    , secondaryFace(*world.regions.secondary, world.fleet, books.secondary,
                    [&world] { return world.driver.clientNow(); })
    , terraformFace(*world.terraform, blobs, {{world.tokens.at(u"terraform"_s), terraformOperator(world.draw)}})
    , consumersFace(*world.consumers, world.faults)
    , controlFace({world.driver,
                   world.faults,
                   world.ledger,
                   world.spans,
                   *world.terraform,
                   *world.consumers,
                   {world.regions.primary.get(), world.regions.secondary.get()},
                   scenario.group,
                   world.tokens,
                   [this](const QByteArray &call) {
                       return std::any_of(byTarget.cbegin(), byTarget.cend(),
                                          [&call](const auto &one) { return one.second->holds(call); });
                   },
                   std::move(stop)})
{
    const std::map<QString, Face *> faces = {{u"primary"_s, &primaryFace},     {u"secondary"_s, &secondaryFace},
                                             {u"terraform"_s, &terraformFace}, {u"consumers"_s, &consumersFace},
                                             {u"witness"_s, &witnessFace},     {u"blobs"_s, &blobs}};
    for (const auto &[target, face] : faces)
        byTarget[target] = std::make_unique<SimServer>(target, *face, world.driver, &world.faults, &world.ledger);
    byTarget[u"control"_s] = std::make_unique<SimServer>(u"control"_s, controlFace, world.driver, nullptr, nullptr);
}

Simulation::Simulation(Scenario scenario, SimulationOptions options)
    : m_fleet(defaultFleet(options.seed))
    , m_scenario(std::move(scenario))
    , m_options(std::move(options))
{
    applyScenario(m_scenario, m_fleet);
    // Not from the seed: two rehearsals of the same seed are two incidents with a journal each.
    m_rehearsalId =
        u"REH-%1-%2"_s.arg(m_scenario.id).arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
    m_world = std::make_unique<World>(m_fleet, m_scenario, m_options.speed);
    m_servers = std::make_unique<Servers>(*m_world, m_scenario, [this] { Q_EMIT stopRequested(); });
}

Simulation::~Simulation() = default;

Result<> Simulation::listen()
{
    for (const auto &[target, server] : m_servers->byTarget) {
        // The control address is between processes of this machine and stays plain, like the consumers' and witness'.
        const bool api =
            target == u"primary"_s || target == u"secondary"_s || target == u"terraform"_s || target == u"blobs"_s;
        const Result<> opened = server->listen(api ? m_options.tls : std::nullopt);
        if (!opened)
            return opened;
        connect(server.get(), &SimServer::requested, this, &Simulation::requested);
    }
    m_servers->blobs.setOrigin(url(u"blobs"_s));
    return {};
}

QString Simulation::url(const QString &target) const
{
    const auto found = m_servers->byTarget.find(target);
    return found == m_servers->byTarget.end() ? QString() : found->second->url();
}

QByteArray Simulation::token(const QString &target) const
{
    const auto found = m_world->tokens.find(target);
    return found == m_world->tokens.end() ? QByteArray() : found->second;
}

QByteArray Simulation::listeningLine(const QString &estateFile) const
{
    nlohmann::ordered_json line;
    for (const char *target : {"primary", "secondary", "terraform", "consumers", "witness", "control"})
        line[target] = url(QString::fromLatin1(target)).toStdString();
    line["estate"] = estateFile.isEmpty() ? nlohmann::ordered_json() : nlohmann::ordered_json(estateFile.toStdString());
    for (const auto &[target, token] : m_world->tokens)
        line["tokens"][target.toStdString()] = token.toStdString();
    for (const Region region : bothRegions) {
        const std::string key = regionKey(region).toStdString();
        const auto [id, secret] = oauthClient(m_world->draw, region);
        line["clients"][key] = {{"client_id", id.toStdString()}, {"client_secret", secret.toStdString()}};
        line["viewers"][key] = viewerToken(m_world->draw, region).toStdString();
    }
    return QByteArray::fromStdString(line.dump()) + '\n';
}

QByteArray Simulation::estate() const
{
    EstateAddresses addresses;
    addresses.hosts = {url(u"primary"_s), url(u"secondary"_s)};
    addresses.terraform = url(u"terraform"_s);
    addresses.consumers = url(u"consumers"_s);
    addresses.witness = url(u"witness"_s);
    addresses.control = url(u"control"_s);
    addresses.rehearsalId = m_rehearsalId;
    addresses.caBundle = m_options.caBundle;
    return rehearsalEstate(m_fleet, m_scenario, addresses);
}

} // namespace twinlake::simulator
