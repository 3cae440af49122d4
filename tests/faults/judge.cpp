// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each question to the ledger, the state and the journal.
#include "tests/faults/judge.h"

#include "app/store/journalstore.h"
#include "models/runbook/events.h"
#include "tests/faults/groundtruth.h"

#include <QJsonArray>
#include <QMap>
#include <QSet>
#include <QStringList>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What may be accepted once; a job is run once whatever the token says.
QString callOf(const QJsonObject &request)
{
    const QString path = request["path"_L1].toString();
    const QString call = request["target"_L1].toString() + u' ' + request["method"_L1].toString() + u' ' + path + u' ';
    return path.endsWith("/run-now"_L1) ? call : call + request["body_hash"_L1].toString();
}

/// "REH-1 activate" of "Twinlake REH-1 activate twinlake/0123".
QString purposeOf(const QString &message)
{
    return message.section(u' ', 1, 2);
}

/// I6 of what a journal holds.
QString whatIsOpen(const QList<JournalEvent> &events, bool isChained)
{
    QSet<QString> open;
    int intents = 0;
    for (const JournalEvent &event : events) {
        const QString id = event.data["intent"_L1].toString();
        if (event.kind == events::intent) {
            ++intents;
            open.insert(id);
        } else if (event.kind == events::outcome && event.data["kind"_L1].toString() != "unknown"_L1) {
            open.remove(id);
        }
    }
    if (!isChained)
        return u"I6: the chain of the journal is broken"_s;
    if (intents == 0)
        return u"I6: the journal holds no intent"_s;
    return open.isEmpty() ? QString() : u"I6: without outcome: %1"_s.arg(QStringList(open.values()).join(u", "_s));
}

} // namespace

bool isAccepted(const QJsonObject &request)
{
    return request["mutating"_L1].toBool() && request["applied"_L1].toBool() && request["status"_L1].toInt() < 400;
}

QString nothingTwice(const QJsonObject &ledger, const QJsonObject &state, int consoles, int incidents)
{
    QMap<QString, int> accepted;
    for (const QJsonValue entry : ledger["requests"_L1].toArray()) {
        const QJsonObject request = entry.toObject();
        if (isAccepted(request))
            ++accepted[callOf(request)];
    }
    for (auto call = accepted.begin(); call != accepted.end(); ++call) {
        const int allowed = call.key().contains("/actions/unlock "_L1) ? consoles : incidents;
        if (call.value() > allowed)
            return u"I4: %1 was accepted %2 times"_s.arg(call.key()).arg(call.value());
    }
    QMap<QString, int> runs;
    for (const QJsonValue one : state["terraform"_L1]["runs"_L1].toArray()) {
        if (!one["plan_only"_L1].toBool())
            ++runs[purposeOf(one["message"_L1].toString())];
    }
    for (auto run = runs.begin(); run != runs.end(); ++run) {
        if (run.value() > 1)
            return u"I4: %1 runs to %2"_s.arg(run.value()).arg(run.key());
    }
    return {};
}

QString somebodyProcesses(const QJsonObject &state, const QString &group)
{
    for (const QString &region : {u"primary"_s, u"secondary"_s}) {
        const bool counts = !isUnreachable(state, region);
        if (counts && (processes(state, region, group) || isArmed(state, region, group)))
            return {};
    }
    return u"I1: nobody processes %1 and no standby is armed"_s.arg(group);
}

QString everyIntentHasItsOutcome(const QString &journal, const IncidentId &incident)
{
    const auto store = JournalStore::open(journal, JournalStore::Access::ReadOnly);
    const auto events = store ? (*store)->eventsOf(incident) : tl::unexpected(store.error());
    const auto badRow = store ? (*store)->firstBadRow() : tl::unexpected(store.error());
    if (!events || !badRow)
        return u"I6: the journal cannot be read: "_s + (events ? badRow.error() : events.error()).message;
    return whatIsOpen(*events, !badRow->has_value());
}

QString everyIntentHasItsOutcome(const QJsonObject &exported)
{
    QList<JournalEvent> events;
    for (const QJsonValue row : exported["events"_L1].toArray()) {
        JournalEvent event;
        event.kind = row["kind"_L1].toString();
        event.data = row["data"_L1].toObject();
        events.append(event);
    }
    return whatIsOpen(events, exported["chain"_L1]["ok"_L1].toBool());
}

int acceptedChanges(const QJsonObject &ledger)
{
    const QJsonArray requests = ledger["requests"_L1].toArray();
    return static_cast<int>(std::count_if(requests.begin(), requests.end(),
                                          [](const QJsonValue &one) { return isAccepted(one.toObject()); }));
}

QString onlyFlips(const QJsonObject &ledger)
{
    for (const QJsonValue entry : ledger["requests"_L1].toArray()) {
        const QString call = entry["method"_L1].toString() + u' ' + entry["path"_L1].toString();
        if (call.startsWith("DELETE"_L1) || call.contains("/create"_L1) || call.contains("force-unlock"_L1))
            return u"I9: %1"_s.arg(call);
    }
    return {};
}

QString spansDoNotOverlap(const QJsonObject &ledger)
{
    QString coordination;
    bool isHeld = false;
    for (const QJsonValue entry : ledger["requests"_L1].toArray()) {
        const QJsonObject request = entry.toObject();
        if (!isAccepted(request))
            continue;
        const QString path = request["path"_L1].toString();
        if (coordination.isEmpty())
            coordination = path.section("/actions/"_L1, 0, 0);
        const bool isLock = path == coordination + u"/actions/lock"_s;
        const bool isUnlock = path == coordination + u"/actions/unlock"_s;
        if (isLock && isHeld)
            return u"I8: the lock was taken while it was held"_s;
        if (!isLock && !isHeld)
            return u"I8: %1 without the lock"_s.arg(path);
        isHeld = isLock || (isHeld && !isUnlock);
    }
    return coordination.isEmpty() ? u"nobody ever took the lock"_s : QString();
}

QJsonObject onlyTerraform(const QJsonObject &ledger)
{
    QJsonArray requests;
    for (const QJsonValue entry : ledger["requests"_L1].toArray()) {
        if (entry["target"_L1].toString() == "terraform"_L1)
            requests.append(entry);
    }
    return {{u"requests"_s, requests}};
}

QJsonObject ledgerAfter(const QJsonObject &ledger, qsizetype count)
{
    const QJsonArray all = ledger["requests"_L1].toArray();
    QJsonArray later;
    for (qsizetype i = count; i < all.size(); ++i)
        later.append(all.at(i));
    return {{u"requests"_s, later}};
}

} // namespace twinlake
