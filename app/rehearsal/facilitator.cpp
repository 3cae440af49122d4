// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/facilitator.h"

#include "models/runbook/codec.h"

#include <QJsonArray>
#include <QPointer>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lookEvery = 1s; // real

std::optional<Instant> oldestWatermark(const QJsonObject &state, Region region, const FailoverGroup *group)
{
    std::optional<Instant> oldest;
    const QJsonArray pipelines =
        state.value("regions"_L1).toObject().value(regionKey(region)).toObject().value("pipelines"_L1).toArray();
    for (const auto &entry : pipelines) {
        const QJsonObject pipeline = entry.toObject();
        const QString name = pipeline.value("name"_L1).toString();
        const bool ours = group
            && std::any_of(group->pipelines.begin(), group->pipelines.end(),
                           [&](const EstatePipeline &member) { return member.name == name; });
        const auto watermark = fromIso(pipeline.value("watermark"_L1).toString());
        if (ours && watermark && (!oldest || *watermark < *oldest))
            oldest = watermark;
    }
    return oldest;
}

} // namespace

Facilitator::Facilitator(Estate estate, KeptScript script, const QString &folder, Clock &clock,
                         std::function<QCoro::Task<>()> speedChanged)
    : m_estate(std::move(estate))
    , m_speedChanged(std::move(speedChanged))
    , m_channel(m_estate.rehearsal->control)
    , m_script(std::move(script), folder, m_channel, clock, nullptr)
{
    connect(&m_timer, &QTimer::timeout, this, [this] { look(); });
}

void Facilitator::start()
{
    m_timer.start(lookEvery);
    look();
}

void Facilitator::setSpeed(double speed)
{
    change(m_channel.setSpeed(speed));
}

void Facilitator::advance(Duration span)
{
    change(run(span));
}

void Facilitator::addFault(QString target, QString kind)
{
    change(add(std::move(target), std::move(kind)));
}

void Facilitator::liftFault(QString id)
{
    change(m_channel.liftFault(std::move(id)));
}

QCoro::Task<Result<>> Facilitator::add(QString target, QString kind)
{
    const QJsonObject body{{u"target"_s, target}, {u"kind"_s, kind}};
    const auto id = co_await m_channel.addFault(body);
    if (!id)
        co_return tl::unexpected<Error>(id.error());
    co_return Result<>();
}

QCoro::Task<Result<>> Facilitator::run(Duration span)
{
    const auto world = co_await m_channel.advance(span);
    if (!world)
        co_return tl::unexpected<Error>(world.error());
    co_return Result<>();
}

QCoro::Task<> Facilitator::change(QCoro::Task<Result<>> call)
{
    const QPointer<Facilitator> self(this);
    const Result<> done = co_await std::move(call);
    if (!self)
        co_return;
    if (!done) {
        m_truth.trouble = done.error().message;
        Q_EMIT truthTold(m_truth);
        co_return;
    }
    co_await m_speedChanged();
    if (self)
        look();
}

QCoro::Task<> Facilitator::look()
{
    if (std::exchange(m_looking, true))
        co_return;
    const QPointer<Facilitator> self(this);
    const auto state = co_await m_channel.state();
    if (!self)
        co_return;
    m_looking = false;
    if (state) {
        m_truth = truthFrom(*state);
        playScript(m_truth.at);
        m_truth.planned = planned();
    } else {
        m_truth.trouble = state.error().message;
    }
    Q_EMIT truthTold(m_truth);
}

void Facilitator::playScript(const Instant &now)
{
    m_script.beginAt(now);
    if (const auto due = m_script.nextDue(); due && now >= *due)
        change(m_script.playDue(now));
}

void Facilitator::follow(const RunState &incident)
{
    const QStringList steps = m_script.newSteps(incident);
    for (const QString &step : steps)
        change(m_script.stepBegan(incident.id.value, recipeKey(incident.recipe), step));
}

QList<PlannedTurn> Facilitator::planned() const
{
    QList<PlannedTurn> turns;
    const auto nameOf = [this](const QString &target) {
        const auto region = regionFromKey(target);
        return region ? m_estate.regions[*region].label : target;
    };
    const ScriptPosition &position = m_script.position();
    for (const simulator::ScenarioFault &fault : m_script.scenario().breaks) {
        if (!position.broken && fault.atStep.isEmpty())
            turns.append({position.breakAt.value_or(m_truth.at), u"%1 %2"_s.arg(nameOf(fault.target), fault.kind)});
    }
    if (position.returnAt)
        turns.append({*position.returnAt, tr("%1 returns").arg(m_estate.regions.primary.label)});
    return turns;
}

WorldTruth Facilitator::truthFrom(const QJsonObject &state) const
{
    WorldTruth truth;
    truth.at = fromIso(state.value("virtual_time"_L1).toString()).value_or(m_truth.at);
    truth.speed = state.value("speed"_L1).toDouble();
    truth.serving = state.value("serving"_L1).toString();
    const FailoverGroup *group = m_estate.group(m_script.scenario().group);
    truth.watermarkPrimary = oldestWatermark(state, Region::Primary, group);
    truth.watermarkSecondary = oldestWatermark(state, Region::Secondary, group);
    for (const auto &entry : state.value("faults"_L1).toArray()) {
        const QJsonObject fault = entry.toObject();
        truth.faults.append({fault.value("id"_L1).toVariant().toString(), fault.value("target"_L1).toString(),
                             fault.value("kind"_L1).toString()});
    }
    return truth;
}

} // namespace twinlake
