// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/scenarioplayer.h"

#include "app/http/inflight.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject faultOfState(const QJsonObject &state, const QString &id)
{
    const QJsonArray faults = state.value("faults"_L1).toArray();
    for (const QJsonValue fault : faults) {
        if (fault["id"_L1].toString() == id)
            return fault.toObject();
    }
    return {};
}

} // namespace

ScenarioPlayer::ScenarioPlayer(simulator::Scenario scenario, ControlChannel &control, Clock &clock, Activity *activity)
    : m_scenario(std::move(scenario))
    , m_control(control)
    , m_clock(clock)
    , m_activity(activity)
{
}

bool ScenarioPlayer::names(const QString &wanted, const QString &recipe, const QString &step)
{
    return wanted == step || wanted == recipe + u'/' + step;
}

void ScenarioPlayer::stop()
{
    m_stop.request_stop();
}

QCoro::Task<Result<>> ScenarioPlayer::breakNow()
{
    for (qsizetype wish = 0; wish < m_scenario.breaks.size(); ++wish) {
        if (!m_scenario.breaks[wish].atStep.isEmpty())
            continue;
        const QString because;
        const Result<> posted = co_await post(wish, because);
        if (!posted)
            co_return posted;
    }
    co_return Result<>();
}

void ScenarioPlayer::goOnFrom(QList<PlayedFault> faults)
{
    m_faults = std::move(faults);
    m_goesOn = true;
}

QCoro::Task<Result<>> ScenarioPlayer::stepBegan(QString recipe, QString step, QString incident)
{
    const QString because = incident + u'/' + step;
    for (qsizetype index = 0; index < m_faults.size(); ++index) {
        if (m_faults[index].untilStep.isEmpty() || !names(m_faults[index].untilStep, recipe, step))
            continue;
        const Result<> lifted = co_await lift(index);
        if (!lifted)
            co_return lifted;
    }
    for (qsizetype wish = 0; wish < m_scenario.breaks.size(); ++wish) {
        const QString atStep = m_scenario.breaks[wish].atStep;
        if (atStep.isEmpty() || !names(atStep, recipe, step))
            continue;
        const Result<> posted = co_await post(wish, because);
        if (!posted)
            co_return posted;
    }
    if (m_scenario.backfill && !m_scenario.backfillAtStep.isEmpty() && names(m_scenario.backfillAtStep, recipe, step))
        co_return co_await backfillLater();
    co_return Result<>();
}

bool ScenarioPlayer::wasPosted(qsizetype wish, const QString &because) const
{
    return std::any_of(m_faults.begin(), m_faults.end(),
                       [&](const PlayedFault &fault) { return fault.wish == wish && fault.because == because; });
}

/// On in the world like this one, and known to nobody: the player before was lost before it had noted it.
std::optional<PlayedFault> ScenarioPlayer::lostFault(const QJsonObject &state, qsizetype wish) const
{
    const simulator::ScenarioFault &wanted = m_scenario.breaks.at(wish);
    const QJsonArray faults = state.value("faults"_L1).toArray();
    for (const QJsonValue fault : faults) {
        const QString id = fault["id"_L1].toVariant().toString();
        const bool isKnown =
            std::any_of(m_faults.begin(), m_faults.end(), [&](const PlayedFault &one) { return one.id == id; });
        if (!isKnown && fault["target"_L1].toString() == wanted.target && fault["kind"_L1].toString() == wanted.kind)
            return PlayedFault{id, wanted.kind, wanted.untilStep, m_clock.now(), std::nullopt, wish};
    }
    return std::nullopt;
}

void ScenarioPlayer::note(PlayedFault fault, const QJsonObject &state)
{
    const QJsonObject there = faultOfState(state, fault.id);
    fault.since = fromIso(there.value("since"_L1).toString()).value_or(fault.since);
    if (there.contains("for_s"_L1))
        fault.until = later(fault.since, Duration(std::llround(there.value("for_s"_L1).toDouble() * 1000.0)));
    m_faults.append(std::move(fault));
    Q_EMIT faultsChanged();
}

