// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal's event kinds and the keys of their data: written once, never renamed. A RunState is a fold over them, so
// everything that the fold needs is in them.
#pragma once

#include "models/domain/time.h"
#include "models/ports/journal.h"

#include <QJsonObject>
#include <QString>

namespace twinlake::events {

using namespace Qt::Literals::StringLiterals;

// kind                                      data
inline const QString incidentOpened =
    u"incident_opened"_s; // recipe version group estate from to driver place nonce epoch dry_run steps notes
inline const QString direction = u"direction"_s; // from to titles: who serves, once it has been read
inline const QString t0Set = u"t0_set"_s; // t0
inline const QString stepStarted = u"step_started"_s; // sentence
inline const QString evidence = u"evidence"_s; // status sentence cause rule evidence
inline const QString intent = u"intent"_s; // intent phase subject call method path target body_hash seen epoch
inline const QString outcome = u"outcome"_s; // intent kind status text created given_up
inline const QString wouldSend = u"would_send"_s; // phase subject method path target verdict: a dry run
inline const QString gateOpened = u"gate_opened"_s; // gate and every field of OpenGate
inline const QString gateAnswered = u"gate_answered"_s; // gate approved typed reason
inline const QString phaseDone = u"phase_done"_s; // phase sentence evidence notes
inline const QString stepDone = u"step_done"_s; // sentence
inline const QString stepFailed = u"step_failed"_s; // sentence
inline const QString stepSkipped = u"step_skipped"_s; // reason
inline const QString stepRetried = u"step_retried"_s; // -
inline const QString clock = u"clock"_s; // clock (detected, serving_proven, data_at_risk) at proven seconds
inline const QString caughtUp = u"caught_up"_s; // verdict sentence
inline const QString override = u"override"_s; // rule (I1..., skippedRule, four_eyes, estate) reason
inline const QString estateRule = u"estate"_s; // of an override: goes on with an estate that has changed
inline const QString skippedRule = u"skipped"_s; // of an override: the step was skipped
inline const QString aborting = u"aborting"_s; // reason title budget_ms then: the recipe that follows
inline const QString paused = u"paused"_s;
// also when the console continues after a restart: epoch driver place; after a take-over nonce and reopen as well
inline const QString resumed = u"resumed"_s;
inline const QString incidentClosed = u"incident_closed"_s; // result sentence cause

/// What was only observed, and is observed anew after a restart: evidence, phases, the begin and end of steps. Intents,
/// outcomes, a person's word and the incident's own begin and end are not.
bool isSeenAgain(const QString &kind);

/// An event without its sequence and instant: the runner and the journal fill those in.
JournalEvent make(const IncidentId &incident, const QString &kind, const StepId &step, QJsonObject data);

} // namespace twinlake::events
