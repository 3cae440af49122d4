// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Consoles one after the other in one world.
#include "tests/faults/trial.h"

#include "models/domain/time.h"
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

/// All of it, as it is.
void copyFolder(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    for (const QFileInfo &entry : QDir(from).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        const QString target = to + u'/' + entry.fileName();
        if (entry.isDir())
            copyFolder(entry.filePath(), target);
        else
            QFile::copy(entry.filePath(), target);
    }
}

bool isPrimaryOut(const QJsonObject &state)
{
    const Instant now = fromIso(state["virtual_time"_L1].toString()).value_or(Instant());
    for (const QJsonValue fault : state["faults"_L1].toArray()) {
        const auto since = fromIso(fault["since"_L1].toString());
        if (fault["target"_L1].toString() == "primary"_L1 && since && *since <= now)
            return true;
    }
    return false;
}

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
    , m_shared(std::make_shared<SteppedWorld>(seed))
    , m_world(*m_shared)
    , m_folder(m_world.folder())
    , m_console{m_folder + u"/console-1"_s}
    , m_trouble(m_world.trouble())
    , m_incidents(recipe.isEscalated ? 2 : 1)
{
    if (m_trouble.isEmpty())
        m_trouble = m_recipe.prepare(m_world, m_console);
    m_before = requestsIn(m_world.ledger());
}

Trial Trial::in(const QString &folder) const
{
    Trial copy(*this);
    copy.m_folder = m_world.folder() + u'/' + folder;
    copy.m_console.stateHome = copy.m_folder + u"/console-%1"_s.arg(m_consoles);
    copyFolder(m_console.stateHome, copy.m_console.stateHome);
    return copy;
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
    ++m_lost;
    if (m_trouble.isEmpty())
        m_trouble = somebodyProcesses(m_world.state(), crashGroup());
}

bool Trial::goOn(GoingOn way, int boundary)
{
    if (way != GoingOn::Same) {
        const Console lost =
            std::exchange(m_console, {m_folder + u"/console-%1-%2"_s.arg(QString::number(++m_consoles), wayWord(way))});
        if (way == GoingOn::Copied)
            copyJournal(lost, m_console);
    }
    m_ended = runTwinlake(m_console, crashArguments(m_world, u"resume"_s), boundary);
    if (m_ended.killed) {
        m_lostInTakeovers += way != GoingOn::Same;
        lose();
        return true;
    }
    const bool tellsOfNone = m_ended.complaints.contains("Neither the journal nor the lock");
    return way == GoingOn::None && (tellsOfNone || !m_recipe.isLocked) && m_ended.exitCode != 0 && beginAnew(boundary);
}

/// Without a journal the lock is all there is. Before it was taken nothing was done, after it was given back all was.
/// Lost between the two of a takeover, or while Terraform was silent, only the world tells how far the recipe came:
/// whoever sees it begins anew, with an incident of their own.
bool Trial::beginAnew(int boundary)
{
    m_wasOver = m_recipe.isWhole(m_world.state(), crashGroup()).isEmpty();
    if (m_wasOver)
        return false;
    const QJsonObject since = ledgerAfter(m_world.ledger(), m_before);
    // Between an incident and the one that follows it there is no lock.
    const bool mustTell = m_recipe.isLocked && !m_recipe.isEscalated && m_lostInTakeovers == 0;
    if (mustTell && acceptedChanges(since) > 0 && m_trouble.isEmpty())
        m_trouble = u"I8: without the lock %1 changes were made and the recipe is not at its end: %2"_s
                        .arg(acceptedChanges(since))
                        .arg(m_recipe.isWhole(m_world.state(), crashGroup()));
    m_ended = runTwinlake(m_console, crashArguments(m_world, whatIsLeftToDo()), boundary);
    if (m_ended.killed)
        lose();
    ++m_incidents;
    return m_ended.killed;
}

/// As a person sees it: once the consumers have moved, what is left of the recipe is a repair.
QString Trial::whatIsLeftToDo() const
{
    const QString &runbook = m_recipe.runbook;
    const QString target = runbook == "failback"_L1 ? u"primary"_s : u"secondary"_s;
    const QJsonObject state = m_world.state();
    const bool hasMoved = state["serving_by_group"_L1][crashGroup()].toString() == target;
    if (m_recipe.isEscalated)
        return hasMoved ? u"settle-debt"_s : isPrimaryOut(state) ? u"failover"_s : runbook;
    if (hasMoved && runbook == "failover"_L1)
        return u"settle-debt"_s;
    if (hasMoved && (runbook == "switchover"_L1 || runbook == "failback"_L1))
        return u"rearm"_s;
    return runbook;
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
    const QJsonObject underLock = m_recipe.isLocked ? ledger : onlyTerraform(ledger);
    const int locks = m_consoles + (m_recipe.isEscalated ? 1 : 0); // each incident gives its own back
    const QString twice = m_recipe.isAborted ? nothingTwiceInForce(ledger, state, m_consoles, m_incidents)
                                             : nothingTwice(ledger, state, locks, m_incidents);
    const bool nothingWasToDo = m_recipe.isAborted && m_wasOver && acceptedChanges(ledger) == 0;
    const QString spans = nothingWasToDo ? QString() : spansDoNotOverlap(underLock);
    for (const QString &wrong : {m_recipe.isWhole(state, crashGroup()), twice, onlyFlips(ledger), spans}) {
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
    if (m_lost > 0)
        return everyIntentHasItsOutcome(journalOf(m_console), {id});
    return everyIntentHasItsOutcome( // once in each recipe by the verb too: every process costs
        runTwinlake(m_console, {u"incidents"_s, u"export"_s, id, u"--output"_s, u"ndjson"_s}).summary());
}

} // namespace twinlake
