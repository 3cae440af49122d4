// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/resultdocuments.h"

#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/resultlinks.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

nlohmann::json rowsOf(const Statement &statement, const ResultChunk &chunk)
{
    nlohmann::json rows = nlohmann::json::array();
    for (std::size_t at = chunk.rowOffset; at < chunk.rowOffset + chunk.rowCount; ++at) {
        nlohmann::json values = nlohmann::json::array();
        for (const auto &value : statement.result.rows[at])
            values.push_back(value ? nlohmann::json(value->toStdString()) : nlohmann::json());
        rows.push_back(std::move(values));
    }
    return rows;
}

nlohmann::json columnDocument(const SqlColumn &column, std::size_t position)
{
    static const QMap<QString, QString> texts{
        {u"LONG"_s, u"BIGINT"_s}, {u"SHORT"_s, u"SMALLINT"_s}, {u"BYTE"_s, u"TINYINT"_s}};
    nlohmann::json document{{"name", column.name.toStdString()},
                            {"position", position},
                            {"type_name", column.typeName.toStdString()},
                            {"type_text", texts.value(column.typeName, column.typeName).toStdString()}};
    if (column.typeName == u"DECIMAL") {
        document["type_precision"] = column.precision;
        document["type_scale"] = column.scale;
        document["type_text"] = u"DECIMAL(%1,%2)"_s.arg(column.precision).arg(column.scale).toStdString();
    }
    return document;
}

nlohmann::json manifestDocument(const Statement &statement)
{
    nlohmann::json columns = nlohmann::json::array();
    for (const SqlColumn &column : statement.result.columns)
        columns.push_back(columnDocument(column, columns.size()));
    std::size_t bytes = 0;
    nlohmann::json chunks = nlohmann::json::array();
    for (const ResultChunk &chunk : statement.chunks) {
        bytes += chunk.bytes;
        chunks.push_back({{"chunk_index", chunks.size()},
                          {"row_offset", chunk.rowOffset},
                          {"row_count", chunk.rowCount},
                          {"byte_count", chunk.bytes}});
    }
    nlohmann::json manifest{{"format", statement.query.csv ? "CSV" : "JSON_ARRAY"},
                            {"schema", {{"column_count", columns.size()}, {"columns", columns}}},
                            {"total_chunk_count", chunks.size()},
                            {"total_row_count", statement.result.rows.size()},
                            {"total_byte_count", bytes},
                            {"truncated", statement.result.truncated}};
    if (!chunks.empty())
        manifest["chunks"] = std::move(chunks);
    return manifest;
}

QByteArray csvField(const std::optional<QString> &value)
{
    QByteArray text = value ? value->toUtf8() : "null"_ba;
    if (text.contains(',') || text.contains('"') || text.contains('\n') || text.contains('\r'))
        text = '"' + text.replace('"', "\"\"") + '"';
    return text;
}

} // namespace

nlohmann::json chunkDocument(const Statement &statement, std::size_t index, const ResultLinks &links,
                             const QString &origin)
{
    const ResultChunk &chunk = statement.chunks[index];
    nlohmann::json place{{"chunk_index", index}, {"row_offset", chunk.rowOffset}, {"row_count", chunk.rowCount}};
    if (index + 1 < statement.chunks.size()) {
        place["next_chunk_index"] = index + 1;
        place["next_chunk_internal_link"] =
            u"/api/2.0/sql/statements/%1/result/chunks/%2"_s.arg(statement.id).arg(index + 1).toStdString();
    }
    if (!statement.query.external) {
        place["data_array"] = rowsOf(statement, chunk);
        return place;
    }
    place["byte_count"] = chunk.bytes;
    links.addTo(place, statement, index, origin);
    return {{"external_links", nlohmann::json::array({std::move(place)})}};
}

nlohmann::json statementDocument(const Statement &statement, const ResultLinks &links, const QString &origin)
{
    nlohmann::json status{{"state", statement.state.toStdString()}};
    if (statement.ended() && statement.error) {
        status["error"] = {{"error_code", statement.error->code.toStdString()},
                           {"message", statement.error->message.toStdString()}};
        if (!statement.error->sqlState.isEmpty())
            status["sql_state"] = statement.error->sqlState.toStdString();
    }
    nlohmann::json body{{"statement_id", statement.id.toStdString()}, {"status", std::move(status)}};
    if (statement.state == u"SUCCEEDED") {
        body["manifest"] = manifestDocument(statement);
        body["result"] =
            statement.chunks.empty() ? nlohmann::json::object() : chunkDocument(statement, 0, links, origin);
    }
    return body;
}

QByteArray chunkBytes(const Statement &statement, std::size_t index)
{
    const ResultChunk &chunk = statement.chunks[index];
    if (!statement.query.csv)
        return jsonReply(rowsOf(statement, chunk)).body;
    QByteArray csv;
    const auto addRow = [&csv](const QByteArrayList &fields) { csv += fields.join(',') + "\r\n"; };
    if (index == 0) {
        QByteArrayList header;
        for (const SqlColumn &column : statement.result.columns)
            header << csvField(column.name);
        addRow(header);
    }
    for (std::size_t at = chunk.rowOffset; at < chunk.rowOffset + chunk.rowCount; ++at) {
        QByteArrayList fields;
        for (const auto &value : statement.result.rows[at])
            fields << csvField(value);
        addRow(fields);
    }
    return csv;
}

} // namespace twinlake::simulator
