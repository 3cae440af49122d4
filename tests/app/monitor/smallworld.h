// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SmallWorld: an estate of one group whose hosts are fakes: the primary active, the secondary an armed standby.
#pragma once

#include "app/monitor/monitor.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeports.h"

namespace twinlake {

struct SmallWorld {
    FakeClock clock{*fromIso(QStringLiteral("2026-11-22T03:00:00Z"))};
    PerRegion<FakeDatabricksReads> databricks;
    FakeTerraformReads terraform;
    FakeNeutralReads neutral;
    FakeHistory history;
    Estate estate;

    SmallWorld()
    {
        estate.name = QStringLiteral("acme");
        estate.regions.primary = {QStringLiteral("us-east-1"), QUrl(QStringLiteral("https://a.example")),
                                  QStringLiteral("env:A"), WarehouseId{QStringLiteral("wa")}};
        estate.regions.secondary = {QStringLiteral("us-west-2"), QUrl(QStringLiteral("https://b.example")),
                                    QStringLiteral("env:B"), WarehouseId{QStringLiteral("wb")}};
        estate.terraform = {
            QUrl(QStringLiteral("https://tf.example")), QStringLiteral("acme"), {}, QStringLiteral("dr-coordination")};
        estate.witnesses = {QUrl(QStringLiteral("https://witness.example/"))};
        estate.groups = {ordersGroup()};
        fill(Region::Primary, true);
        fill(Region::Secondary, false);
        setWorkspace(QStringLiteral("dlt-primary"), QStringLiteral("active_region"), QStringLiteral("true"));
        setWorkspace(QStringLiteral("dlt-secondary"), QStringLiteral("active_region"), QStringLiteral("false"));
        setWorkspace(QStringLiteral("consumers"), QStringLiteral("serving_region"), QStringLiteral("us-east-1"));
        setWorkspace(QStringLiteral("dr-coordination"), {}, {});
        neutral.served = {QStringLiteral("us-east-1"), Region::Primary, {}};
    }

    PerRegion<DatabricksReads *> ports() { return {&databricks.primary, &databricks.secondary}; }
    MonitorPorts monitorPorts() { return {ports(), &terraform, &neutral, &clock, &history}; }
    static QString table() { return QStringLiteral("main.gold.orders"); }

    static FailoverGroup ordersGroup()
    {
        EstatePipeline pipeline;
        pipeline.name = QStringLiteral("orders");
        pipeline.pipelineIds = {PipelineId{QStringLiteral("p-a")}, PipelineId{QStringLiteral("p-b")}};
        pipeline.jobIds = {JobId{101}, JobId{202}};
        pipeline.goldTables = {EstateTable{{table(), table()}, QStringLiteral("event_timestamp"), {}}};
        pipeline.landingZones = {QStringLiteral("s3://a/"), QStringLiteral("s3://b/")};
        EstateConsumers consumers;
        consumers.variable = {QStringLiteral("consumers"), QStringLiteral("serving_region")};
        consumers.values = {QStringLiteral("us-east-1"), QStringLiteral("us-west-2")};
        consumers.canary =
            EstateCanary{QUrl(QStringLiteral("https://c.example/")), QStringLiteral("/region"), QString()};
        FailoverGroup group;
        group.name = QStringLiteral("orders");
        group.rto = std::chrono::minutes(30);
        group.rpo = std::chrono::minutes(15);
        group.pipelines = {pipeline};
        group.activation = {{QStringLiteral("dlt-primary"), QStringLiteral("active_region")},
                            {QStringLiteral("dlt-secondary"), QStringLiteral("active_region")}};
        group.consumers = consumers;
        return group;
    }

    void fill(Region region, bool active)
    {
        FakeDatabricksReads &reads = databricks[region];
        const EstatePipeline named = estate.groups.first().pipelines.first();
        Pipeline pipeline;
        pipeline.id = named.pipelineIds[region];
        pipeline.name = named.name;
        pipeline.stateWord = active ? QStringLiteral("RUNNING") : QStringLiteral("IDLE");
        pipeline.continuous = active;
        const UpdateState state = active ? UpdateState::Running : UpdateState::Completed;
        pipeline.latestUpdates = {Update{UpdateId{QStringLiteral("u-1")}, state, wireWord(state), {}, {}}};
        reads.pipelines[pipeline.id] = pipeline;
        Job job;
        job.id = named.jobIds[region];
        job.name = QStringLiteral("Job for orders");
        job.schedule = JobSchedule{QStringLiteral("0 30 * * * ?"), QStringLiteral("UTC"), active};
        job.pipelines = {pipeline.id};
        reads.jobs[job.id] = job;
        reads.state = {estate.regions[region].warehouse, QStringLiteral("dr-small"), {}, {}, 10};
        setWarehouse(region, WarehouseState::Running);
        setWatermark(region, clock.now().addSecs(-42));
    }
    void setWarehouse(Region region, WarehouseState state)
    {
        databricks[region].state.state = state;
        databricks[region].state.stateWord = wireWord(state);
    }
    void setWatermark(Region region, const Instant &watermark)
    {
        databricks[region].tables[table()] = {table(), watermark, clock.now()};
    }
    void setWorkspace(const QString &name, const QString &variable, const QString &value)
    {
        TerraformWorkspace workspace;
        workspace.id = WorkspaceId{QStringLiteral("ws-") + name};
        workspace.name = name;
        terraform.workspaces[name] = workspace;
        TerraformVariable one;
        one.key = variable;
        one.value = value;
        terraform.variablesOf[workspace.id] = {one};
    }
};

} // namespace twinlake
