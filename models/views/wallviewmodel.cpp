// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same judgements as the overview, in fewer and larger words.
#include "models/views/wallviewmodel.h"

#include "models/rules/reachability.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration sparkSpan = std::chrono::hours(6);
constexpr Duration sparkEvery = std::chrono::minutes(1);
constexpr int sparkColumns = 120;

QString minuteTime(const Instant &instant)
{
    return instant.toUTC().toString(u"HH:mm'Z'"_s);
}

} // namespace

WallViewModel::WallViewModel(QObject *parent)
    : QObject(parent)
{
}

void WallViewModel::setEstate(Estate estate)
{
    m_estate = std::move(estate);
    refresh();
}

void WallViewModel::setSnapshot(EstateSnapshot snapshot)
{
    m_snapshot = std::move(snapshot);
    if (!m_now.isValid() || m_snapshot.at > m_now)
        m_now = m_snapshot.at;
    refresh();
}

void WallViewModel::setHistory(History *history)
{
    m_history = history;
    m_historyAskedAt = {};
}

void WallViewModel::setIncident(std::optional<RunState> incident)
{
    m_incident = std::move(incident);
    refresh();
}

void WallViewModel::setTakeover(const QString &group, TakeoverEstimate estimate)
{
    m_takeovers.insert(group, estimate);
    refresh();
}

void WallViewModel::tick(const Instant &now)
{
    m_now = now;
    if (!m_askingSince.isValid())
        m_askingSince = now;
    refresh();
    askHistory();
}

void WallViewModel::rotate()
{
    const qsizetype groups = m_tiles.size();
    m_firstTile = m_firstTile + tilesAtOnce < groups ? m_firstTile + tilesAtOnce : 0;
    Q_EMIT changed();
}

QString WallViewModel::clock() const
{
    return m_now.isValid() ? m_now.toUTC().toString(u"yyyy-MM-dd HH:mm:ss'Z'"_s) : QString();
}

QList<WallTile> WallViewModel::tiles() const
{
    return m_tiles.mid(m_firstTile, tilesAtOnce);
}

WallTile WallViewModel::tileOf(const GroupView &view) const
{
    const auto takeover = m_takeovers.constFind(view.group.name);
    const bool known = takeover != m_takeovers.cend();
    const GroupCard card =
        groupCard({m_estate, view, known ? std::optional(*takeover) : std::nullopt, m_now, m_askingSince});
    WallTile tile;
    tile.group = card.group;
    tile.age = card.servedAge;
    tile.caption = tr("data age, of %1").arg(humanDuration(view.group.rpo));
    tile.read =
        card.servedAge.used ? card.servedAge.detail.section(u", "_s, -1).prepend(tr("read ")) : card.servedAge.detail;
    tile.state = card.readiness;
    tile.stale = m_snapshot.at.isValid() && between(m_snapshot.at, m_now) > fastFactLimit;
    const bool served = card.pointer.shape == Shape::Play;
    tile.takeover = served ? tr("takeover %1").arg(card.takeover.figure) : card.pointer.word;
    if (served && !card.takeover.used)
        tile.takeover = tr("takeover not measured");
    if (!served)
        tile.state = {Shape::DiamondQuestion, ToneToken::Unknown, true, tr("NOT PROVEN")};
    tile.spark = m_sparks.value(view.group.name);
    return tile;
}

WallRegionLine WallViewModel::lineOf(const GroupView &view, Region region) const
{
    const Reachability &reach = view.facts.regions[region].reach;
    WallRegionLine line;
    line.label = m_estate.regions[region].label;
    line.serving = servingState(view, region);
    if (isSilent(reach.reach) || reach.reach == Reach::NotAsked) {
        line.state = reachSign(reach.reach);
        line.age = reach.silentSince ? tr("for %1").arg(ageText(*reach.silentSince, m_now)) : QString();
        return line;
    }
    line.state = roleSign(view.roles[region].role);
    if (line.serving == ServingState::Serving)
        line.state.word = tr("SERVING, %1").arg(line.state.word);
    line.age = reach.lastProbeAt ? tr("%1 ago").arg(ageText(*reach.lastProbeAt, m_now)) : QString();
    return line;
}

void WallViewModel::refreshIncident()
{
    m_wallIncident.reset();
    if (!m_incident || m_incident->result != RunResult::Open)
        return;
    const RunState &run = *m_incident;
    WallIncident wall;
    const Instant start = run.clocks.t0.value_or(run.openedAt);
    const Instant end = run.clocks.servingProvenAt.value_or(m_now);
    wall.clockCaption = tr("%1, RTO clock since %2").arg(run.group, minuteTime(start));
    wall.clock = clockDuration(between(start, end));
    if (const FailoverGroup *group = m_estate.group(run.group)) {
        wall.used = double(between(start, end).count()) / double(std::max<qint64>(1, group->rto.count()));
        wall.clockLimit =
            tr("of %1, ends %2").arg(clockDuration(group->rto), clockTime(later(start, group->rto), m_now));
    }
    wall.stepsAll = static_cast<int>(run.steps.size());
    for (const StepProgress &step : run.steps) {
        if (step.status == StepStatus::Done || step.status == StepStatus::Skipped) {
            ++wall.stepsDone;
            continue;
        }
        if (step.status == StepStatus::ToCome || !wall.stepTitle.isEmpty())
            continue;
        wall.step = stepSign(step.status, step.hasGate);
        wall.stepTitle = step.title;
        wall.sentence = step.sentence;
    }
    m_wallIncident = wall;
}

void WallViewModel::refresh()
{
    if (!m_now.isValid())
        return;
    const QList<RunState> incidents = m_incident ? QList<RunState>{*m_incident} : QList<RunState>();
    m_headline = adviceBar({m_estate, advise(m_estate, m_snapshot, m_now), incidents, true});
    m_tiles.clear();
    const QList<GroupView> views = viewGroups(m_estate, m_snapshot, m_now);
    for (const GroupView &view : views)
        m_tiles.append(tileOf(view));
    if (!views.isEmpty()) {
        for (const Region region : bothRegions)
            m_regions[region] = lineOf(views.constFirst(), region);
    }
    refreshIncident();
    if (m_firstTile >= m_tiles.size())
        m_firstTile = 0;
    Q_EMIT changed();
}

void WallViewModel::askHistory()
{
    if (!m_history || (m_historyAskedAt.isValid() && between(m_historyAskedAt, m_now) < sparkEvery))
        return;
    m_historyAskedAt = m_now;
    for (const GroupView &view : viewGroups(m_estate, m_snapshot, m_now)) {
        const Region region = servingOrLast(view).value_or(Region::Primary);
        m_history->lagWindow({view.group.name, {}, later(m_now, -sparkSpan), m_now, sparkColumns}, this,
                             [this, region](const LagWindow &window) {
                                 QList<std::optional<double>> line;
                                 for (const LagColumn &column : window.columns[region]) {
                                     line.append(column.high ? std::optional(double(column.high->count()) / 1000)
                                                             : std::nullopt);
                                 }
                                 m_sparks.insert(window.question.group, line);
                                 refresh();
                             });
    }
}

} // namespace twinlake
