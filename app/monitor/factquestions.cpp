// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FactReader's single questions: one call each, its answer written down with the instant it came. No reference into the
// facts lives across a co_await, for another read may add to them meanwhile.
#include "app/monitor/factreader.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

namespace {

constexpr Duration warehouseJustRead = std::chrono::seconds(60);

QList<WatermarkQuestion> watermarkQuestions(const FailoverGroup &group, Region region)
{
    QList<WatermarkQuestion> questions;
    for (const EstatePipeline &pipeline : group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables)
            questions.append(WatermarkQuestion{table.names[region], table.eventTimestamp});
    }
    return questions;
}

Error missingTable()
{
    return {Error::Kind::Protocol,
            QCoreApplication::translate("FactReader", "The answer has no row for this table."),
            0,
            {},
            {}};
}

Error missingVariable(const EstateVariable &which)
{
    return {Error::Kind::NotFound,
            QCoreApplication::translate("FactReader", "Workspace %1 has no variable %2, or it may not be read.")
                .arg(which.workspace, which.variable),
            0,
            {},
            {}};
}

} // namespace

QCoro::Task<> FactReader::readWhoAmI(Region region, Round round, std::stop_token stop)
{
    const CallTimer timer(m_clock);
    const Result<QString> answer = co_await m_databricks[region]->whoAmI(stop);
    const bool wrongHost = !answer && answer.error().kind == Error::Kind::NotFound;
    if (wrongHost) {
        Error error = answer.error(); // every workspace knows who we are: what does not is no workspace
        error.kind = Error::Kind::Protocol;
        round->failed(error);
    } else {
        round->note(answer, timer.taken(m_clock));
    }
}

QCoro::Task<> FactReader::readPipeline(Region region, EstatePipeline pipeline, Round round, std::stop_token stop)
{
    const CallTimer timer(m_clock);
    Result<Pipeline> answer = co_await m_databricks[region]->pipeline(pipeline.pipelineIds[region], stop);
    round->note(answer, timer.taken(m_clock));
    in(region).pipelines[pipeline.name].record(std::move(answer), m_clock.now());
}

QCoro::Task<> FactReader::readJob(Region region, JobId id, Round round, std::stop_token stop)
{
    const CallTimer timer(m_clock);
    Result<Job> answer = co_await m_databricks[region]->job(id, stop);
    round->note(answer, timer.taken(m_clock));
    in(region).jobs[id].record(std::move(answer), m_clock.now());
}

QCoro::Task<> FactReader::readActiveRuns(Region region, JobId id, Round round, std::stop_token stop)
{
    const CallTimer timer(m_clock);
    Result<QList<JobRun>> answer = co_await m_databricks[region]->activeRuns(id, stop);
    round->note(answer, timer.taken(m_clock));
    in(region).activeRuns[id].record(std::move(answer), m_clock.now());
}

QCoro::Task<> FactReader::readWarehouse(Region region, Round round, std::stop_token stop)
{
    const CallTimer timer(m_clock);
    Result<Warehouse> answer = co_await m_databricks[region]->warehouse(m_estate.regions[region].warehouse, stop);
    round->note(answer, timer.taken(m_clock));
    in(region).warehouse.record(std::move(answer), m_clock.now());
}

bool FactReader::mayAskTables(Region region, const FactParts &parts) const
{
    const bool awake = m_facts.regions[region].warehouse.value->state == WarehouseState::Running;
    if (awake || parts.wakeWarehouse)
        return true;
    const Instant &last = m_statementsSentAt[region];
    return parts.wakeEvery > Duration{} && (!last.isValid() || between(last, m_clock.now()) >= parts.wakeEvery);
}

/// A statement starts a stopped warehouse, so the warehouse is read first.
QCoro::Task<> FactReader::readTables(Region region, FactParts parts, Round round, std::stop_token stop)
{
    if (parts.warehouse || !in(region).warehouse.isFresh(m_clock.now(), warehouseJustRead))
        co_await readWarehouse(region, round, stop);
    if (!in(region).warehouse.isLive()) {
        failTables(region, parts, in(region).warehouse.error.value_or(Error{}));
        co_return;
    }
    if (!mayAskTables(region, parts)) {
        const QString why =
            QCoreApplication::translate("FactReader", "Not asked: warehouse %1 is %2 and asking would start it.")
                .arg(in(region).warehouse.value->name, in(region).warehouse.value->stateWord);
        FactParts never = parts; // values that were read once keep their age, they did not fail
        for (const auto &reading : std::as_const(in(region).watermarks))
            never.watermarks = never.watermarks && !reading.value;
        for (const auto &reading : std::as_const(in(region).landing))
            never.landing = never.landing && !reading.value;
        failTables(region, never, Error{Error::Kind::Sql, why, 0, {}, {}});
        co_return;
    }
    const bool awake = in(region).warehouse.value->state == WarehouseState::Running;
    const auto patience =
        awake && !parts.wakeWarehouse ? StatementPatience::CancelAfterWait : StatementPatience::KeepPolling;
    m_statementsSentAt[region] = m_clock.now();
    std::vector<Question> questions;
    if (parts.watermarks)
        questions.push_back([=, this] { return readWatermarks(region, patience, stop); });
    if (parts.landing) {
        for (const EstatePipeline &pipeline : m_group.pipelines) {
            if (!pipeline.landingZones[region].isEmpty())
                questions.push_back([=, this] { return readLanding(region, pipeline, stop); });
        }
    }
    co_await askAll(std::move(questions), 4);
}

