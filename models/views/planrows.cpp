// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plan and the guard's findings become rows.
#include "models/views/plantreemodel.h"

#include "models/domain/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QString actionWord(const QStringList &actions)
{
    if (actions.contains(u"create"_s) && actions.contains(u"delete"_s))
        return u"replace"_s;
    if (actions == QStringList{u"delete"_s})
        return u"destroy"_s;
    return actions.join(u"+"_s);
}

QString afterText(const AttributeChange &change)
{
    if (change.sensitive)
        return QCoreApplication::translate("PlanTreeModel", "(sensitive)");
    if (change.unknownAfter)
        return QCoreApplication::translate("PlanTreeModel", "(known after apply)");
    return change.after;
}

const GuardFinding *findingFor(const GuardVerdict &verdict, const QString &address, const QString &path)
{
    const auto found = std::find_if(verdict.findings.cbegin(), verdict.findings.cend(),
                                    [&](const GuardFinding &f) { return f.address == address && f.path == path; });
    return found == verdict.findings.cend() ? nullptr : &*found;
}

PlanAttributeRow attributeRow(const AttributeChange &change, const QString &address, const GuardVerdict &verdict)
{
    const GuardFinding *finding = findingFor(verdict, address, change.path);
    PlanAttributeRow row{
        change.path, change.sensitive ? afterText(change) : change.before, afterText(change), false, {}};
    if (finding) {
        row.blocked = !finding->allowed;
        row.reason = finding->reason;
    }
    return row;
}

void blockedFirst(QList<PlanAttributeRow> &rows)
{
    std::stable_partition(rows.begin(), rows.end(), [](const PlanAttributeRow &row) { return row.blocked; });
}

PlanResourceRow resourceRow(const ResourceChange &change, const GuardVerdict &verdict)
{
    PlanResourceRow row{actionWord(change.actions), change.address, false, {}, {}};
    bool judged = false;
    for (const GuardFinding &finding : verdict.findings) {
        if (finding.address != change.address)
            continue;
        judged = true;
        row.blocked = row.blocked || !finding.allowed;
        if (finding.path.isEmpty() && !finding.allowed)
            row.reason = finding.reason;
    }
    // What the guard did not speak about is allowed only when the whole plan is.
    row.blocked = row.blocked || (!judged && verdict.kind == GuardVerdict::Kind::Blocked);
    for (const AttributeChange &attribute : change.attributes)
        row.attributes.append(attributeRow(attribute, change.address, verdict));
    blockedFirst(row.attributes);
    return row;
}

/// Findings about what is no resource change: outputs, drift, a plan that is not complete.
void appendOtherFindings(QList<PlanResourceRow> &rows, const GuardVerdict &verdict)
{
    const qsizetype resources = rows.size();
    for (const GuardFinding &finding : verdict.findings) {
        const auto at = std::find_if(rows.begin(), rows.end(),
                                     [&](const PlanResourceRow &row) { return row.address == finding.address; });
        if (at != rows.end() && at - rows.begin() < resources)
            continue;
        PlanResourceRow row{QCoreApplication::translate("PlanTreeModel", "plan"),
                            finding.address,
                            !finding.allowed,
                            finding.path.isEmpty() ? finding.reason : QString(),
                            {}};
        if (row.address.isEmpty())
            row.address = QCoreApplication::translate("PlanTreeModel", "the plan as a whole");
        if (!finding.path.isEmpty())
            row.attributes.append({finding.path, finding.before, finding.after, !finding.allowed, finding.reason});
        rows.append(row);
    }
}

/// Addresses and values are the server's words: what a text layout obeys is shown.
void makePlain(QList<PlanResourceRow> &rows)
{
    for (PlanResourceRow &row : rows) {
        for (QString *text : {&row.action, &row.address, &row.reason})
            *text = plainLines(*text);
        for (PlanAttributeRow &attribute : row.attributes) {
            for (QString *text : {&attribute.path, &attribute.before, &attribute.after, &attribute.reason})
                *text = plainLines(*text);
        }
    }
}

} // namespace

QList<PlanResourceRow> planRows(const PlanDiff &plan, const std::optional<GuardVerdict> &verdict)
{
    const GuardVerdict judged = verdict.value_or(GuardVerdict{});
    QList<PlanResourceRow> rows;
    for (const ResourceChange &change : plan.changes)
        rows.append(resourceRow(change, judged));
    appendOtherFindings(rows, judged);
    std::stable_partition(rows.begin(), rows.end(), [](const PlanResourceRow &row) { return row.blocked; });
    makePlain(rows);
    return rows;
}

} // namespace twinlake
