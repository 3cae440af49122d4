// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The readers of estatereading.h. Every complaint names what stands there and what to write instead.
#include "models/estate/estatereading.h"

#include "models/estate/nearestname.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration longestDuration = std::chrono::hours(30 * 24);

QString kindName(JsonNode::Kind kind)
{
    switch (kind) {
    case JsonNode::Kind::Null:
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "null"));
    case JsonNode::Kind::Boolean:
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "true or false"));
    case JsonNode::Kind::Integer:
    case JsonNode::Kind::Fraction:
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "a number"));
    case JsonNode::Kind::Text:
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "a text"));
    case JsonNode::Kind::Array:
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "a list"));
    case JsonNode::Kind::Object:
        break;
    }
    return estateWords(QT_TRANSLATE_NOOP("EstateFile", "an object"));
}

/// True if the value is there and of the kind; complains if it is there and of another.
bool isKind(const JsonPlace &place, JsonNode::Kind kind, const QString &example, EstateProblems &problems)
{
    if (!place || place.node->kind == kind)
        return bool(place);
    problems.add(place,
                 estateWords(QT_TRANSLATE_NOOP("EstateFile", "Here stands %1, but %2 is needed."))
                     .arg(kindName(place.node->kind), kindName(kind)),
                 estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write for example %1.")).arg(example));
    return false;
}

QString quoted(const QString &text)
{
    return u'"' + text.left(80) + u'"';
}

} // namespace

void EstateProblems::add(const JsonPlace &place, const QString &problem, const QString &remedy)
{
    add(place.node->at, place.path, problem, remedy);
}

void EstateProblems::add(TextPosition at, const QString &path, const QString &problem, const QString &remedy)
{
    m_all.append({at.line, at.column, path, problem, remedy});
}

QList<EstateProblem> EstateProblems::sorted() const
{
    QList<EstateProblem> all = m_all;
    std::stable_sort(all.begin(), all.end(), [](const EstateProblem &a, const EstateProblem &b) {
        return TextPosition{a.line, a.column} < TextPosition{b.line, b.column};
    });
    return all;
}

ObjectReader::ObjectReader(const JsonPlace &place, EstateProblems &problems)
    : m_place(place)
    , m_problems(problems)
    , m_isObject(isKind(place, JsonNode::Kind::Object, u"{ ... }"_s, problems))
{
}

JsonPlace ObjectReader::required(const QString &key, const QString &example)
{
    JsonPlace place = optional(key);
    if (!place && m_isObject && m_place.node->complete) {
        m_problems.add(m_place.node->at, place.path,
                       estateWords(QT_TRANSLATE_NOOP("EstateFile", "The key \"%1\" is missing.")).arg(key),
                       estateWords(QT_TRANSLATE_NOOP("EstateFile", "Add for example \"%1\": %2.")).arg(key, example));
    }
    return place;
}

JsonPlace ObjectReader::optional(const QString &key)
{
    m_known.append(key);
    const JsonMember *member = m_isObject ? m_place.node->member(key) : nullptr;
    return {member ? &member->value : nullptr, m_place.path + u'.' + key};
}

bool ObjectReader::has(const QString &key) const
{
    return m_isObject && m_place.node->member(key) != nullptr;
}

void ObjectReader::finish()
{
    if (!m_isObject)
        return;
    for (const JsonMember &member : m_place.node->members) {
        if (m_known.contains(member.key))
            continue;
        const std::optional<QString> nearest = nearestName(member.key, m_known);
        const QString remedy = nearest
            ? estateWords(QT_TRANSLATE_NOOP("EstateFile", "Did you mean \"%1\"?")).arg(*nearest)
            : estateWords(QT_TRANSLATE_NOOP("EstateFile", "Remove it; known here are: %1.")).arg(m_known.join(u", "_s));
        m_problems.add(
            member.keyAt, m_place.path + u'.' + member.key.left(80),
            estateWords(QT_TRANSLATE_NOOP("EstateFile", "The key %1 is not known here.")).arg(quoted(member.key)),
            remedy);
    }
}

