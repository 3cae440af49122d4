// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows and documents.
#include "app/runner/incidentdocument.h"

#include "models/runbook/codec.h"
#include "models/runbook/fold.h"

#include <QJsonArray>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonValue isoOrNull(const std::optional<Instant> &at)
{
    return at ? QJsonValue(toIso(*at)) : QJsonValue();
}

QJsonArray stepRows(const RunState &state)
{
    QJsonArray rows;
    for (const StepProgress &step : state.steps) {
        rows.append(QJsonObject{{u"step"_s, step.id.value},
                                {u"title"_s, step.title},
                                {u"status"_s, stepStatusKey(step.status)},
                                {u"started"_s, isoOrNull(step.startedAt)},
                                {u"ended"_s, isoOrNull(step.endedAt)},
                                {u"sentence"_s, step.sentence}});
    }
    return rows;
}

} // namespace

QJsonObject incidentRow(const RunState &state, const QString &journal)
{
    return {{u"incident"_s, state.id.value},
            {u"recipe"_s, recipeKey(state.recipe)},
            {u"group"_s, state.group},
            {u"from"_s, regionKey(state.from)},
            {u"to"_s, regionKey(state.to)},
            {u"driver"_s, state.driver},
            {u"epoch"_s, state.epoch},
            {u"dry_run"_s, state.dryRun},
            {u"opened"_s, toIso(state.openedAt)},
            {u"closed"_s, isoOrNull(state.closedAt)},
            {u"t0"_s, isoOrNull(state.clocks.t0)},
            {u"serving_proven"_s, isoOrNull(state.clocks.servingProvenAt)},
            {u"result"_s, resultKey(state.result)},
            {u"sentence"_s, state.resultSentence},
            {u"steps"_s, stepRows(state)},
            {u"overrides"_s, QJsonArray::fromStringList(state.overrides)},
            {u"journal"_s, journal}};
}

QString incidentLine(const QJsonObject &row)
{
    const QString line = u"%1  %2  %3  %4  %5"_s.arg(
        row["incident"_L1].toString().leftJustified(36), row["opened"_L1].toString().leftJustified(20),
        row["recipe"_L1].toString().leftJustified(10), row["result"_L1].toString().leftJustified(12),
        row["sentence"_L1].toString());
    return line.trimmed();
}

QJsonObject incidentDocument(const QList<JournalEvent> &events, const QString &journal,
                             const std::optional<qint64> &firstBadRow)
{
    QJsonArray rows;
    for (const JournalEvent &event : events) {
        rows.append(QJsonObject{{u"sequence"_s, event.sequence},
                                {u"at"_s, toIso(event.at)},
                                {u"kind"_s, event.kind},
                                {u"step"_s, event.step.value},
                                {u"data"_s, event.data}});
    }
    return {{u"schema"_s, 1},
            {u"incident"_s, incidentRow(fold(events), journal)},
            {u"events"_s, rows},
            {u"chain"_s,
             QJsonObject{{u"ok"_s, !firstBadRow.has_value()},
                         {u"first_bad_row"_s, firstBadRow ? QJsonValue(*firstBadRow) : QJsonValue()}}}};
}

} // namespace twinlake
