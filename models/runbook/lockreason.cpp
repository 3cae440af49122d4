// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writing and reading the reason, and an incident made from it.
#include "models/runbook/lockreason.h"

#include "models/runbook/codec.h"
#include "models/runbook/estateprint.h"
#include "models/runbook/events.h"
#include "models/runbook/phasedecision.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/lockkey.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestReason = 199;

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString lastKeyEndingIn(const Step &step, QLatin1StringView ending)
{
    QString found;
    for (const Lane &lane : step.lanes) {
        for (const Phase &phase : lane) {
            if (phase.key.endsWith(ending))
                found = phase.key;
        }
    }
    return found;
}

} // namespace

QString lockReason(const RunState &state)
{
    QJsonObject reason{{u"incident"_s, state.id.value},
                       {u"recipe"_s, recipeKey(state.recipe)},
                       {u"group"_s, state.group.left(40)},
                       {u"to"_s, regionKey(state.to)},
                       {u"t0"_s, toIso(state.clocks.t0.value_or(state.openedAt))},
                       {u"driver"_s, state.driver.left(24)},
                       {u"epoch"_s, state.epoch},
                       {u"nonce"_s, state.nonce}};
    if (!state.estatePrint.isEmpty())
        reason.insert(u"estate"_s, shortPrint(state.estatePrint));
    if (state.notes["was_held"_L1].toBool()) // who goes on without a journal has to put the hold back
        reason.insert(u"held"_s, true);
    if (steps::glassIsBroken(state)) // who goes on must not do through Terraform what was done without it
        reason.insert(u"glass"_s, true);
    for (const QString &dispensable : {u"group"_s, u"estate"_s, u"driver"_s}) { // the id names the group too
        if (compact(reason).size() > longestReason)
            reason.remove(dispensable);
    }
    return compact(reason);
}

std::optional<LockReason> readLockReason(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.left(1000).toUtf8()).object();
    LockReason reason;
    reason.incident = {object["incident"_L1].toString()};
    reason.recipe = object["recipe"_L1].toString();
    reason.group = object["group"_L1].toString();
    reason.to = object["to"_L1].toString();
    reason.t0 = object["t0"_L1].toString();
    reason.driver = object["driver"_L1].toString();
    reason.epoch = object["epoch"_L1].toInt(1);
    reason.nonce = object["nonce"_L1].toString();
    reason.estate = object["estate"_L1].toString();
    reason.held = object["held"_L1].toBool();
    reason.glass = object["glass"_L1].toBool();
    if (reason.incident.isEmpty() || reason.recipe.isEmpty() || reason.nonce.isEmpty() || !fromIso(reason.t0))
        return std::nullopt;
    return reason;
}

QString lockPhase(const Recipe &recipe)
{
    return lastKeyEndingIn(recipe.steps.first(), "/lock"_L1);
}

QString unlockPhase(const Recipe &recipe)
{
    return lastKeyEndingIn(recipe.steps.last(), "/unlock"_L1);
}

QString lockToReopen(const Recipe &recipe, const RunState &state)
{
    const bool late = state.phase(steps::lateLockKey()).doneAt.has_value();
    const QString lock = state.aborting ? steps::abortLockKey() : late ? steps::lateLockKey() : lockPhase(recipe);
    const QString unlock = state.aborting ? u"abort/unlock"_s : unlockPhase(recipe);
    const bool givenBack =
        state.phase(unlock).doneAt || state.intent(unlock); // it may be on its way: never take it anew
    return state.phase(lock).doneAt && !givenBack && !state.dryRun ? lock : QString();
}

QList<JournalEvent> eventsFromLock(const Recipe &recipe, const LockReason &reason, Opening opening)
{
    opening.id = reason.incident;
    opening.epoch = reason.epoch + 1;
    if (const auto to = regionFromKey(reason.to))
        opening.from = otherRegion(*to);
    opening.notes.insert(u"reconstructed"_s, true);
    opening.notes.insert(u"proposed_t0"_s, reason.t0);
    opening.notes.insert(u"t0_source"_s, u"lock"_s);
    if (reason.held)
        opening.notes.insert(u"was_held"_s, true);
    if (reason.glass)
        opening.notes.insert(steps::glassKey(), reason.t0); // the instant itself is lost
    QJsonArray earlier = opening.notes["closed_nonces"_L1].toArray();
    earlier.append(reason.nonce);
    opening.notes.insert(u"closed_nonces"_s, earlier);
    const Step &first = recipe.steps.first();
    QList<JournalEvent> list{openingEvent(recipe, opening),
                             events::make(opening.id, events::t0Set, first.id, {{u"t0"_s, reason.t0}}),
                             events::make(opening.id, events::stepStarted, first.id, {})};
    for (const Phase &phase : first.lanes.first()) {
        if (phase.key == lockPhase(recipe))
            break;
        list.append(events::make(
            opening.id, events::phaseDone, first.id,
            {{u"phase"_s, phase.key}, {u"sentence"_s, Words::tr("Done before: the coordination lock says so.")}}));
    }
    return list;
}

} // namespace twinlake
