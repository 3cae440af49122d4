// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/describing.h"

#include "app/simulator/sql/filestable.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simpipeline.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

using Row = std::vector<std::optional<QString>>;

struct Described {
    SimPipeline *pipeline;
    QString name; ///< main.gold.orders
    bool bronze;
};

QString textOf(const nlohmann::json &json)
{
    return QString::fromStdString(json.dump());
}

std::optional<Described> tableNamed(const QString &name, const RegionWorld &world)
{
    for (const auto &pipeline : world.pipelines()) {
        for (const bool bronze : {true, false}) {
            const QString &table = bronze ? pipeline->fleet().bronzeTable : pipeline->fleet().goldTable;
            if (table.compare(name, Qt::CaseInsensitive) == 0)
                return Described{pipeline.get(), table, bronze};
        }
    }
    return std::nullopt;
}

/// Version 0 made the table; each micro-batch that committed rows made the next.
SqlResult history(const Described &table, std::int64_t limit)
{
    SqlResult result;
    result.columns = {
        {u"version"_s, u"LONG"_s},         {u"timestamp"_s, u"TIMESTAMP"_s},   {u"userId"_s, u"STRING"_s},
        {u"userName"_s, u"STRING"_s},      {u"operation"_s, u"STRING"_s},      {u"operationParameters"_s, u"MAP"_s},
        {u"job"_s, u"STRUCT"_s},           {u"notebook"_s, u"STRUCT"_s},       {u"clusterId"_s, u"STRING"_s},
        {u"readVersion"_s, u"LONG"_s},     {u"isolationLevel"_s, u"STRING"_s}, {u"isBlindAppend"_s, u"BOOLEAN"_s},
        {u"operationMetrics"_s, u"MAP"_s}, {u"userMetadata"_s, u"STRING"_s},   {u"engineInfo"_s, u"STRING"_s}};
    const PipelineData &data = table.pipeline->data();
    const auto &batches = data.committed().batches();
    const QString owner = table.pipeline->creator();
    for (std::size_t at = batches.size(); at-- > 0 && static_cast<std::int64_t>(result.rows.size()) < limit;) {
        const std::int64_t before = at == 0 ? 0 : batches[at - 1].upTo;
        const std::int64_t version = data.committed().firstBatch() + static_cast<std::int64_t>(at) + 1;
        const std::int64_t rows = data.source().rowsBefore(batches[at].upTo) - data.source().rowsBefore(before);
        const nlohmann::json parameters{{"outputMode", "Append"},
                                        {"queryId", table.pipeline->id().toStdString()},
                                        {"epochId", std::to_string(version - 1)}};
        const nlohmann::json metrics{{"numOutputRows", std::to_string(rows)},
                                     {"numAddedFiles", std::to_string(batches[at].upTo - before)},
                                     {"numRemovedFiles", "0"}};
        result.rows.push_back(Row{QString::number(version), isoMillis(batches[at].at), std::nullopt, owner,
                                  u"STREAMING UPDATE"_s, textOf(parameters), std::nullopt, std::nullopt, std::nullopt,
                                  QString::number(version - 1), u"WriteSerializable"_s, u"true"_s, textOf(metrics),
                                  std::nullopt, u"Databricks-Runtime"_s});
    }
    return result;
}