QCoro::Task<> FactReader::readWatermarks(Region region, StatementPatience patience, std::stop_token stop)
{
    const QList<WatermarkQuestion> questions = watermarkQuestions(m_group, region);
    const WarehouseId warehouse = m_estate.regions[region].warehouse;
    const Result<QList<TableWatermark>> answer =
        co_await m_databricks[region]->watermarks(warehouse, questions, patience, stop);
    const Instant now = m_clock.now();
    for (const WatermarkQuestion &question : questions) {
        Observed<TableWatermark> &reading = in(region).watermarks[question.table];
        if (!answer) {
            reading.failed(answer.error(), now);
            continue;
        }
        const auto found = std::find_if(answer->cbegin(), answer->cend(),
                                        [&question](const TableWatermark &row) { return row.table == question.table; });
        if (found == answer->cend())
            reading.failed(missingTable(), now);
        else
            reading.succeeded(*found, now);
    }
}

QCoro::Task<> FactReader::readLanding(Region region, EstatePipeline pipeline, std::stop_token stop)
{
    Result<LandingNewest> answer = co_await m_databricks[region]->newestLanding(m_estate.regions[region].warehouse,
                                                                                pipeline.landingZones[region], stop);
    in(region).landing[pipeline.name].record(std::move(answer), m_clock.now());
}

QCoro::Task<> FactReader::readTerraform(FactParts parts, std::stop_token stop)
{
    const auto round = std::make_shared<ReadRound>();
    std::vector<Question> questions;
    if (parts.reach)
        questions.push_back([=, this] { return readPing(round, stop); });
    for (const Region region : bothRegions) {
        const EstateVariable which = m_group.activation[region];
        if (parts.activation[region] && !which.workspace.isEmpty())
            questions.push_back([=, this] { return readWorkspace(which, region, round, stop); });
    }
    if (parts.consumers && m_group.consumers) {
        const EstateVariable which = m_group.consumers->variable;
        questions.push_back([=, this] { return readWorkspace(which, std::nullopt, round, stop); });
    }
    if (parts.coordination && !m_estate.terraform.coordinationWorkspace.isEmpty())
        questions.push_back([=, this] { return readCoordination(round, stop); });
    co_await askAll(std::move(questions), 8);
    if (const auto probe = round->probe(m_clock.now()))
        m_terraformWindow.add(*probe);
    m_facts.terraform.reach = m_terraformWindow.judge();
}

QCoro::Task<> FactReader::readPing(Round round, std::stop_token stop)
{
    const CallTimer timer(m_clock);
    const Result<> answer = co_await m_terraform->ping(stop);
    round->note(answer, timer.taken(m_clock));
}

QCoro::Task<> FactReader::readCoordination(Round round, std::stop_token stop)
{
    const CallTimer timer(m_clock);
    Result<TerraformWorkspace> answer = co_await m_terraform->workspace(m_estate.terraform.coordinationWorkspace, stop);
    round->note(answer, timer.taken(m_clock));
    m_facts.terraform.coordination.record(std::move(answer), m_clock.now());
}

WorkspaceFacts &FactReader::workspaceFacts(std::optional<Region> region)
{
    return region ? m_facts.terraform.activation[*region] : m_facts.terraform.consumers;
}

QCoro::Task<> FactReader::readWorkspace(EstateVariable which, std::optional<Region> region, Round round,
                                        std::stop_token stop)
{
    const CallTimer timer(m_clock);
    Result<TerraformWorkspace> answer = co_await m_terraform->workspace(which.workspace, stop);
    round->note(answer, timer.taken(m_clock));
    workspaceFacts(region).workspace.record(answer, m_clock.now());
    if (!answer) {
        workspaceFacts(region).variable.failed(answer.error(), m_clock.now());
        co_return;
    }
    const Result<QList<TerraformVariable>> variables = co_await m_terraform->variables(answer->id, stop);
    const Instant now = m_clock.now();
    if (!variables) {
        workspaceFacts(region).variable.failed(variables.error(), now);
        co_return;
    }
    const auto found = std::find_if(variables->cbegin(), variables->cend(), [&which](const TerraformVariable &one) {
        return one.key == which.variable && one.category != QLatin1String("env");
    });
    if (found == variables->cend())
        workspaceFacts(region).variable.failed(missingVariable(which), now);
    else
        workspaceFacts(region).variable.succeeded(*found, now);
}

QCoro::Task<> FactReader::readCanary(bool once, std::stop_token stop)
{
    CanaryQuestion question;
    question.url = m_group.consumers->canary->url;
    question.regionPointer = m_group.consumers->canary->regionPointer;
    question.watermarkPointer = m_group.consumers->canary->watermarkPointer;
    question.values = m_group.consumers->values;
    question.once = once;
    Result<CanaryAnswer> answer = co_await m_neutral->canary(question, stop);
    m_facts.canary.record(std::move(answer), m_clock.now());
}

QCoro::Task<> FactReader::readWitness(QUrl url, std::stop_token stop)
{
    ReadRound round;
    const CallTimer timer(m_clock);
    const Result<> answer = co_await m_neutral->witness(url, stop);
    round.note(answer, timer.taken(m_clock));
    const QString key = url.toString();
    if (!m_witnessWindows.contains(key))
        m_witnessWindows.insert(key, ReachabilityWindow(12, m_silentAfter));
    ReachabilityWindow &window = m_witnessWindows[key];
    if (const auto probe = round.probe(m_clock.now()))
        window.add(*probe);
    m_witnesses[key] = window.judge();
}

} // namespace twinlake
