// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Evidence, gates, outcomes and the words of small enumerations as JSON; plans are in plancodec.cpp.
#include "models/runbook/codec.h"

#include <QStringList>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList verdictKeys{u"good"_s, u"not_yet"_s, u"cannot_know"_s, u"bad"_s, u"waiting"_s};
const QStringList caughtUpKeys{u"not_yet"_s, u"proven"_s, u"cannot_know"_s};
const QStringList resultKeys{u"open"_s, u"passed"_s, u"failed"_s, u"interrupted"_s, u"inconclusive"_s};
const QStringList recipeKeys{u"failover"_s, u"failback"_s, u"switchover"_s, u"rearm"_s, u"settle-debt"_s};
const QStringList outcomeKeys{u"done"_s, u"refused"_s, u"unknown"_s, u"not_sent"_s};

template <typename Word>
QString keyAmong(const QStringList &keys, Word word)
{
    return keys.value(static_cast<int>(word));
}

template <typename Word>
Word wordOf(const QStringList &keys, const QString &key, Word otherwise)
{
    const auto index = keys.indexOf(key);
    return index < 0 ? otherwise : static_cast<Word>(index);
}

QJsonObject toJson(const Evidence &evidence)
{
    QJsonObject object{{u"question"_s, evidence.question},
                       {u"verdict"_s, keyAmong(verdictKeys, evidence.verdict)},
                       {u"word"_s, evidence.word},
                       {u"detail"_s, evidence.detail}};
    if (evidence.readAt)
        object.insert(u"read_at"_s, toIso(*evidence.readAt));
    return object;
}

Evidence oneEvidence(const QJsonObject &object)
{
    Evidence evidence;
    evidence.question = object["question"_L1].toString();
    evidence.verdict = wordOf(verdictKeys, object["verdict"_L1].toString(), EvidenceVerdict::CannotKnow);
    evidence.word = object["word"_L1].toString();
    evidence.detail = object["detail"_L1].toString();
    evidence.readAt = fromIso(object["read_at"_L1].toString());
    return evidence;
}

} // namespace

QJsonArray toJson(const QList<Evidence> &evidence)
{
    QJsonArray array;
    for (const Evidence &one : evidence)
        array.append(toJson(one));
    return array;
}

QList<Evidence> evidenceFromJson(const QJsonArray &array)
{
    QList<Evidence> all;
    for (const QJsonValue value : array)
        all.append(oneEvidence(value.toObject()));
    return all;
}

QJsonObject toJson(const OpenGate &gate)
{
    QJsonObject object{{u"gate"_s, gate.id},
                       {u"kind"_s, gate.kind == GateKind::TypedRegion ? u"typed_region"_s : u"approve"_s},
                       {u"headline"_s, gate.headline},
                       {u"explanation"_s, gate.explanation},
                       {u"typed_word"_s, gate.typedWord},
                       {u"primary_label"_s, gate.primaryLabel},
                       {u"second_person"_s, gate.secondPerson},
                       {u"run"_s, gate.run.value},
                       {u"checks"_s, toJson(gate.checks)}};
    if (gate.plan)
        object.insert(u"plan"_s, toJson(*gate.plan));
    if (gate.guard)
        object.insert(u"guard"_s, toJson(*gate.guard));
    return object;
}

OpenGate gateFromJson(const QJsonObject &object)
{
    OpenGate gate;
    gate.id = object["gate"_L1].toString();
    gate.kind = object["kind"_L1].toString() == "typed_region"_L1 ? GateKind::TypedRegion : GateKind::Approve;
    gate.headline = object["headline"_L1].toString();
    gate.explanation = object["explanation"_L1].toString();
    gate.typedWord = object["typed_word"_L1].toString();
    gate.primaryLabel = object["primary_label"_L1].toString();
    gate.secondPerson = object["second_person"_L1].toBool();
    gate.run = TerraformRunId{object["run"_L1].toString()};
    gate.checks = evidenceFromJson(object["checks"_L1].toArray());
    if (object.contains("plan"_L1))
        gate.plan = planFromJson(object["plan"_L1].toObject());
    if (object.contains("guard"_L1))
        gate.guard = guardFromJson(object["guard"_L1].toObject());
    return gate;
}

QJsonObject toJson(const Outcome &outcome)
{
    return {{u"kind"_s, keyAmong(outcomeKeys, outcome.kind)},
            {u"status"_s, outcome.httpStatus},
            {u"text"_s, outcome.text},
            {u"created"_s, outcome.createdId}};
}

Outcome outcomeFromJson(const QJsonObject &object)
{
    return {wordOf(outcomeKeys, object["kind"_L1].toString(), Outcome::Kind::Unknown), object["status"_L1].toInt(),
            object["text"_L1].toString(), object["created"_L1].toString()};
}

QString caughtUpKey(CaughtUp verdict)
{
    return keyAmong(caughtUpKeys, verdict);
}

CaughtUp caughtUpFromKey(const QString &key)
{
    return wordOf(caughtUpKeys, key, CaughtUp::CannotKnow);
}

QString resultKey(RunResult result)
{
    return keyAmong(resultKeys, result);
}

RunResult resultFromKey(const QString &key)
{
    return wordOf(resultKeys, key, RunResult::Inconclusive);
}

QString stepStatusKey(StepStatus status)
{
    static const QStringList keys{u"to_come"_s, u"running"_s, u"your_turn"_s, u"done"_s,
                                  u"skipped"_s, u"failed"_s,  u"blocked"_s,   u"outcome_unknown"_s};
    return keyAmong(keys, status);
}

QString recipeKey(RecipeKind recipe)
{
    return keyAmong(recipeKeys, recipe);
}

RecipeKind recipeFromKey(const QString &key)
{
    return wordOf(recipeKeys, key, RecipeKind::Failover);
}

bool isRecipeKey(const QString &key)
{
    return recipeKeys.contains(key);
}

} // namespace twinlake
