// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/rules/planguard.h"

#include "models/rules/planprojection.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct GuardWords {
    Q_DECLARE_TR_FUNCTIONS(PlanGuard)
};

/// An attribute that was never set shows as null beside its empty value (contract 5.2.1, "Empty values").
bool isEmptyValue(const QString &json)
{
    static const QSet<QString> empty{{}, u"null"_s, u"false"_s, u"0"_s, u"\"\""_s, u"[]"_s, u"{}"_s};
    return empty.contains(json);
}

QString quoted(const QString &text)
{
    QString inner = text;
    return u'"' + inner.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
}

bool isPausePath(const QString &path)
{
    return path == "schedule[0].pause_status"_L1 || path == "trigger[0].pause_status"_L1
        || path == "continuous[0].pause_status"_L1;
}

/// The values a watched attribute must move between; empty if the attribute is not watched.
struct Wanted {
    QString before;
    QString after;
};

std::optional<Wanted> wantedFor(const ResourceChange &change, const QString &path, const ExpectedChange &expected)
{
    const bool on = expected.becomesActive;
    if (change.type == "databricks_pipeline"_L1 && path == "continuous"_L1) {
        const QString off = u"false"_s;
        return on ? Wanted{off, u"true"_s} : Wanted{u"true"_s, off};
    }
    if (change.type == "databricks_job"_L1 && isPausePath(path)) {
        // A continuous job is the engine itself: it runs where a schedule rests.
        const bool pauses = path.startsWith("continuous"_L1) ? !on : on;
        const QString paused = u"\"PAUSED\""_s;
        const QString unpaused = u"\"UNPAUSED\""_s;
        return pauses ? Wanted{unpaused, paused} : Wanted{paused, unpaused};
    }
    return std::nullopt;
}

/// A removed pause_status plans as UNPAUSED, an unset flag is false.
QString normalized(const QString &path, const QString &json)
{
    if (isPausePath(path))
        return isEmptyValue(json) ? u"\"UNPAUSED\""_s : json;
    return isEmptyValue(json) ? u"false"_s : json;
}

bool isNamed(const ResourceChange &change, const ExpectedChange &expected)
{
    return (change.type == "databricks_pipeline"_L1 && expected.pipelineIds.contains(change.resourceId))
        || (change.type == "databricks_job"_L1 && expected.jobIds.contains(change.resourceId));
}

/// Why a managed resource may not be touched at all, whatever its attributes say; empty if it may be updated.
QString whyNever(const ResourceChange &change)
{
    if (change.deposed)
        return GuardWords::tr("A deposed object is involved.");
    if (change.importing)
        return GuardWords::tr("It would be imported into the state.");
    if (!change.previousAddress.isEmpty())
        return GuardWords::tr("It was moved from %1.").arg(change.previousAddress);
    if (change.replaces || change.actions.size() > 1 || change.actionReason.startsWith("replace"_L1))
        return GuardWords::tr("It would be replaced: its data and checkpoints would be lost.");
    if (change.actions == QStringList{u"no-op"_s})
        return {};
    if (change.actions != QStringList{u"update"_s})
        return GuardWords::tr("Its action is %1, only update is allowed.").arg(change.actions.join(u'+'));
    if (!change.actionReason.isEmpty())
        return GuardWords::tr("Terraform gives a reason of its own: %1.").arg(change.actionReason);
    return {};
}

class Guard {
public:
    Guard(const PlanDiff &plan, const ExpectedChange &expected)
        : m_plan(plan)
        , m_expected(expected)
    {
    }

    GuardVerdict judge();

private:
    void judgeWhole();
    void judgeResource(const ResourceChange &change);
    void judgeRegionAttribute(const ResourceChange &change, const AttributeChange &attribute);
    void judgePointerAttribute(const ResourceChange &change, const AttributeChange &attribute);
    void judgeDrift(const ResourceChange &drift);
    void add(const QString &address, const AttributeChange &attribute, bool allowed, const QString &reason);
    bool movesPointer() const { return !m_expected.pointerBefore.isEmpty() || !m_expected.pointerAfter.isEmpty(); }
    bool hasUnknown() const;
    QString sentence() const;

