// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The top of the estate file, its regions and its Terraform, and the rules that tie sections together.
#include "models/estate/estateparser.h"

#include "models/estate/estatecontext.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = CredentialSource::Kind;

constexpr qsizetype mostProblems = 200;

const TextRule &warehouseRule()
{
    static const TextRule rule{QRegularExpression(u"^[0-9a-f]{16}\\z"_s),
                               estateWords(QT_TRANSLATE_NOOP("EstateFile", "a warehouse id of 16 hexadecimal digits")),
                               u"0123456789abcdef"_s};
    return rule;
}

EstateRegion readRegion(const JsonPlace &place, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    EstateRegion region;
    const JsonPlace label = reader.required(u"label"_s, u"\"us-east-1\""_s);
    region.label = readText(label, labelRule(), context.problems);
    context.once(label, estateWords(QT_TRANSLATE_NOOP("EstateFile", "region label")), region.label);
    const JsonPlace host = reader.required(u"host"_s, u"\"https://dbc-a.cloud.databricks.com\""_s);
    region.host = context.address(host, true);
    context.once(host, estateWords(QT_TRANSLATE_NOOP("EstateFile", "host")), region.host.toString());
    region.credentials =
        context.credentialsOf(reader.required(u"credentials"_s, u"\"databrickscfg:PROFILE\""_s),
                              {Kind::DatabricksConfig, Kind::Keychain, Kind::Environment, Kind::Rehearsal},
                              u"databrickscfg:PROFILE, keychain:NAME or env:VARIABLE"_s);
    region.warehouse = {
        readText(reader.required(u"warehouse_id"_s, u"\"0123456789abcdef\""_s), warehouseRule(), context.problems)};
    reader.finish();
    return region;
}

PerRegion<EstateRegion> readRegions(const JsonPlace &place, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    PerRegion<EstateRegion> regions;
    for (const Region region : bothRegions)
        regions[region] =
            readRegion(reader.required(regionKey(region), u"{ \"label\": ..., \"host\": ... }"_s), context);
    reader.finish();
    return regions;
}

EstateTerraform readTerraform(const JsonPlace &place, EstateContext &context)
{
    ObjectReader reader(place, context.problems);
    EstateTerraform terraform;
    terraform.address = context.address(reader.required(u"address"_s, u"\"https://app.terraform.io\""_s), true);
    terraform.organization =
        readText(reader.required(u"organization"_s, u"\"acme\""_s), workspaceRule(), context.problems);
    terraform.credentials =
        context.credentialsOf(reader.required(u"credentials"_s, u"\"terraformrc\""_s),
                              {Kind::TerraformRc, Kind::Keychain, Kind::Environment, Kind::Rehearsal},
                              u"terraformrc, keychain:NAME or env:VARIABLE"_s);
    const JsonPlace lock = reader.required(u"coordination_workspace"_s, u"\"dr-coordination\""_s);
    terraform.coordinationWorkspace = readText(lock, workspaceRule(), context.problems);
    reader.finish();
    return terraform;
}

EstateTimings readTimings(const JsonPlace &place, EstateContext &context)
{
    EstateTimings timings;
    if (!place)
        return timings;
    ObjectReader reader(place, context.problems);
    const auto read = [&](const QString &key, Duration &target) {
        target = readDuration(reader.optional(key), Duration::zero(), context.problems).value_or(target);
    };
    read(u"dwell"_s, timings.dwell);
    read(u"commit_window"_s, timings.commitWindow);
    read(u"hold_down"_s, timings.holdDown);
    read(u"soak"_s, timings.soak);
    reader.finish();
    return timings;
}

std::optional<EstateRehearsal> readRehearsal(const JsonPlace &place, EstateContext &context)
{
    if (!place)
        return std::nullopt;
    ObjectReader reader(place, context.problems);
    EstateRehearsal rehearsal;
    rehearsal.control = context.address(reader.required(u"control"_s, u"\"http://127.0.0.1:8080\""_s), true);
    rehearsal.id = readText(reader.required(u"id"_s, u"\"regional-outage-7\""_s), nameRule(), context.problems);
    reader.finish();
    return rehearsal;
}

