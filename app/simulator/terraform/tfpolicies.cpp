// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfpolicies.h"

#include <QRegularExpression>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

bool reaches(const TfShelfItem &set, const TfWorkspace &workspace)
{
    const auto has = [&set](const QString &relation, const QString &id) {
        const auto found = set.links.find(relation);
        return found != set.links.end() && found->second.contains(id);
    };
    if (has(u"workspace-exclusions"_s, workspace.id))
        return false;
    const auto global = set.attributes.find("global");
    return (global != set.attributes.end() && *global == true) || has(u"workspaces"_s, workspace.id)
        || has(u"projects"_s, workspace.project);
}

// Empty if the policy holds.
QString failureOf(const QByteArray &code)
{
    static const QRegularExpression comment(u"(#|//)[^\n]*"_s);
    static const QRegularExpression constant(u"^\\s*main\\s*=\\s*(?:rule\\s*\\{\\s*)?(true|false)\\s*\\}?\\s*$"_s);
    const QRegularExpressionMatch rule = constant.match(QString::fromUtf8(code).remove(comment));
    if (!rule.hasMatch())
        return u"The simulator evaluates a constant main rule only, such as main = rule { true }."_s;
    return rule.captured(1) == u"true"_s ? QString() : u"main = false"_s;
}

QString enforcementOf(const TfShelfItem &policy)
{
    const json level = policy.attributes.value("enforcement-level", json("advisory"));
    return level.is_string() ? QString::fromStdString(level.get<std::string>()) : u"advisory"_s;
}

} // namespace

QList<TfPolicyOutcome> judgePolicies(const TfShelf &shelf, const TfWorkspace &workspace)
{
    QList<TfPolicyOutcome> outcomes;
    for (const TfShelfItem *set : shelf.all(u"policy-sets"_s)) {
        const auto members = set->links.find(u"policies"_s);
        if (members == set->links.end() || !reaches(*set, workspace))
            continue;
        for (const QString &id : members->second) {
            const TfShelfItem *policy = shelf.find(u"policies"_s, id);
            if (!policy || policy->content.isEmpty())
                continue;
            const json name = policy->attributes.value("name", json(""));
            outcomes.append({name.is_string() ? QString::fromStdString(name.get<std::string>()) : QString(),
                             enforcementOf(*policy), failureOf(policy->content)});
        }
    }
    return outcomes;
}

QString policyStatus(const QList<TfPolicyOutcome> &outcomes)
{
    QString status = u"passed"_s;
    for (const TfPolicyOutcome &one : outcomes) {
        if (one.failure.isEmpty() || one.enforcement == u"advisory"_s)
            continue;
        if (one.enforcement == u"hard-mandatory"_s)
            return u"hard_failed"_s;
        status = u"soft_failed"_s;
    }
    return status;
}

QString policyLog(const QList<TfPolicyOutcome> &outcomes)
{
    QString log = u"Sentinel Result: %1\n\n%2 policies evaluated.\n"_s
                      .arg(policyStatus(outcomes) == u"passed"_s ? u"true"_s : u"false"_s)
                      .arg(outcomes.size());
    for (const TfPolicyOutcome &one : outcomes) {
        log += u"\n## Policy: %1 (%2)\n\nResult: %3\n"_s.arg(one.policy, one.enforcement,
                                                             one.failure.isEmpty() ? u"true"_s : u"false"_s);
        if (!one.failure.isEmpty())
            log += u"\n%1\n"_s.arg(one.failure);
    }
    return log;
}

} // namespace twinlake::simulator
