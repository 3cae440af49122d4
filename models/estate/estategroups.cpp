// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The failover groups of an estate file: pipelines, gold tables, Terraform flags, consumers, manual steps.
#include "models/estate/estatecontext.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const TextRule &pipelineIdRule()
{
    static const TextRule rule{QRegularExpression(u"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\z"_s),
                               estateWords(QT_TRANSLATE_NOOP("EstateFile", "a pipeline id, a UUID in lower case")),
                               u"1f0c6a52-93a1-4f2e-8d53-0a4b7c9e2d11"_s};
    return rule;
}

const TextRule &tableRule()
{
    static const TextRule rule{
        QRegularExpression(
            u"^[^.`/\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,255}(\\.[^.`/\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,255}){2}\\z"_s),
        estateWords(QT_TRANSLATE_NOOP("EstateFile", "a table name of catalog, schema and table without quotes")),
        u"main.gold.orders"_s};
    return rule;
}

const TextRule &columnRule()
{
    static const TextRule rule{QRegularExpression(u"^[^`\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,255}\\z"_s),
                               estateWords(QT_TRANSLATE_NOOP("EstateFile", "a column name without quotes")),
                               u"event_timestamp"_s};
    return rule;
}

const TextRule &zoneRule()
{
    static const TextRule rule{
        QRegularExpression(u"^(?:[a-z][a-z0-9+.-]*:/)?/[^\\x00-\\x20\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,1024}\\z"_s),
        estateWords(QT_TRANSLATE_NOOP("EstateFile", "the address of a landing zone")), u"s3://bucket/orders/"_s};
    return rule;
}

const TextRule &pointerRule()
{
    static const TextRule rule{QRegularExpression(u"^(?:/[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{0,200})?\\z"_s),
                               estateWords(QT_TRANSLATE_NOOP("EstateFile", "a JSON pointer")), u"/region"_s};
    return rule;
}

const TextRule &paragraphRule()
{
    static const TextRule rule{
        QRegularExpression(u"^[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\p{Cf}\\p{Zl}\\p{Zp}]{0,4000}\\z"_s),
        estateWords(QT_TRANSLATE_NOOP("EstateFile", "a text of at most 4000 characters")), u"Call the desk."_s};
    return rule;
}

/// Every step id of the three recipes (recovery-model.md 3.0).
const QStringList &stepIds()
{
    static const QStringList ids =
        (u"declare warm assess go activate break-glass running quiet catch-up last-look repoint serve hold "
         "ready heat level last-check soak demote close trust mend-feed revive parity settle-debt"_s)
            .split(u' ');
    return ids;
}

/// { "primary": ..., "secondary": ... } of texts of one kind.
PerRegion<QString> readPair(const JsonPlace &place, const TextRule &rule, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    PerRegion<QString> pair;
    for (const Region region : bothRegions)
        pair[region] = readText(reader.required(regionKey(region), u'"' + rule.example + u'"'), rule, context.problems);
    reader.finish();
    return pair;
}

EstateTable readTable(const JsonPlace &place, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    EstateTable table;
    if (reader.has(u"names"_s)) {
        table.names = readPair(reader.optional(u"names"_s), tableRule(), context);
        if (const JsonPlace name = reader.optional(u"name"_s)) {
            context.problems.add(
                name,
                estateWords(QT_TRANSLATE_NOOP("EstateFile", "A table has either \"name\" or \"names\", not both.")),
                estateWords(QT_TRANSLATE_NOOP("EstateFile", "Remove one of the two.")));
        }
    } else {
        const QString name =
            readText(reader.required(u"name"_s, u"\"main.gold.orders\""_s), tableRule(), context.problems);
        table.names = {name, name};
        reader.optional(u"names"_s);
    }
    table.eventTimestamp =
        readText(reader.required(u"event_timestamp"_s, u"\"event_timestamp\""_s), columnRule(), context.problems);
    table.lateness =
        readDuration(reader.optional(u"lateness"_s), Duration::zero(), context.problems).value_or(table.lateness);
    reader.finish();
    return table;
}

