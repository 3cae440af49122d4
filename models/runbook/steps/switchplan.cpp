// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each switch writes, where, and what its plan may change.
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/terraformswitch.h"

namespace twinlake::steps {

namespace {

QString unquoted(QString text)
{
    if (text.size() >= 2 && text.startsWith(u'"') && text.endsWith(u'"'))
        text = text.mid(1, text.size() - 2);
    return text;
}

} // namespace

bool sameWord(const QString &a, const QString &b)
{
    return unquoted(a) == unquoted(b);
}

std::optional<Region> pointerRegion(const StepContext &c)
{
    const Observed<TerraformVariable> &pointer = c.world.facts.terraform.consumers.variable;
    if (!c.group.consumers || !pointer.isLive())
        return std::nullopt;
    for (const Region region : bothRegions) {
        if (sameWord(pointer.value->value.value_or(QString()), c.group.consumers->values[region]))
            return region;
    }
    return std::nullopt;
}

ExpectedChange expectedFlip(const FailoverGroup &group, Region region, bool becomesActive)
{
    ExpectedChange expected;
    for (const EstatePipeline &pipeline : group.pipelines)
        expected.pipelineIds.insert(pipeline.pipelineIds[region].value);
    for (const JobId &job : group.jobs(region))
        expected.jobIds.insert(QString::number(job.value));
    expected.becomesActive = becomesActive;
    return expected;
}

SwitchPlan switchOf(const StepContext &c)
{
    const TerraformFacts &facts = c.world.facts.terraform;
    if (c.phase.about == Switch::PointToTarget && c.group.consumers) {
        ExpectedChange expected;
        expected.pointerBefore = c.group.consumers->values[c.from()];
        expected.pointerAfter = c.group.consumers->values[c.to()];
        return {c.group.consumers->variable, expected.pointerAfter, facts.consumers, expected, u"repoint"_s};
    }
    if (c.phase.about == Switch::KeepSource)
        return {c.group.activation[c.from()], u"true"_s, facts.activation[c.from()],
                expectedFlip(c.group, c.from(), true), u"settle-debt"_s};
    if (c.phase.about == Switch::DemoteSource)
        return {c.group.activation[c.from()], u"false"_s, facts.activation[c.from()],
                expectedFlip(c.group, c.from(), false), u"demote"_s};
    return {c.group.activation[c.to()], u"true"_s, facts.activation[c.to()], expectedFlip(c.group, c.to(), true),
            u"activate"_s};
}

FactKind switchFact(const StepContext &c)
{
    switch (c.phase.about) {
    case Switch::PointToTarget:
        return FactKind::Consumers;
    case Switch::DemoteSource:
    case Switch::KeepSource:
        return activationOf(c.from());
    case Switch::ActivateTarget:
    case Switch::None:
        break;
    }
    return activationOf(c.to());
}

} // namespace twinlake::steps