QCoro::Task<Result<>> ScenarioPlayer::post(qsizetype wish, QString because)
{
    if (wasPosted(wish, because) && m_goesOn)
        co_return Result<>();
    const InFlight world(m_activity);
    const simulator::ScenarioFault fault = m_scenario.breaks.at(wish);
    if (m_goesOn) {
        const auto before = co_await m_control.state();
        if (!before)
            co_return tl::unexpected<Error>(before.error());
        if (std::optional<PlayedFault> lost = lostFault(*before, wish)) {
            lost->because = because;
            note(*lost, *before);
            co_return Result<>();
        }
    }
    const QJsonObject body = QJsonDocument::fromJson(fault.wish).object();
    const auto id = co_await m_control.addFault(body);
    if (!id)
        co_return tl::unexpected<Error>(id.error());
    Q_EMIT said(u"fault"_s, tr("The facilitator breaks %1: %2.").arg(fault.target, fault.kind));
    const auto state = co_await m_control.state();
    if (!state)
        co_return tl::unexpected<Error>(state.error());
    const PlayedFault played{*id, fault.kind, fault.untilStep, m_clock.now(), std::nullopt, wish, because};
    note(played, *state);
    co_return Result<>();
}

QCoro::Task<Result<>> ScenarioPlayer::lift(qsizetype index)
{
    const InFlight world(m_activity);
    const QString id = m_faults[index].id;
    const auto state = co_await m_control.state();
    if (!state)
        co_return tl::unexpected<Error>(state.error());
    if (faultOfState(*state, id).isEmpty())
        co_return Result<>(); // it is over by itself
    // Ours is the instant before: what a server did behind it may have been done in peace.
    m_faults[index].until = fromIso(state->value("virtual_time"_L1).toString());
    m_faults[index].untilStep.clear();
    Q_EMIT faultsChanged();
    co_return co_await m_control.liftFault(id);
}

QCoro::Task<Result<>> ScenarioPlayer::mend()
{
    for (qsizetype index = 0; index < m_faults.size(); ++index) {
        const Result<> lifted = co_await lift(index);
        if (!lifted)
            co_return lifted;
    }
    const Result<> rest = co_await liftOthers();
    if (!rest)
        co_return rest;
    Q_EMIT said(u"mend"_s, tr("The facilitator mends what was broken."));
    if (m_scenario.backfill && m_scenario.backfillAtStep.isEmpty())
        co_return co_await backfill();
    co_return Result<>();
}

// What a facilitator added by hand.
QCoro::Task<Result<>> ScenarioPlayer::liftOthers()
{
    const InFlight world(m_activity);
    const auto state = co_await m_control.state();
    if (!state)
        co_return tl::unexpected<Error>(state.error());
    const QJsonArray faults = state->value("faults"_L1).toArray();
    for (const QJsonValue fault : faults) {
        const QString id = fault["id"_L1].toString();
        const Result<> lifted = co_await m_control.liftFault(id);
        if (!lifted)
            co_return lifted;
    }
    co_return Result<>();
}

QCoro::Task<Result<>> ScenarioPlayer::backfillLater()
{
    if (m_scenario.backfillAfter > 0s) {
        const Duration span = m_scenario.backfillAfter;
        const bool due = co_await m_clock.after(span, m_stop.get_token());
        if (!due)
            co_return Result<>();
    }
    co_return co_await backfill();
}

QCoro::Task<Result<>> ScenarioPlayer::backfill()
{
    const InFlight world(m_activity);
    const auto state = co_await m_control.state();
    if (!state)
        co_return tl::unexpected<Error>(state.error());
    m_stateAtBackfill = *state;
    QSet<QString> regions;
    for (const simulator::ScenarioFault &fault : std::as_const(m_scenario.breaks)) {
        if (fault.kind == "feeder_skips"_L1)
            regions.insert(fault.target);
    }
    for (const QString &region : std::as_const(regions)) {
        const Result<> delivered = co_await m_control.backfill(region);
        if (!delivered)
            co_return delivered;
        Q_EMIT said(u"backfill"_s, tr("The feeder delivers to %1 what it had skipped.").arg(region));
    }
    co_return Result<>();
}

} // namespace twinlake