void readTwin(const JsonPlace &place, Region region, EstatePipeline &pipeline, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    const JsonPlace id = reader.required(u"pipeline_id"_s, u'"' + pipelineIdRule().example + u'"');
    pipeline.pipelineIds[region] = {readText(id, pipelineIdRule(), context.problems)};
    context.once(id, estateWords(QT_TRANSLATE_NOOP("EstateFile", "pipeline id")), pipeline.pipelineIds[region].value);
    pipeline.jobIds[region] = {readPositiveInteger(reader.required(u"job_id"_s, u"101"_s), u"101"_s, context.problems)};
    reader.finish();
}

QList<EstateTable> readTables(const JsonPlace &place, EstateContext &context)
{
    QList<EstateTable> tables;
    PerRegion<QStringList> known;
    for (const JsonPlace &element : readArray(place, 1, context.problems)) {
        const EstateTable table = readTable(element, context);
        const bool twice = std::any_of(bothRegions.begin(), bothRegions.end(), [&](Region region) {
            return !table.names[region].isEmpty() && known[region].contains(table.names[region]);
        });
        if (twice) {
            context.problems.add(
                element, estateWords(QT_TRANSLATE_NOOP("EstateFile", "This gold table is already in the list.")),
                estateWords(QT_TRANSLATE_NOOP("EstateFile", "Remove it, or name another table.")));
        }
        for (const Region region : bothRegions)
            known[region].append(table.names[region]);
        tables.append(table);
    }
    return tables;
}

EstatePipeline readPipeline(const JsonPlace &place, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    EstatePipeline pipeline;
    const JsonPlace name = reader.required(u"name"_s, u"\"orders\""_s);
    pipeline.name = readText(name, labelRule(), context.problems);
    context.once(name, estateWords(QT_TRANSLATE_NOOP("EstateFile", "pipeline name")), pipeline.name);
    for (const Region region : bothRegions)
        readTwin(reader.required(regionKey(region), u"{ \"pipeline_id\": ..., \"job_id\": 101 }"_s), region, pipeline,
                 context);
    const QStringList styles{u"continuous_pipeline"_s, u"continuous_job"_s};
    if (readChoice(reader.optional(u"activation"_s), styles, context.problems) == 1)
        pipeline.activation = Activation::ContinuousJob;
    pipeline.goldTables =
        readTables(reader.required(u"gold_tables"_s, u"[ { \"name\": \"main.gold.orders\", ... } ]"_s), context);
    for (const JsonPlace &bronze : readArray(reader.optional(u"bronze_tables"_s), 0, context.problems))
        pipeline.bronzeTables.append(readText(bronze, tableRule(), context.problems));
    if (const JsonPlace zones = reader.optional(u"landing_zones"_s))
        pipeline.landingZones = readPair(zones, zoneRule(), context);
    reader.finish();
    return pipeline;
}

EstateVariable readVariable(ObjectReader &reader, const QString &example, EstateContext &context)
{
    EstateVariable variable;
    variable.workspace =
        readText(reader.required(u"workspace"_s, u"\"dlt-us-east-1\""_s), workspaceRule(), context.problems);
    variable.variable = readText(reader.required(u"variable"_s, example), variableRule(), context.problems);
    return variable;
}

EstateCanary readCanary(const JsonPlace &place, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    EstateCanary canary;
    canary.url = context.address(reader.required(u"url"_s, u"\"https://gold.example.com/canary\""_s), false);
    canary.regionPointer = readText(reader.required(u"region"_s, u"\"/region\""_s), pointerRule(), context.problems);
    canary.watermarkPointer = readText(reader.optional(u"watermark"_s), pointerRule(), context.problems);
    reader.finish();
    return canary;
}

