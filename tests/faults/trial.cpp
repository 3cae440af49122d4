// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Consoles one after the other in one world.
#include "tests/faults/trial.h"

#include "tests/faults/abortends.h"
#include "tests/faults/ends.h"
#include "tests/faults/groundtruth.h"
#include "tests/faults/journalcopy.h"
#include "tests/faults/judge.h"

#include <QJsonArray>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList ways{u"same"_s, u"copied"_s, u"none"_s};

qsizetype requestsIn(const QJsonObject &ledger)
{
    return ledger["requests"_L1].toArray().size();
}

} // namespace

QString wayWord(GoingOn way)
{
    return ways.value(static_cast<int>(way));
}

std::optional<GoingOn> wayFromWord(const QString &word)
{
    const auto index = ways.indexOf(word);
    return index < 0 ? std::nullopt : std::optional(static_cast<GoingOn>(index));
}

Trial::Trial(const CrashRecipe &recipe, int seed)
    : m_recipe(recipe)
    , m_world(seed)
    , m_console{m_world.folder() + u"/console-1"_s}
    , m_trouble(m_world.trouble())
    , m_isWhole(recipe.isWhole)
{
    if (m_trouble.isEmpty())
        m_trouble = m_recipe.prepare(m_world, m_console);
    m_before = requestsIn(m_world.ledger());
}

bool Trial::crashAt(int boundary)
{
    m_ended = runTwinlake(m_console, crashArguments(m_world, m_recipe.runbook), boundary);
    if (m_ended.killed)
        lose();
    return m_ended.killed;
}

/// I1 in the instant in which nobody drives.
void Trial::lose()
{
    if (m_trouble.isEmpty())
        m_trouble = somebodyProcesses(m_world.state(), crashGroup());
}

bool Trial::goOn(GoingOn way, int boundary)
{
    if (way != GoingOn::Same) {
        const Console lost = std::exchange(m_console, {m_world.folder() + u"/console-%1"_s.arg(++m_consoles)});
        if (way == GoingOn::Copied)
            copyJournal(lost, m_console);
    }
    m_ended = runTwinlake(m_console, crashArguments(m_world, u"resume"_s), boundary);
    if (m_ended.killed) {
        lose();
        return true;
    }
    if (m_ended.exitCode != 0 && m_beganAnew && way != GoingOn::None)
        tidyUpAsAPerson();
    const bool tellsOfNone = m_ended.complaints.contains("Neither the journal nor the lock");
    return way == GoingOn::None && (tellsOfNone || !m_recipe.isLocked) && m_ended.exitCode != 0 && beginAnew(boundary);
}

/// Without a journal the lock is all there is: before it was taken nothing was done, after it was given back all was.
bool Trial::beginAnew(int boundary)
{
    m_wasOver = m_recipe.isWhole(m_world.state(), crashGroup()).isEmpty();
    if (m_wasOver)
        return false;
    const QJsonObject since = ledgerAfter(m_world.ledger(), m_before);
    if (m_recipe.isLocked && acceptedChanges(since) > 0 && m_trouble.isEmpty())
        m_trouble = u"I8: without the lock %1 changes were made and the recipe is not at its end: %2"_s
                        .arg(acceptedChanges(since))
                        .arg(m_recipe.isWhole(m_world.state(), crashGroup()));
    m_ended = runTwinlake(m_console, crashArguments(m_world, m_recipe.runbook), boundary);
    if (m_ended.killed)
        lose();
    else if (!m_recipe.isLocked && m_ended.exitCode != 0)
        tidyUpAsAPerson();
    m_beganAnew = !m_recipe.isLocked;
    return m_ended.killed;
}

/// Behind broken glass there was no lock. Who comes without the journal finds a run that is nobody's, which a person
/// discards; or consumers that have moved already, and nothing is left to do but to settle the debt.
void Trial::tidyUpAsAPerson()
{
    const QJsonObject state = m_world.state();
    const QJsonObject consumers = workspaceNamed(state, u"consumers-"_s + crashGroup());
    if (m_ended.complaints.contains("an unfinished run that is not ours")) {
        m_world.terraform("POST", u"/api/v2/runs/%1/actions/discard"_s.arg(consumers["current_run"_L1].toString()),
                          {{u"comment"_s, u"nobody's"_s}});
        m_ended = runTwinlake(m_console, crashArguments(m_world, u"resume"_s));
    } else if (state["serving_by_group"_L1][crashGroup()].toString() == "secondary"_L1) {
        m_ended = runTwinlake(m_console, crashArguments(m_world, u"settle-debt"_s));
        m_isWhole = debtIsSettled;
    }
}

QString Trial::verdict()
{
    if (!m_trouble.isEmpty())
        return m_trouble;
    if (m_ended.exitCode != m_recipe.exitCode() && !m_wasOver)
        return u"it ended with %1"_s.arg(QString::fromUtf8(m_ended.said()));
    const QString wrong = m_wasOver ? QString() : journalIsWhole();
    return wrong.isEmpty() ? invariants() : wrong;
}

QString Trial::invariants() const
{
    const QJsonObject state = m_world.state();
    const QJsonObject ledger = ledgerAfter(m_world.ledger(), m_before);
    const bool nothingWasToDo = m_recipe.isAborted && m_wasOver && acceptedChanges(ledger) == 0;
    for (const QString &wrong :
         {m_isWhole(state, crashGroup()),
          m_recipe.isAborted ? nothingTwiceInForce(ledger, state, m_consoles) : nothingTwice(ledger, state, m_consoles),
          onlyFlips(ledger), m_recipe.isLocked && !nothingWasToDo ? spansDoNotOverlap(ledger) : QString()}) {
        if (!wrong.isEmpty())
            return wrong;
    }
    return {};
}

/// I6, and I10: one resume more, whose changes the ledger would show twice or outside of the lock.
QString Trial::journalIsWhole() const
{
    const QString id = m_ended.summary()["incident"_L1].toString();
    const Ended again = runTwinlake(m_console, crashArguments(m_world, u"resume"_s));
    if (again.exitCode != m_recipe.exitCode())
        return u"I10: a second resume ended with %1"_s.arg(QString::fromUtf8(again.said()));
    return everyIntentHasItsOutcome(
        runTwinlake(m_console, {u"incidents"_s, u"export"_s, id, u"--output"_s, u"ndjson"_s}).summary());
}

} // namespace twinlake
