// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Short phrases for one line of a column.
#include "models/views/regionrowtexts.h"

#include "models/rules/croncollision.h"
#include "models/rules/reachability.h"
#include "models/views/readingform.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int shortIdLength = 8;

struct RowTextsWords {
    Q_DECLARE_TR_FUNCTIONS(RegionRowTexts)
};

template <typename T, typename DataOf>
bool saysLess(const Observed<T> &a, const Observed<T> &b, DataOf dataOf)
{
    if (a.isLive() != b.isLive())
        return !a.isLive();
    if (a.value.has_value() != b.value.has_value())
        return !a.value.has_value();
    if (!a.value)
        return false;
    const std::optional<Instant> dataA = dataOf(*a.value);
    const std::optional<Instant> dataB = dataOf(*b.value);
    if (!dataA || !dataB)
        return !dataA && dataB;
    return *dataA < *dataB;
}

} // namespace

QString reachDetail(const Reachability &reach)
{
    const QString lost = RowTextsWords::tr("%1 of %2 probes lost").arg(reach.lost).arg(reach.probes);
    if (reach.reach != Reach::Reachable && !reach.detail.isEmpty())
        return RowTextsWords::tr("%1, %2").arg(lost, reach.detail.section(u'\n', 0, 0).left(160));
    return reach.medianAnswer ? RowTextsWords::tr("p50 %1 ms, %2").arg(reach.medianAnswer->count()).arg(lost) : lost;
}

QString pipelineDetail(const Pipeline &pipeline, const Instant &now)
{
    const QString kind = pipeline.continuous ? RowTextsWords::tr("continuous") : RowTextsWords::tr("triggered");
    if (const auto active = pipeline.activeUpdate()) {
        const QString id = active->id.value.left(shortIdLength);
        if (!active->createdAt)
            return RowTextsWords::tr("%1, update %2").arg(kind, id);
        return RowTextsWords::tr("%1, update %2, up %3").arg(kind, id, ageText(*active->createdAt, now));
    }
    if (pipeline.latestUpdates.isEmpty())
        return RowTextsWords::tr("%1, no update yet").arg(kind);
    const Update &last = pipeline.latestUpdates.constFirst();
    const QString word = last.stateWord.isEmpty() ? wireWord(last.state) : last.stateWord;
    const QString id = last.id.value.left(shortIdLength);
    const QString at = last.createdAt ? clockTime(*last.createdAt, now) : QString();
    return RowTextsWords::tr("%1 %2 %3").arg(id, word, at).trimmed();
}

QString jobDetail(const Job &job, Role role, const Instant &now)
{
    if (!job.schedule)
        return job.continuousPaused ? RowTextsWords::tr("continuous trigger") : RowTextsWords::tr("no schedule");
    if (job.schedule->paused) {
        return role == Role::Active ? RowTextsWords::tr("no next fire while this region is active")
                                    : RowTextsWords::tr("no next fire, nobody would start an update");
    }
    const auto next = nextFire(*job.schedule, now);
    if (!next)
        return RowTextsWords::tr("its schedule never fires again: %1").arg(job.schedule->cron);
    return RowTextsWords::tr("next fire %1, in %2").arg(clockTime(*next, now), humanDuration(between(now, *next)));
}

QString warehouseDetail(const Warehouse &warehouse)
{
    return warehouse.autoStopMinutes == 0
        ? RowTextsWords::tr("%1, never stops by itself").arg(warehouse.name)
        : RowTextsWords::tr("%1, stops after %2 min unused").arg(warehouse.name).arg(warehouse.autoStopMinutes);
}

StateSign landingSign(const LandingNewest &newest, Duration rpo, const Instant &now)
{
    if (!newest.newestFileAt)
        return {Shape::Triangle, ToneToken::Watch, true, RowTextsWords::tr("EMPTY")};
    if (between(*newest.newestFileAt, now) <= rpo)
        return ageSign(AgeState::Fresh);
    return {Shape::Triangle, ToneToken::Watch, true, RowTextsWords::tr("NOTHING NEW")};
}

QString landingDetail(const LandingNewest &newest, const Instant &now)
{
    if (!newest.newestFileAt)
        return RowTextsWords::tr("no file in %1").arg(newest.zone);
    return RowTextsWords::tr("newest file %1").arg(clockTime(*newest.newestFileAt, now));
}

StateSign workspaceSign(const TerraformWorkspace &workspace)
{
    if (!workspace.locked)
        return {Shape::TickCircle, ToneToken::Ready, false, RowTextsWords::tr("UNLOCKED")};
    return {Shape::Triangle, ToneToken::Watch, true, RowTextsWords::tr("LOCKED")};
}

QString workspaceDetail(const TerraformWorkspace &workspace, const WorkspaceFacts &facts, const EstateVariable &named)
{
    if (workspace.locked && !workspace.lockedReason.isEmpty())
        return RowTextsWords::tr("%1: %2").arg(workspace.name, workspace.lockedReason.left(160));
    if (!facts.variable.isLive())
        return RowTextsWords::tr("%1, %2 is not known").arg(workspace.name, named.variable);
    return RowTextsWords::tr("%1, %2 = %3")
        .arg(workspace.name, named.variable, facts.variable.value->value.value_or(RowTextsWords::tr("(hidden)")));
}

bool lessKnown(const Observed<TableWatermark> &a, const Observed<TableWatermark> &b)
{
    return saysLess(a, b, [](const TableWatermark &value) { return value.watermark; });
}

bool lessKnown(const Observed<LandingNewest> &a, const Observed<LandingNewest> &b)
{
    return saysLess(a, b, [](const LandingNewest &value) { return value.newestFileAt; });
}

} // namespace twinlake