SqlResult detail(const Described &table, SimTime now)
{
    constexpr std::int64_t bytesPerRow = 60;
    const PipelineData &data = table.pipeline->data();
    const auto &batches = data.committed().batches();
    SqlResult result;
    result.columns = {{u"format"_s, u"STRING"_s},
                      {u"id"_s, u"STRING"_s},
                      {u"name"_s, u"STRING"_s},
                      {u"description"_s, u"STRING"_s},
                      {u"location"_s, u"STRING"_s},
                      {u"createdAt"_s, u"TIMESTAMP"_s},
                      {u"lastModified"_s, u"TIMESTAMP"_s},
                      {u"partitionColumns"_s, u"ARRAY"_s},
                      {u"numFiles"_s, u"LONG"_s},
                      {u"sizeInBytes"_s, u"LONG"_s},
                      {u"properties"_s, u"MAP"_s},
                      {u"minReaderVersion"_s, u"INT"_s},
                      {u"minWriterVersion"_s, u"INT"_s}};
    result.rows.push_back(Row{u"delta"_s, table.pipeline->id(), table.name, std::nullopt,
                              table.pipeline->zoneAddress() + u"_tables/"_s + table.name,
                              isoMillis(data.source().origin()), isoMillis(batches.empty() ? now : batches.back().at),
                              u"[]"_s, QString::number(data.committed().files()),
                              QString::number(data.rows() * bytesPerRow), u"{}"_s, u"1"_s, u"2"_s});
    return result;
}

SqlResult columns(const Described &table)
{
    SqlResult result;
    result.columns = {{u"col_name"_s, u"STRING"_s}, {u"data_type"_s, u"STRING"_s}, {u"comment"_s, u"STRING"_s}};
    QList<std::pair<QString, QString>> known{
        {u"id"_s, u"string"_s}, {u"event_timestamp"_s, u"timestamp"_s}, {u"amount"_s, u"double"_s}};
    if (table.bronze)
        known << std::pair(u"_ingest_time"_s, u"timestamp"_s);
    for (const auto &[name, type] : known)
        result.rows.push_back(Row{name, type, std::nullopt});
    return result;
}

/// A dotted name from `at` on, made whole with the statement's catalog and schema; `at` moves behind it.
QString fullName(const SparkNodes &nodes, std::size_t &at, const SqlQuery &query)
{
    QStringList path;
    while (at < nodes.size() && nodes[at].isName()) {
        path << nodes[at++].text;
        if (at < nodes.size() && nodes[at].isSymbol("."_L1))
            ++at;
        else
            break;
    }
    if (path.size() == 1)
        path.prepend(query.schema.isEmpty() ? u"default"_s : query.schema);
    if (path.size() == 2)
        path.prepend(query.catalog.isEmpty() ? u"main"_s : query.catalog);
    return path.join(u'.');
}

} // namespace

SqlAnswer runDescribing(const SparkNodes &nodes, const SqlQuery &query, const RegionWorld &world)
{
    const auto wordAt = [&nodes](std::size_t at, QLatin1StringView word) {
        return at < nodes.size() && nodes[at].isWord(word);
    };
    std::size_t at = 1;
    const bool ofHistory = wordAt(at, "HISTORY"_L1);
    const bool ofDetail = wordAt(at, "DETAIL"_L1);
    if (ofHistory || ofDetail || wordAt(at, "TABLE"_L1))
        ++at;
    if (wordAt(at, "EXTENDED"_L1))
        ++at;
    const QString name = fullName(nodes, at, query);
    std::int64_t limit = INT64_MAX;
    if (ofHistory && wordAt(at, "LIMIT"_L1) && at + 1 < nodes.size()) {
        bool good = false;
        limit = nodes[at + 1].text.toLongLong(&good);
        if (!good || limit < 0)
            return tl::unexpected(syntaxError(nodes[at + 1].text));
        at += 2;
    }
    if (name.isEmpty() || at != nodes.size())
        return tl::unexpected(syntaxError(at < nodes.size() ? nodes[at].text : u"end of input"_s));
    const auto table = tableNamed(name, world);
    if (!table)
        return tl::unexpected(SqlError{
            u"BAD_REQUEST"_s,
            u"[TABLE_OR_VIEW_NOT_FOUND] The table or view `%1` cannot be found. SQLSTATE: 42P01"_s.arg(name.left(200)),
            u"42P01"_s});
    return ofHistory ? history(*table, limit) : (ofDetail ? detail(*table, world.now()) : columns(*table));
}

} // namespace twinlake::simulator
