// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The older half is thinned out, so that the chart keeps its span and the ETA its newest readings.
#include "models/views/wizardreadings.h"

namespace twinlake {

namespace {

QList<TableWatermark> thinned(const QList<TableWatermark> &readings)
{
    const qsizetype half = readings.size() / 2;
    QList<TableWatermark> kept;
    for (qsizetype i = 0; i < half; i += 2)
        kept.append(readings.at(i));
    return kept + readings.mid(half);
}

} // namespace

void WizardReadings::add(const TableWatermark &reading)
{
    QList<TableWatermark> &readings = m_tables[reading.table];
    if (!readings.isEmpty() && readings.constLast() == reading)
        return;
    readings.append(reading);
    if (readings.size() > mostOfTable)
        readings = thinned(readings);
}

QList<TableWatermark> WizardReadings::all() const
{
    QList<TableWatermark> readings;
    for (const QList<TableWatermark> &table : m_tables)
        readings += table;
    return readings;
}

} // namespace twinlake
