// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The slowest table decides: a fast one must not hide it.
#include "models/views/wizardcatchup.h"

#include "models/views/wizardhead.h"

#include <QCoreApplication>
#include <QMap>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

class CatchUpWords {
    Q_DECLARE_TR_FUNCTIONS(WizardCatchUp)
};

QString slowestTable(const QMap<QString, QList<TableWatermark>> &byTable)
{
    QString slowest;
    for (auto it = byTable.cbegin(); it != byTable.cend(); ++it) {
        if (slowest.isEmpty() || *it->last().watermark < *byTable.value(slowest).last().watermark)
            slowest = it.key();
    }
    return slowest;
}

} // namespace

std::optional<WizardCatchUp> wizardCatchUp(const RunState &run, const StepProgress &step)
{
    QMap<QString, QList<TableWatermark>> byTable;
    for (const TableWatermark &reading : step.catchUpReadings) {
        if (reading.watermark)
            byTable[reading.table].append(reading);
    }
    if (byTable.isEmpty())
        return std::nullopt;
    WizardCatchUp catchUp;
    catchUp.table = slowestTable(byTable);
    catchUp.otherTables = int(byTable.size()) - 1;
    catchUp.readings = byTable.value(catchUp.table);
    if (run.recipe == RecipeKind::Failover)
        catchUp.target = run.clocks.t0;
    for (const StepProgress &other : run.steps) {
        if (other.id.value == "running"_L1 && other.status == StepStatus::Done)
            catchUp.runningSince = other.endedAt;
    }
    if (catchUp.target && *catchUp.readings.last().watermark < *catchUp.target)
        catchUp.eta = catchUpEta(catchUp.readings, *catchUp.target);
    return catchUp;
}

QString catchUpSentence(const WizardCatchUp &catchUp)
{
    const TableWatermark &newest = catchUp.readings.last();
    if (!catchUp.target) {
        return CatchUpWords::tr("%1 is at %2, %3 behind its region's clock.")
            .arg(catchUp.table, timeOfDay(*newest.watermark), humanDuration(newest.lag().value_or(Duration{})));
    }
    if (*newest.watermark >= *catchUp.target)
        return CatchUpWords::tr("The watermark has reached T0; the other witnesses decide.");
    const QString missing = humanDuration(between(*newest.watermark, *catchUp.target));
    if (!catchUp.eta)
        return CatchUpWords::tr("%1 before T0; too few readings yet to say when it is reached.").arg(missing);
    if (catchUp.eta->never || !catchUp.eta->earliest || !catchUp.eta->latest)
        return CatchUpWords::tr("%1 before T0; never at this rate.").arg(missing);
    return CatchUpWords::tr("%1 before T0 and closing; whole up to T0 at %2 to %3.")
        .arg(missing, timeOfDay(*catchUp.eta->earliest), timeOfDay(*catchUp.eta->latest));
}

} // namespace twinlake
