// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An incident stays in the list until it is closed and dismissed.
#include "models/views/wizardincidents.h"

#include "models/views/incidentturn.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename Run>
auto catchUpUnderWay(Run &run) -> decltype(run.steps.data())
{
    for (auto &step : run.steps) {
        if (step.id.value == "catch-up"_L1 && step.startedAt)
            return &step;
    }
    return nullptr;
}

const GroupFacts *factsOf(const EstateSnapshot &snapshot, const QString &group)
{
    const auto found = std::find_if(snapshot.groups.cbegin(), snapshot.groups.cend(),
                                    [&](const GroupFacts &one) { return one.group == group; });
    return found == snapshot.groups.cend() ? nullptr : &*found;
}

bool isOpen(const WizardIncident &incident)
{
    return incident.run.result == RunResult::Open;
}

} // namespace

RunState WizardIncident::shown() const
{
    RunState state = run;
    StepProgress *step = catchUpUnderWay(state);
    if (step && step->catchUpReadings.isEmpty())
        step->catchUpReadings = readings.all();
    return state;
}

WizardIncidents::News WizardIncidents::take(const RunState &run)
{
    if (m_dismissed.contains(run.id) && run.result != RunResult::Open)
        return News::Ignored;
    WizardIncident *known = find(run.id);
    if (!known) {
        m_all.append(WizardIncident{run, {}, {}, {}});
        return News::New;
    }
    if (known->sentAfter && run.lastSequence > *known->sentAfter)
        known->sentAfter.reset();
    known->run = run;
    return News::Known;
}

void WizardIncidents::collect(const EstateSnapshot &snapshot)
{
    for (WizardIncident &incident : m_all) {
        const StepProgress *step = catchUpUnderWay(std::as_const(incident).run);
        const GroupFacts *facts = factsOf(snapshot, incident.run.group);
        if (!step || step->endedAt || !facts)
            continue;
        for (const auto &reading : facts->regions[incident.run.to].watermarks) {
            if (reading.isLive() && reading.value->watermark)
                incident.readings.add(*reading.value);
        }
    }
}

void WizardIncidents::dismiss(const IncidentId &id)
{
    m_dismissed.insert(id);
    m_all.removeIf([&](const WizardIncident &one) { return one.run.id == id; });
}

const WizardIncident *WizardIncidents::find(const IncidentId &id) const
{
    const auto found =
        std::find_if(m_all.cbegin(), m_all.cend(), [&](const WizardIncident &one) { return one.run.id == id; });
    return found == m_all.cend() ? nullptr : &*found;
}

WizardIncident *WizardIncidents::find(const IncidentId &id)
{
    const WizardIncident *found = std::as_const(*this).find(id);
    return found ? &m_all[found - std::as_const(m_all).data()] : nullptr;
}

const WizardIncident *WizardIncidents::next() const
{
    const WizardIncident *best = nullptr;
    const auto rank = [](const WizardIncident &one) { return waitsForPerson(one.run) ? 2 : isOpen(one) ? 1 : 0; };
    for (const WizardIncident &one : m_all) {
        if (!best || rank(one) > rank(*best))
            best = &one;
    }
    return best;
}

const WizardIncident *WizardIncidents::openOf(const QString &group) const
{
    const auto found = std::find_if(m_all.cbegin(), m_all.cend(),
                                    [&](const WizardIncident &one) { return isOpen(one) && one.run.group == group; });
    return found == m_all.cend() ? nullptr : &*found;
}

int WizardIncidents::openCount() const
{
    return int(std::count_if(m_all.cbegin(), m_all.cend(), isOpen));
}

void WizardIncidents::releaseCommands()
{
    for (WizardIncident &incident : m_all)
        incident.sentAfter.reset();
}

} // namespace twinlake
