// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The action opens a page; nothing here acts.
#include "models/views/advicebar.h"

#include "models/views/incidentturn.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

namespace {

using Action = Advice::Action;

struct AdviceBarWords {
    Q_DECLARE_TR_FUNCTIONS(AdviceBar)
};

StateSign signOf(Advice::Tone tone)
{
    switch (tone) {
    case Advice::Tone::Fine:
        return {Shape::TickCircle, ToneToken::Ready, false, {}};
    case Advice::Tone::Watch:
        return {Shape::Triangle, ToneToken::Watch, true, {}};
    case Advice::Tone::Bad:
        return {Shape::OctagonCross, ToneToken::Bad, true, {}};
    case Advice::Tone::Unknown:
        break;
    }
    return {Shape::DiamondQuestion, ToneToken::Unknown, true, {}};
}

QString labelOf(Action action, const QString &group)
{
    switch (action) {
    case Action::Rehearse:
        return AdviceBarWords::tr("Rehearse");
    case Action::Rearm:
        return AdviceBarWords::tr("Re-arm %1…").arg(group);
    case Action::DeclareOutage:
        return AdviceBarWords::tr("Declare outage…");
    case Action::FailBack:
        return AdviceBarWords::tr("Fail back %1…").arg(group);
    case Action::OpenIncident:
        return AdviceBarWords::tr("Open incident");
    case Action::None:
        break;
    }
    return {};
}

bool leadsToWrites(Action action)
{
    return action == Action::DeclareOutage || action == Action::FailBack || action == Action::Rearm
        || action == Action::Rehearse;
}

const StepProgress *currentStep(const RunState &incident)
{
    const auto waits = std::find_if(incident.steps.cbegin(), incident.steps.cend(), [](const StepProgress &step) {
        return step.status == StepStatus::YourTurn || step.status == StepStatus::Failed
            || step.status == StepStatus::Blocked || step.status == StepStatus::OutcomeUnknown;
    });
    if (waits != incident.steps.cend())
        return &*waits;
    const auto runs = std::find_if(incident.steps.crbegin(), incident.steps.crend(),
                                   [](const StepProgress &step) { return step.status == StepStatus::Running; });
    return runs == incident.steps.crend() ? nullptr : &*runs;
}

AdviceBar incidentBar(const AdviceBarInput &input, const RunState &incident)
{
    const QString &to = input.estate.regions[incident.to].label;
    const StateSign sign = incidentSign(incident);
    AdviceBar bar;
    bar.sign = {sign.shape, sign.token, sign.loud, {}};
    bar.tinted = sign.loud;
    bar.headline = incident.paused ? AdviceBarWords::tr("%1 is moving to %2 and is paused.").arg(incident.group, to)
        : incident.gate            ? AdviceBarWords::tr("%1 is moving to %2. It is your turn.").arg(incident.group, to)
                                   : AdviceBarWords::tr("%1 is moving to %2.").arg(incident.group, to);
    bar.reason = incidentStepText(incident);
    bar.action = Action::OpenIncident;
    bar.actionGroup = incident.group;
    bar.actionLabel = input.readOnly ? QString() : labelOf(bar.action, incident.group);
    bar.primary = !input.readOnly;
    return bar;
}

/// With several open, the one to turn to first, and where each stands.
AdviceBar fleetBar(const AdviceBarInput &input, const QList<RunState> &open)
{
    const auto waits = std::find_if(open.cbegin(), open.cend(), waitsForPerson);
    AdviceBar bar = incidentBar(input, waits == open.cend() ? open.constFirst() : *waits);
    bar.headline = waits == open.cend()
        ? AdviceBarWords::tr("%n incidents are open. None waits for you.", nullptr, int(open.size()))
        : AdviceBarWords::tr("%n incidents are open. It is your turn for %1.", nullptr, int(open.size()))
              .arg(waits->group);
    QStringList standings;
    for (const RunState &run : open)
        standings.append(AdviceBarWords::tr("%1: %2").arg(run.group, incidentStepText(run)));
    bar.reason = standings.join(QChar(u' '));
    return bar;
}

} // namespace

QString incidentStepText(const RunState &incident)
{
    const StepProgress *step = currentStep(incident);
    if (!step)
        return {};
    const auto index = step - incident.steps.constData();
    return AdviceBarWords::tr("Step %1 of %2: %3.").arg(index + 1).arg(incident.steps.size()).arg(step->title);
}

AdviceBar adviceBar(const AdviceBarInput &input)
{
    QList<RunState> open = input.incidents;
    open.removeIf([](const RunState &run) { return run.result != RunResult::Open; });
    if (!open.isEmpty())
        return open.size() == 1 ? incidentBar(input, open.constFirst()) : fleetBar(input, open);
    AdviceBar bar;
    bar.sign = signOf(input.advice.tone);
    bar.tinted = input.advice.tone != Advice::Tone::Fine;
    bar.headline = input.advice.headline;
    bar.reason = input.advice.reason;
    if (input.readOnly && leadsToWrites(input.advice.action))
        return bar;
    bar.action = input.advice.action;
    bar.actionGroup = input.advice.actionGroup;
    bar.actionLabel = labelOf(bar.action, bar.actionGroup);
    bar.primary = bar.action == Action::DeclareOutage || bar.action == Action::FailBack;
    return bar;
}

} // namespace twinlake
