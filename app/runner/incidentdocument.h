// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An incident of the journal as JSON: a row of the list, and the whole for export.
#pragma once

#include "models/ports/journal.h"
#include "models/runbook/runstate.h"

#include <QJsonObject>

namespace twinlake {

/// {"incident","recipe","group","driver","opened","closed","result",...,"journal"}.
QJsonObject incidentRow(const RunState &state, const QString &journal);
/// The row for people, one line.
QString incidentLine(const QJsonObject &row);
/// Everything: the row, every event, and what the chain check says.
QJsonObject incidentDocument(const QList<JournalEvent> &events, const QString &journal,
                             const std::optional<qint64> &firstBadRow);

} // namespace twinlake
