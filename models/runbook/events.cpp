// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Making an event.
#include "models/runbook/events.h"

#include <QSet>

namespace twinlake::events {

bool isSeenAgain(const QString &kind)
{
    static const QSet<QString> seen{evidence, stepStarted, phaseDone, stepDone, clock, caughtUp};
    return seen.contains(kind);
}

JournalEvent make(const IncidentId &incident, const QString &kind, const StepId &step, QJsonObject data)
{
    JournalEvent event;
    event.incident = incident;
    event.kind = kind;
    event.step = step;
    event.data = std::move(data);
    return event;
}

} // namespace twinlake::events
