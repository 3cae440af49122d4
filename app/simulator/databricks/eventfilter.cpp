// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/eventfilter.h"

#include "models/domain/time.h"

#include <QRegularExpression>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto noCase = QRegularExpression::CaseInsensitiveOption;

QStringList quotedValues(const QString &list)
{
    static const QRegularExpression quoted(u"'([^']*)'"_s);
    QStringList values;
    for (auto matches = quoted.globalMatch(list); matches.hasNext();)
        values << matches.next().captured(1);
    return values;
}

bool compares(const QString &operation, qint64 left, qint64 right)
{
    if (operation == u"=")
        return left == right;
    if (operation == u"!=")
        return left != right;
    if (operation == u"<")
        return left < right;
    if (operation == u"<=")
        return left <= right;
    return operation == u">" ? left > right : left >= right;
}

} // namespace

std::optional<EventFilter> EventFilter::parse(const QString &text)
{
    static const QRegularExpression join(u"\\s+and\\s+"_s, noCase);
    static const QRegularExpression compare(
        uR"(^\s*(id|level|timestamp|update_id|event_type)\s*(=|!=|<=|>=|<|>)\s*'([^']*)'\s*$)"_s, noCase);
    static const QRegularExpression among(
        uR"(^\s*(id|level|update_id|event_type)\s+in\s*\((\s*'[^']*'\s*(?:,\s*'[^']*'\s*)*)\)\s*$)"_s, noCase);
    EventFilter filter;
    if (text.trimmed().isEmpty())
        return filter;
    for (const QString &part : text.split(join)) {
        if (const auto match = compare.match(part); match.hasMatch()) {
            Clause clause{match.captured(1).toLower(), match.captured(2), {match.captured(3)}};
            const bool ordered = clause.operation != u"=" && clause.operation != u"!=";
            if (clause.field == u"timestamp" ? !fromIso(clause.values.first()) : ordered)
                return std::nullopt;
            filter.m_clauses.push_back(std::move(clause));
        } else if (const auto list = among.match(part); list.hasMatch()) {
            filter.m_clauses.push_back({list.captured(1).toLower(), u"in"_s, quotedValues(list.captured(2))});
        } else {
            return std::nullopt;
        }
    }
    return filter;
}

bool EventFilter::holds(const Clause &clause, const PipelineEvent &event)
{
    if (clause.field == u"timestamp")
        return compares(clause.operation, epochMillis(event.at), fromIso(clause.values.first())->toMSecsSinceEpoch());
    const QString actual = clause.field == u"level" ? event.level
        : clause.field == u"id"                     ? event.id
        : clause.field == u"update_id"              ? event.updateId
                                                    : event.type;
    const bool listed = clause.values.contains(actual);
    return clause.operation == u"!=" ? !listed : listed;
}

bool EventFilter::accepts(const PipelineEvent &event) const
{
    return std::all_of(m_clauses.begin(), m_clauses.end(),
                       [&event](const Clause &clause) { return holds(clause, event); });
}

} // namespace twinlake::simulator