/// The lock is held during an incident, and a locked workspace cannot run (reliability.md section 1).
void judgeCoordination(const Estate &estate, const JsonPlace &root, EstateContext &context)
{
    const QString &lock = estate.terraform.coordinationWorkspace;
    const bool used = std::any_of(estate.groups.begin(), estate.groups.end(), [&](const FailoverGroup &group) {
        return group.activation.primary.workspace == lock || group.activation.secondary.workspace == lock
            || (group.consumers && group.consumers->variable.workspace == lock);
    });
    if (lock.isEmpty() || !used)
        return;
    const JsonMember *terraform = root.node->member(u"terraform"_s);
    const JsonMember *member = terraform->value.member(u"coordination_workspace"_s);
    context.problems.add(
        {&member->value, u"$.terraform.coordination_workspace"_s},
        estateWords(QT_TRANSLATE_NOOP(
                        "EstateFile",
                        "The coordination workspace \"%1\" also has to run, but it is locked during an incident."))
            .arg(lock),
        estateWords(
            QT_TRANSLATE_NOOP("EstateFile", "Name an empty workspace of its own, for example \"dr-coordination\".")));
}

Estate readEstate(const JsonPlace &root, EstateContext &context)
{
    ObjectReader reader(root, context.problems);
    Estate estate;
    const JsonPlace schema = reader.required(u"schema"_s, u"1"_s);
    if (const qint64 version = readPositiveInteger(schema, u"1"_s, context.problems); version > 1) {
        context.problems.add(
            schema, estateWords(QT_TRANSLATE_NOOP("EstateFile", "This Twinlake reads schema 1, not %1.")).arg(version),
            estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write 1, or use a newer Twinlake.")));
    }
    estate.name = readText(reader.required(u"name"_s, u"\"acme-lakehouse\""_s), nameRule(), context.problems);
    estate.environment = readText(reader.optional(u"environment"_s), labelRule(), context.problems);
    estate.regions = readRegions(reader.required(u"regions"_s, u"{ \"primary\": ..., \"secondary\": ... }"_s), context);
    estate.terraform = readTerraform(
        reader.required(u"terraform"_s, u"{ \"address\": \"https://app.terraform.io\", ... }"_s), context);
    estate.groups = readGroups(reader.required(u"failover_groups"_s, u"[ { \"name\": \"orders\", ... } ]"_s), context);
    if (readChoice(reader.optional(u"approval"_s), {u"single"_s, u"four_eyes"_s}, context.problems) == 1)
        estate.approval = Approval::FourEyes;
    for (const JsonPlace &witness : readArray(reader.optional(u"witnesses"_s), 0, context.problems))
        estate.witnesses.append(context.address(witness, false));
    static const TextRule path{QRegularExpression(u"^[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,4096}\\z"_s),
                               estateWords(QT_TRANSLATE_NOOP("EstateFile", "a file name")),
                               u"/etc/ssl/certs/company.pem"_s};
    estate.caBundle = readText(reader.optional(u"ca_bundle"_s), path, context.problems);
    estate.timings = readTimings(reader.optional(u"timings"_s), context);
    const bool isRehearsal = reader.has(u"rehearsal"_s);
    estate.rehearsal = readRehearsal(reader.optional(u"rehearsal"_s), context);
    reader.finish();
    if (root.node->complete || isRehearsal)
        context.judgeRehearsal(isRehearsal);
    judgeCoordination(estate, root, context);
    return estate;
}

} // namespace

tl::expected<Estate, QList<EstateProblem>> parseEstate(const QByteArray &text)
{
    const JsonTree tree = readJsonTree(text);
    EstateContext context;
    context.problems.add(tree.problems);
    Estate estate;
    const bool nothingRead = tree.root.kind == JsonNode::Kind::Null && !tree.problems.isEmpty();
    if (!nothingRead)
        estate = readEstate({&tree.root, u"$"_s}, context);
    const QList<EstateProblem> problems = context.problems.sorted();
    if (!problems.isEmpty())
        return tl::unexpected(problems.first(std::min(mostProblems, problems.size())));
    return estate;
}

} // namespace twinlake
