// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/gateanswers.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> wrong(const QString &path, const QString &what)
{
    return fail(Error::Kind::Configuration, u"%1: %2"_s.arg(path, what));
}

std::optional<Duration> durationFrom(const QString &text)
{
    static const QRegularExpression shape(u"^(\\d{1,6})(s|m|h)$"_s);
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 number = match.captured(1).toLongLong();
    const QString unit = match.captured(2);
    return std::chrono::seconds(unit == "s"_L1 ? number : unit == "m"_L1 ? number * 60 : number * 3600);
}

Result<GateAnswer> answerFrom(const QString &path, const QString &gate, const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const QString word = value.isString() ? value.toString() : object.value("answer"_L1).toString();
    const qsizetype kind = QStringList{u"approve"_s, u"decline"_s, u"abort"_s, u"escalate"_s}.indexOf(word);
    if (kind < 0)
        return wrong(path,
                     QCoreApplication::translate("GateAnswers",
                                                 "the answer to %1 must be \"approve\", \"decline\", \"abort\" or "
                                                 "\"escalate\".")
                         .arg(gate));
    GateAnswer answer;
    answer.kind = static_cast<GateAnswer::Kind>(kind);
    answer.typed = object.value("typed"_L1).toString();
    answer.reason = object.value("reason"_L1).toString();
    answer.second = object.value("second"_L1).toString();
    answer.alone = object.value("alone"_L1).toString();
    if (!answer.second.isEmpty() && !answer.second.startsWith("env:"_L1))
        return wrong(
            path,
            QCoreApplication::translate("GateAnswers", "\"second\" of %1 must name a variable, such as \"env:SECOND\".")
                .arg(gate));
    if (object.contains("after"_L1)) {
        const auto delay = durationFrom(object.value("after"_L1).toString());
        if (!delay)
            return wrong(path,
                         QCoreApplication::translate("GateAnswers",
                                                     "\"after\" of %1 must be a duration such as \"90s\" or \"2m\".")
                             .arg(gate));
        answer.delay = *delay;
    }
    return answer;
}

} // namespace

GateAnswers GateAnswers::automatic()
{
    GateAnswers answers;
    answers.m_automatic = true;
    return answers;
}

Result<GateAnswers> GateAnswers::fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(
            path, QCoreApplication::translate("GateAnswers", "the file cannot be read: %1.").arg(file.errorString()));
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(1'000'000), &parseError);
    if (!document.isObject())
        return wrong(path,
                     QCoreApplication::translate("GateAnswers", "it must hold one JSON object, gate id to answer (%1).")
                         .arg(parseError.errorString()));
    GateAnswers answers;
    const QJsonObject gates = document.object();
    for (auto entry = gates.begin(); entry != gates.end(); ++entry) {
        auto answer = answerFrom(path, entry.key(), entry.value());
        if (!answer)
            return tl::unexpected<Error>(answer.error());
        answers.m_answers.insert(entry.key(), *answer);
    }
    return answers;
}

std::optional<GateAnswer> GateAnswers::answerTo(const OpenGate &gate) const
{
    GateAnswer answer;
    if (m_automatic && gate.secondPerson) {
        answer.delay = aloneAfter;
        answer.alone = QCoreApplication::translate("GateAnswers", "Answered by itself; nobody else was asked.");
    }
    if (!m_automatic) {
        const QString key = m_answers.contains(gate.id) ? gate.id : gate.step.value;
        if (!m_answers.contains(key))
            return std::nullopt;
        answer = m_answers.value(key);
    }
    if (answer.typed.isEmpty())
        answer.typed = gate.typedWord;
    return answer;
}

} // namespace twinlake