    const PlanDiff &m_plan;
    const ExpectedChange &m_expected;
    QList<GuardFinding> m_findings;
    int m_changedResources = 0;
    int m_moves = 0; ///< watched attributes that really change
};

void Guard::add(const QString &address, const AttributeChange &attribute, bool allowed, const QString &reason)
{
    const QString hidden = GuardWords::tr("(sensitive)");
    const QString after = attribute.unknownAfter ? GuardWords::tr("(known after apply)") : attribute.after;
    m_findings.append({address, attribute.path, attribute.sensitive ? hidden : attribute.before,
                       attribute.sensitive ? hidden : after, allowed, reason});
}

bool Guard::hasUnknown() const
{
    return std::any_of(m_plan.changes.cbegin(), m_plan.changes.cend(), [this](const ResourceChange &change) {
        return isNamed(change, m_expected)
            && std::any_of(change.attributes.cbegin(), change.attributes.cend(),
                           [](const AttributeChange &attribute) { return attribute.unknownAfter; });
    });
}

void Guard::judgeWhole()
{
    if (m_plan.errored)
        add({}, {}, false, GuardWords::tr("The plan ended with an error."));
    if (!m_plan.complete)
        add({}, {}, false, GuardWords::tr("The plan is not complete."));
    if (m_plan.hasDeferred)
        add({}, {}, false, GuardWords::tr("The plan leaves changes for a later run."));
    if (!m_plan.formatVersion.isEmpty() && !m_plan.formatVersion.startsWith("1."_L1))
        add({}, {}, false, GuardWords::tr("The plan's format %1 is not known.").arg(m_plan.formatVersion.left(20)));
}

void Guard::judgeRegionAttribute(const ResourceChange &change, const AttributeChange &attribute)
{
    const auto wanted = wantedFor(change, attribute.path, m_expected);
    if (attribute.unknownAfter)
        return add(change.address, attribute, false, GuardWords::tr("Its new value is not known before the apply."));
    if (!wanted) {
        const bool same = isEmptyValue(attribute.before) && isEmptyValue(attribute.after) && !attribute.sensitive;
        return add(change.address, attribute, same,
                   same ? GuardWords::tr("Both values mean empty.")
                        : GuardWords::tr("This attribute must not change in a switch."));
    }
    if (attribute.sensitive)
        return add(change.address, attribute, false, GuardWords::tr("It is sensitive and cannot be checked."));
    const QString before = normalized(attribute.path, attribute.before);
    const QString after = normalized(attribute.path, attribute.after);
    if (before == after)
        return add(change.address, attribute, true, GuardWords::tr("Both values mean the same."));
    const bool right = before == wanted->before && after == wanted->after;
    m_moves += right ? 1 : 0;
    add(change.address, attribute, right,
        right ? u"expected"_s : GuardWords::tr("It must go from %1 to %2.").arg(wanted->before, wanted->after));
}

void Guard::judgePointerAttribute(const ResourceChange &change, const AttributeChange &attribute)
{
    const bool mirrored = change.type == "terraform_data"_L1 && attribute.path.startsWith("output"_L1);
    if (mirrored && attribute.unknownAfter)
        return add(change.address, attribute, true, GuardWords::tr("It repeats the input once that is applied."));
    if (attribute.unknownAfter)
        return add(change.address, attribute, false, GuardWords::tr("Its new value is not known before the apply."));
    if (attribute.sensitive)
        return add(change.address, attribute, false, GuardWords::tr("It is sensitive and cannot be checked."));
    const bool right =
        attribute.before == quoted(m_expected.pointerBefore) && attribute.after == quoted(m_expected.pointerAfter);
    const bool input = change.type != "terraform_data"_L1 || mirrored || attribute.path.startsWith("input"_L1);
    m_moves += right && input && !mirrored ? 1 : 0;
    add(change.address, attribute, right && input,
        right && input ? u"expected"_s
                       : GuardWords::tr("Only the pointer may change, from %1 to %2.")
                             .arg(m_expected.pointerBefore, m_expected.pointerAfter));
}