EstateConsumers readConsumers(const JsonPlace &place, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    EstateConsumers consumers;
    consumers.variable = readVariable(reader, u"\"serving_region\""_s, context);
    const JsonPlace values =
        reader.required(u"values"_s, u"{ \"primary\": \"us-east-1\", \"secondary\": \"us-west-2\" }"_s);
    consumers.values = readPair(values, labelRule(), context);
    if (!consumers.values.primary.isEmpty() && consumers.values.primary == consumers.values.secondary) {
        context.problems.add(values,
                             estateWords(QT_TRANSLATE_NOOP(
                                 "EstateFile", "Both regions have the same value, so the pointer could not move.")),
                             estateWords(QT_TRANSLATE_NOOP(
                                 "EstateFile", "Write the two values that the variable takes, one for each region.")));
    }
    if (const JsonPlace canary = reader.optional(u"canary"_s))
        consumers.canary = readCanary(canary, context);
    reader.finish();
    return consumers;
}

void readFlags(const JsonPlace &place, FailoverGroup &group, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    const QString flag = estateWords(QT_TRANSLATE_NOOP("EstateFile", "Terraform variable"));
    const QString example = u"{ \"workspace\": \"dlt-us-east-1\", \"variable\": \"active_region\" }"_s;
    const auto once = [&](const JsonPlace &at, const EstateVariable &variable) {
        if (!variable.workspace.isEmpty() && !variable.variable.isEmpty())
            context.once(at, flag, variable.workspace + u'.' + variable.variable);
    };
    for (const Region region : bothRegions) {
        const JsonPlace flagPlace = reader.required(regionKey(region), example);
        ObjectReader flagReader(flagPlace, context.problems);
        group.activation[region] = readVariable(flagReader, u"\"active_region\""_s, context);
        flagReader.finish();
        once(flagPlace, group.activation[region]);
    }
    if (const JsonPlace consumers = reader.optional(u"consumers"_s)) {
        group.consumers = readConsumers(consumers, context);
        once(consumers, group.consumers->variable);
    }
    reader.finish();
}

ManualStep readManualStep(const JsonPlace &place, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    ManualStep step;
    const int before = readChoice(reader.required(u"before"_s, u"\"repoint\""_s), stepIds(), context.problems);
    if (before >= 0)
        step.before = {stepIds().at(before)};
    step.title = readText(reader.required(u"title"_s, u"\"Tell the trading desk\""_s), labelRule(), context.problems);
    step.text = readText(reader.optional(u"text"_s), paragraphRule(), context.problems);
    reader.finish();
    return step;
}

FailoverGroup readGroup(const JsonPlace &place, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    FailoverGroup group;
    const JsonPlace name = reader.required(u"name"_s, u"\"orders\""_s);
    group.name = readText(name, nameRule(), context.problems);
    context.once(name, estateWords(QT_TRANSLATE_NOOP("EstateFile", "group name")), group.name);
    ObjectReader objectives(reader.required(u"objectives"_s, u"{ \"rto\": \"30m\", \"rpo\": \"15m\" }"_s),
                            context.problems);
    const Duration shortest = std::chrono::seconds(1);
    group.rto =
        readDuration(objectives.required(u"rto"_s, u"\"30m\""_s), shortest, context.problems).value_or(Duration{});
    group.rpo =
        readDuration(objectives.required(u"rpo"_s, u"\"15m\""_s), shortest, context.problems).value_or(Duration{});
    objectives.finish();
    for (const JsonPlace &pipeline :
         readArray(reader.required(u"pipelines"_s, u"[ { \"name\": \"orders\", ... } ]"_s), 1, context.problems))
        group.pipelines.append(readPipeline(pipeline, context));
    readFlags(reader.required(u"terraform"_s, u"{ \"primary\": ..., \"secondary\": ..., \"consumers\": ... }"_s), group,
              context);
    for (const JsonPlace &step : readArray(reader.optional(u"manual_steps"_s), 0, context.problems))
        group.manualSteps.append(readManualStep(step, context));
    reader.finish();
    return group;
}

} // namespace

QList<FailoverGroup> readGroups(const JsonPlace &place, EstateContext &context)
{
    QList<FailoverGroup> groups;
    for (const JsonPlace &element : readArray(place, 1, context.problems))
        groups.append(readGroup(element, context));
    return groups;
}

} // namespace twinlake
