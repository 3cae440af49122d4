// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/statementrequest.h"

#include "app/simulator/databricks/replies.h"

#include <QRegularExpression>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<SimResponse> readParameters(const nlohmann::json &body, StatementRequest &asked)
{
    const auto parameters = body.find("parameters");
    if (parameters == body.end() || parameters->is_null())
        return std::nullopt;
    if (!parameters->is_array())
        return invalidParameter(u"Could not parse request object: field 'parameters' must be an array."_s);
    for (const nlohmann::json &parameter : *parameters) {
        if (!parameter.is_object())
            return invalidParameter(u"Every parameter must be an object."_s);
        BodyReader reader(parameter);
        SqlParameter read{reader.text("name"), reader.text("value"), reader.text("type")};
        const bool given = parameter.is_object() && parameter.contains("value") && !parameter["value"].is_null();
        if (!given)
            read.value.reset();
        if (reader.complaint())
            return reader.complaint();
        if (read.name.isEmpty())
            return invalidParameter(u"Every parameter needs a name."_s);
        asked.query.parameters.append(std::move(read));
    }
    return std::nullopt;
}

std::optional<SimResponse> readWait(BodyReader &reader, StatementRequest &asked)
{
    static const QRegularExpression seconds(u"^([0-9]{1,3})s$"_s);
    const QString wait = reader.text("wait_timeout");
    const QString then = reader.text("on_wait_timeout");
    if (!wait.isEmpty()) {
        const auto match = seconds.match(wait);
        const int count = match.captured(1).toInt();
        if (!match.hasMatch() || (count != 0 && (count < 5 || count > 50)))
            return invalidParameter(u"wait_timeout must be 0s or between 5s and 50s."_s);
        asked.wait = std::chrono::seconds(count);
    }
    if (!then.isEmpty() && then != u"CONTINUE" && then != u"CANCEL")
        return invalidParameter(u"on_wait_timeout must be CONTINUE or CANCEL."_s);
    asked.cancelAfterWait = then == u"CANCEL";
    return std::nullopt;
}

std::optional<SimResponse> readForm(BodyReader &reader, StatementRequest &asked)
{
    const QString format = reader.text("format");
    const QString disposition = reader.text("disposition");
    if (!disposition.isEmpty() && disposition != u"INLINE" && disposition != u"EXTERNAL_LINKS")
        return invalidParameter(u"disposition must be INLINE or EXTERNAL_LINKS."_s);
    asked.query.external = disposition == u"EXTERNAL_LINKS";
    asked.query.csv = format == u"CSV";
    if (format.isEmpty() || format == u"JSON_ARRAY" || (asked.query.csv && asked.query.external))
        return std::nullopt;
    if (format == u"CSV" || format == u"ARROW_STREAM")
        return invalidParameter(asked.query.external
                                    ? u"The format ARROW_STREAM is not served here."_s
                                    : u"The INLINE disposition only supports the JSON_ARRAY format."_s);
    return invalidParameter(u"format must be JSON_ARRAY, ARROW_STREAM or CSV."_s);
}

std::optional<SimResponse> readStatement(const nlohmann::json &body, StatementRequest &asked)
{
    BodyReader reader(body);
    asked.query.text = reader.text("statement");
    asked.query.catalog = reader.text("catalog");
    asked.query.schema = reader.text("schema");
    asked.query.rowLimit = reader.number("row_limit");
    asked.query.byteLimit = reader.number("byte_limit");
    asked.warehouseId = reader.text("warehouse_id");
    auto bad = readWait(reader, asked);
    if (!bad)
        bad = readForm(reader, asked);
    if (reader.complaint())
        return reader.complaint();
    if (bad)
        return bad;
    if (asked.query.text.trimmed().isEmpty())
        return invalidParameter(u"statement must be given."_s);
    if (asked.query.text.size() > 16LL * 1024 * 1024)
        return invalidParameter(u"statement may have at most 16 MiB."_s);
    if (asked.query.rowLimit.value_or(1) <= 0 || asked.query.byteLimit.value_or(1) <= 0)
        return invalidParameter(u"row_limit and byte_limit must be positive."_s);
    const auto tags = body.find("query_tags");
    if (tags != body.end() && !tags->is_null() && (!tags->is_array() || tags->size() > 20))
        return invalidParameter(u"query_tags must be an array of at most 20 tags."_s);
    return readParameters(body, asked);
}

} // namespace

tl::expected<StatementRequest, SimResponse> statementRequest(const nlohmann::json &body)
{
    StatementRequest asked;
    if (auto bad = readStatement(body, asked))
        return tl::unexpected(std::move(*bad));
    return asked;
}

} // namespace twinlake::simulator