QString readText(const JsonPlace &place, const TextRule &rule, EstateProblems &problems)
{
    if (!isKind(place, JsonNode::Kind::Text, quoted(rule.example), problems))
        return {};
    if (rule.pattern.match(place.node->text).hasMatch())
        return place.node->text;
    problems.add(place,
                 estateWords(QT_TRANSLATE_NOOP("EstateFile", "%1 is not %2.")).arg(quoted(place.node->text), rule.what),
                 estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write for example %1.")).arg(quoted(rule.example)));
    return {};
}

qint64 readPositiveInteger(const JsonPlace &place, const QString &example, EstateProblems &problems)
{
    if (!isKind(place, JsonNode::Kind::Integer, example, problems))
        return 0;
    if (place.node->integer > 0)
        return place.node->integer;
    problems.add(place,
                 estateWords(QT_TRANSLATE_NOOP("EstateFile", "%1 is not a positive number.")).arg(place.node->integer),
                 estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write for example %1.")).arg(example));
    return 0;
}

std::optional<Duration> durationFromText(const QString &text)
{
    static const QRegularExpression shape(u"^(?:(\\d{1,4})d)?(?:(\\d{1,4})h)?(?:(\\d{1,6})m)?(?:(\\d{1,7})s)?\\z"_s);
    const QRegularExpressionMatch match = shape.match(text);
    if (text.isEmpty() || !match.hasMatch())
        return std::nullopt;
    return std::chrono::hours(24 * match.captured(1).toInt() + match.captured(2).toInt())
        + std::chrono::minutes(match.captured(3).toInt()) + std::chrono::seconds(match.captured(4).toInt());
}

std::optional<Duration> readDuration(const JsonPlace &place, Duration atLeast, EstateProblems &problems)
{
    if (!isKind(place, JsonNode::Kind::Text, u"\"30m\""_s, problems))
        return std::nullopt;
    const std::optional<Duration> duration = durationFromText(place.node->text);
    const QString remedy = estateWords(QT_TRANSLATE_NOOP(
        "EstateFile", "Write days, hours, minutes and seconds, for example \"30m\", \"90s\" or \"1h30m\"."));
    if (!duration) {
        problems.add(
            place, estateWords(QT_TRANSLATE_NOOP("EstateFile", "%1 is not a duration.")).arg(quoted(place.node->text)),
            remedy);
    } else if (*duration < atLeast || *duration > longestDuration) {
        problems.add(place,
                     estateWords(QT_TRANSLATE_NOOP("EstateFile", "%1 is outside of what makes sense here, %2 to %3."))
                         .arg(quoted(place.node->text), humanDuration(atLeast), humanDuration(longestDuration)),
                     remedy);
        return std::nullopt;
    }
    return duration;
}

QUrl readUrl(const JsonPlace &place, bool wholeHost, EstateProblems &problems)
{
    const QString example = wholeHost ? u"https://host.example.com"_s : u"https://host.example.com/path"_s;
    if (!isKind(place, JsonNode::Kind::Text, quoted(example), problems))
        return {};
    QUrl url(place.node->text, QUrl::StrictMode);
    const bool web =
        url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) && !url.host().isEmpty();
    const bool bare = url.path().size() <= 1 && !url.hasQuery();
    if (!web || !url.userInfo().isEmpty() || url.hasFragment() || (wholeHost && !bare)) {
        const QString problem = !web ? estateWords(QT_TRANSLATE_NOOP("EstateFile", "%1 is not a web address."))
            : !url.userInfo().isEmpty()
            ? estateWords(
                QT_TRANSLATE_NOOP("EstateFile", "%1 carries a user name, and this file must not hold secrets."))
            : estateWords(QT_TRANSLATE_NOOP("EstateFile", "%1 has something behind the host."));
        problems.add(
            place,
            problem.arg(quoted(url.userInfo().isEmpty() ? place.node->text : url.toString(QUrl::RemoveUserInfo))),
            estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write for example %1.")).arg(quoted(example)));
        return {};
    }
    if (wholeHost)
        url.setPath({});
    return url;
}

int readChoice(const JsonPlace &place, const QStringList &choices, EstateProblems &problems)
{
    if (!isKind(place, JsonNode::Kind::Text, quoted(choices.first()), problems))
        return -1;
    const qsizetype index = choices.indexOf(place.node->text);
    if (index < 0) {
        const std::optional<QString> nearest = nearestName(place.node->text, choices);
        problems.add(
            place,
            estateWords(QT_TRANSLATE_NOOP("EstateFile", "%1 is not one of the known words."))
                .arg(quoted(place.node->text)),
            nearest ? estateWords(QT_TRANSLATE_NOOP("EstateFile", "Did you mean \"%1\"?")).arg(*nearest)
                    : estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write one of: %1.")).arg(choices.join(u", "_s)));
    }
    return static_cast<int>(index);
}

QList<JsonPlace> readArray(const JsonPlace &place, int atLeast, EstateProblems &problems)
{
    QList<JsonPlace> elements;
    if (!isKind(place, JsonNode::Kind::Array, u"[ ... ]"_s, problems))
        return elements;
    for (const JsonMember &member : place.node->members)
        elements.append({&member.value, u"%1[%2]"_s.arg(place.path).arg(elements.size())});
    if (elements.size() < atLeast && place.node->complete) {
        problems.add(place, estateWords(QT_TRANSLATE_NOOP("EstateFile", "This list is empty.")),
                     estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write at least one entry.")));
    }
    return elements;
}

} // namespace twinlake
