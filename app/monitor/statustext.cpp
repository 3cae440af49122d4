// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/monitor/statustext.h"

#include "app/monitor/nextfire.h"
#include "models/domain/plaintext.h"
#include "models/rules/advice.h"
#include "models/rules/groupview.h"
#include "models/rules/reachability.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(Status)
};

/// "RUNNING, 3 s ago", or "unknown: why".
template <typename T, typename Words>
QString line(const Observed<T> &fact, const Instant &now, Words words)
{
    if (fact.isLive())
        return Say::tr("%1, %2 ago").arg(words(*fact.value), humanDuration(between(fact.readAt, now)));
    const QString why = fact.error ? fact.error->message : Say::tr("not asked");
    return Say::tr("unknown: %1").arg(why);
}

void add(QStringList &lines, const QString &what, const QString &says)
{
    lines << u"    %1 %2"_s.arg(what.leftJustified(28), says);
}

QString pipelineWords(const Pipeline &pipeline)
{
    const QString mode = pipeline.continuous ? Say::tr("continuous") : Say::tr("triggered");
    if (pipeline.latestUpdates.isEmpty())
        return Say::tr("%1, %2, no update yet").arg(pipeline.stateWord, mode);
    const Update &last = pipeline.latestUpdates.constFirst();
    return Say::tr("%1, %2, update %3 %4").arg(pipeline.stateWord, mode, last.id.value.left(8), last.stateWord);
}

QString jobWords(const Job &job, const Instant &now)
{
    const auto next = nextFire(job, now);
    const QString fires = next ? Say::tr("fires next %1").arg(toIso(*next)) : Say::tr("does not fire");
    return u"%1, %2"_s.arg(pauseWord(job), fires);
}

QString watermarkWords(const TableWatermark &reading)
{
    if (!reading.watermark)
        return Say::tr("no row yet");
    return Say::tr("%1, lag %2").arg(toIso(*reading.watermark), humanDuration(*reading.lag()));
}

void addRegion(QStringList &lines, const Estate &estate, const GroupView &view, Region region, const Instant &now)
{
    const RegionFacts &facts = view.facts.regions[region];
    const EstateRegion &place = estate.regions[region];
    lines << u"  %1 (%2, %3)"_s.arg(place.label, regionKey(region), place.host.toString());
    const QString detail = facts.reach.detail.isEmpty() ? QString() : u": "_s + facts.reach.detail;
    add(lines, Say::tr("reach"), reachWord(facts.reach.reach) + detail);
    add(lines, Say::tr("role"), u"%1. %2"_s.arg(roleWord(view.roles[region].role), view.roles[region].sentence));
    for (const EstatePipeline &pipeline : view.group.pipelines)
        add(lines, pipeline.name, line(facts.pipelines.value(pipeline.name), now, pipelineWords));
    for (const JobId id : view.group.jobs(region)) {
        add(lines, Say::tr("job %1").arg(id.value),
            line(facts.jobs.value(id), now, [&now](const Job &job) { return jobWords(job, now); }));
    }
    add(lines, Say::tr("warehouse"),
        line(facts.warehouse, now, [](const Warehouse &warehouse) { return warehouse.stateWord; }));
    for (const EstatePipeline &pipeline : view.group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables)
            add(lines, table.names[region], line(facts.watermarks.value(table.names[region]), now, watermarkWords));
    }
}

void addWorkspace(QStringList &lines, const EstateVariable &which, const WorkspaceFacts &facts, const Instant &now)
{
    const QString lock = facts.workspace.value && facts.workspace.value->locked
        ? Say::tr("LOCKED: %1").arg(facts.workspace.value->lockedReason)
        : Say::tr("unlocked");
    add(lines, which.workspace, line(facts.variable, now, [&](const TerraformVariable &variable) {
            return u"%1 = %2, %3"_s.arg(variable.key, variable.value.value_or(Say::tr("(hidden)")), lock);
        }));
}

void addTerraform(QStringList &lines, const Estate &estate, const GroupView &view, const Instant &now)
{
    const TerraformFacts &facts = view.facts.terraform;
    lines << u"  Terraform (%1)"_s.arg(estate.terraform.address.toString());
    const QString detail = facts.reach.detail.isEmpty() ? QString() : u": "_s + facts.reach.detail;
    add(lines, Say::tr("reach"), reachWord(facts.reach.reach) + detail);
    for (const Region region : bothRegions)
        addWorkspace(lines, view.group.activation[region], facts.activation[region], now);
    if (view.group.consumers)
        addWorkspace(lines, view.group.consumers->variable, facts.consumers, now);
}

QString servingWords(const Estate &estate, const ServingVerdict &serving)
{
    switch (serving.kind) {
    case ServingVerdict::Kind::Proven:
        return Say::tr("SERVING from %1").arg(estate.regions[*serving.region].label);
    case ServingVerdict::Kind::NotProven:
        return Say::tr("SERVING NOT PROVEN. %1").arg(serving.sentence);
    case ServingVerdict::Kind::Unknown:
        break;
    }
    return Say::tr("serving unknown. %1").arg(serving.sentence);
}

} // namespace

QString statusText(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now)
{
    const Advice advice = advise(estate, snapshot, now);
    QStringList lines{u"%1, %2"_s.arg(estate.name, toIso(now)), advice.headline};
    if (!advice.reason.isEmpty())
        lines << advice.reason;
    for (const GroupView &view : viewGroups(estate, snapshot, now)) {
        lines << QString() << u"%1: %2"_s.arg(view.group.name, servingWords(estate, view.serving));
        for (const Region region : bothRegions)
            addRegion(lines, estate, view, region, now);
        addTerraform(lines, estate, view, now);
    }
    for (const QUrl &url : estate.witnesses) {
        const Reachability reach = snapshot.witnesses.value(url.toString());
        lines << Say::tr("witness %1: %2 %3").arg(url.toString(), reachWord(reach.reach), reach.detail).trimmed();
    }
    return plainLines(lines) + u'\n';
}

} // namespace twinlake
