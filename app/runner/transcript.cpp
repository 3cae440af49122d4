// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which parts of an event a reader of the output needs.
#include "app/runner/transcript.h"

#include "models/domain/plaintext.h"
#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/outcomewords.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Transcript)
};

QString at(const JournalEvent &event, QLatin1StringView key)
{
    return event.data[key].toString();
}

QString clockSentence(const JournalEvent &event)
{
    const QString clock = at(event, "clock"_L1);
    if (clock == "detected"_L1)
        return Words::tr("The outage is detected.");
    if (clock == "data_at_risk"_L1)
        return Words::tr("Data at risk: %1").arg(humanDuration(Duration(event.data["ms"_L1].toInteger())));
    return event.data["proven"_L1].toBool() ? Words::tr("Serving is proven.") : Words::tr("SERVING NOT PROVEN.");
}

using Sentence = QString (*)(const JournalEvent &);

const QHash<QString, Sentence> &sentences()
{
    static const QHash<QString, Sentence> table{
        {events::incidentOpened,
         [](const JournalEvent &e) {
             return Words::tr("%1 of %2 opened by %3.").arg(at(e, "recipe"_L1), at(e, "group"_L1), at(e, "driver"_L1));
         }},
        {events::t0Set, [](const JournalEvent &e) { return Words::tr("T0 is %1.").arg(at(e, "t0"_L1)); }},
        {events::stepStarted, [](const JournalEvent &) { return Words::tr("begins"); }},
        {events::evidence, [](const JournalEvent &e) { return at(e, "sentence"_L1); }},
        {events::intent,
         [](const JournalEvent &e) {
             return Words::tr("write: %1 %2 %3").arg(at(e, "method"_L1), at(e, "target"_L1), at(e, "path"_L1));
         }},
        {events::outcome, [](const JournalEvent &e) { return outcomeSentence(outcomeFromJson(e.data)); }},
        {events::wouldSend,
         [](const JournalEvent &e) {
             return Words::tr("would send: %1 %2 %3 (%4)")
                 .arg(at(e, "method"_L1), at(e, "target"_L1), at(e, "path"_L1), at(e, "verdict"_L1));
         }},
        {events::gateOpened, [](const JournalEvent &e) { return Words::tr("gate: %1").arg(at(e, "headline"_L1)); }},
        {events::gateAnswered,
         [](const JournalEvent &e) {
             return e.data["approved"_L1].toBool() ? Words::tr("approved")
                                                   : Words::tr("declined: %1").arg(at(e, "reason"_L1));
         }},
        {events::phaseDone, [](const JournalEvent &e) { return at(e, "sentence"_L1); }},
        {events::stepDone, [](const JournalEvent &) { return Words::tr("done"); }},
        {events::stepFailed, [](const JournalEvent &e) { return Words::tr("FAILED: %1").arg(at(e, "sentence"_L1)); }},
        {events::stepSkipped, [](const JournalEvent &e) { return Words::tr("skipped: %1").arg(at(e, "reason"_L1)); }},
        {events::stepRetried, [](const JournalEvent &) { return Words::tr("tried again"); }},
        {events::aborting, [](const JournalEvent &e) { return Words::tr("aborting: %1").arg(at(e, "reason"_L1)); }},
        {events::clock, clockSentence},
        {events::caughtUp, [](const JournalEvent &e) { return at(e, "sentence"_L1); }},
        {events::override, [](const JournalEvent &e) { return Words::tr("override: %1").arg(at(e, "reason"_L1)); }},
        {events::paused, [](const JournalEvent &) { return Words::tr("paused"); }},
        {events::resumed, [](const JournalEvent &) { return Words::tr("resumed"); }},
        {events::incidentClosed,
         [](const JournalEvent &e) { return at(e, "result"_L1).toUpper() + u": "_s + at(e, "sentence"_L1); }},
    };
    return table;
}

} // namespace

QByteArray transcriptLine(const JournalEvent &event)
{
    QJsonObject line = event.data;
    line.remove("plan"_L1); // a gate's plan is in the journal; a line of output stays a line
    line.remove("steps"_L1);
    if (event.kind == events::clock) { // "at" is the line's own instant
        line.insert(u"clock_at"_s, line["at"_L1]);
    }
    line.insert(u"at"_s, toIso(event.at));
    line.insert(u"incident"_s, event.incident.value);
    line.insert(u"event"_s, event.kind);
    line.insert(u"step"_s, event.step.value);
    line.insert(u"sequence"_s, event.sequence);
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

QByteArray transcriptText(const JournalEvent &event)
{
    const Sentence sentence = sentences().value(event.kind);
    const QString text = sentence ? sentence(event) : QString();
    if (text.isEmpty())
        return {};
    const QString step = event.step.isEmpty() ? u"-"_s : event.step.value;
    return plainLine(u"%1  %2  %3"_s.arg(toIso(event.at), step.leftJustified(12), text)).toUtf8();
}

} // namespace twinlake