void Guard::judgeResource(const ResourceChange &change)
{
    if (change.mode == "data"_L1) {
        if (change.actions != QStringList{u"read"_s})
            add(change.address, {}, false, GuardWords::tr("A data source may only be read."));
        else if (hasUnknown())
            add(change.address, {}, false,
                GuardWords::tr("It is read during the apply and a watched resource waits for it."));
        return;
    }
    const QString never = whyNever(change);
    if (!never.isEmpty()) {
        add(change.address, {}, false, never);
    } else if (change.actions == QStringList{u"no-op"_s}) {
        return;
    } else if (movesPointer() && m_changedResources > 0) {
        add(change.address, {}, false, GuardWords::tr("Exactly one resource may change: the pointer."));
    } else if (!movesPointer() && !isNamed(change, m_expected)) {
        add(change.address, {}, false, GuardWords::tr("It is none of the pipelines and jobs of this switch."));
    }
    ++m_changedResources;
    for (const AttributeChange &attribute : change.attributes)
        movesPointer() ? judgePointerAttribute(change, attribute) : judgeRegionAttribute(change, attribute);
}

void Guard::judgeDrift(const ResourceChange &drift)
{
    if (drift.actions.contains(u"delete"_s)) {
        add(drift.address, {}, false, GuardWords::tr("It was deleted outside Terraform."));
        return;
    }
    for (const AttributeChange &attribute : drift.attributes) {
        if (isVolatilePath(attribute.path))
            continue;
        const auto wanted = wantedFor(drift, attribute.path, m_expected);
        const bool debt = wanted && normalized(attribute.path, attribute.after) == wanted->after;
        add(drift.address, attribute, true,
            debt ? GuardWords::tr("Already so: switched outside Terraform, this settles the debt.")
                 : GuardWords::tr("Edited outside Terraform."));
    }
}

QString Guard::sentence() const
{
    const auto blocked =
        std::count_if(m_findings.cbegin(), m_findings.cend(), [](const auto &f) { return !f.allowed; });
    if (blocked > 0) {
        const GuardFinding &first = m_findings.constFirst();
        const QString where = first.address.isEmpty() ? GuardWords::tr("the plan") : first.address;
        return GuardWords::tr("BLOCKED, %1 findings. First: %2 %3: %4")
            .arg(QString::number(blocked), where, first.path, first.reason)
            .simplified();
    }
    if (m_moves == 0)
        return GuardWords::tr("Nothing to do: the plan changes nothing. Look at the region itself.");
    return GuardWords::tr("ALLOWED. %1 changes, exactly what the switch needs.").arg(m_moves);
}

GuardVerdict Guard::judge()
{
    judgeWhole();
    for (const ResourceChange &change : m_plan.changes)
        judgeResource(change);
    for (const ResourceChange &drift : m_plan.drift)
        judgeDrift(drift);
    for (const AttributeChange &output : m_plan.outputs)
        add(GuardWords::tr("output"), output, true, GuardWords::tr("An output acts on nothing."));
    std::stable_partition(m_findings.begin(), m_findings.end(), [](const GuardFinding &f) { return !f.allowed; });

    GuardVerdict verdict;
    const bool blocked = !m_findings.isEmpty() && !m_findings.constFirst().allowed;
    if (!blocked)
        verdict.kind = m_moves > 0 ? GuardVerdict::Kind::Allowed : GuardVerdict::Kind::NothingToDo;
    verdict.sentence = sentence();
    verdict.findings = m_findings;
    verdict.projectionHash = projectionHash(m_plan);
    return verdict;
}

} // namespace

GuardVerdict judgePlan(const PlanDiff &plan, const ExpectedChange &expected)
{
    return Guard(plan, expected).judge();
}

} // namespace twinlake
