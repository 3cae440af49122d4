// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One function a kind of row; what a stale or unanswered reading looks like is decided once, in row().
#include "models/views/regionrow.h"

#include "models/rules/quartzcron.h"
#include "models/rules/reachability.h"
#include "models/views/regionrowtexts.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct RegionRowsWords {
    Q_DECLARE_TR_FUNCTIONS(RegionRow)
};

/// What is shown while the reading is live.
struct LiveCell {
    StateSign sign;
    QString detail;
};

class RowMaker {
public:
    explicit RowMaker(const RegionRowsInput &input)
        : m_in(input)
        , m_facts(input.view.facts.regions[input.region])
        , m_label(input.estate.regions[input.region].label)
    {
    }

    RegionRow workspace() const;
    RegionRow pipeline(const EstatePipeline &pipeline) const;
    RegionRow goldLag() const;
    RegionRow landing() const;
    RegionRow job() const;
    RegionRow warehouse() const;
    RegionRow terraform() const;

private:
    ReadingContext context(Duration limit) const
    {
        return {m_in.now, m_in.askingSince, limit, isSilent(m_facts.reach.reach), m_label};
    }
    Role role() const { return m_in.view.roles[m_in.region].role; }

    template <typename T, typename Live>
    RegionRow row(const QString &key, const QString &name, const Observed<T> &reading, const ReadingContext &context,
                  Live live) const;
    LiveCell goldLagCell(const TableWatermark &slowest, const Instant &readAt, qsizetype tables) const;
    LiveCell jobCell(const Job &job) const;

    const RegionRowsInput &m_in;
    const RegionFacts &m_facts;
    QString m_label;
};

template <typename T, typename Live>
RegionRow RowMaker::row(const QString &key, const QString &name, const Observed<T> &reading,
                        const ReadingContext &context, Live live) const
{
    RegionRow row{key, name, {}, {}, ageText(reading.readAt, context.now), AgeState::Fresh, formOf(reading, context)};
    row.ageState = ageState(reading.readAt, context.now, context.limit / 3);
    const LiveCell cell = reading.value ? live(*reading.value) : LiveCell{};
    const QString seen = cell.sign.word.isEmpty() || cell.detail.startsWith(cell.sign.word)
        ? cell.detail
        : RegionRowsWords::tr("%1, %2").arg(cell.sign.word, cell.detail);
    switch (row.form) {
    case ReadingForm::Live:
        row.sign = cell.sign;
        row.detail = cell.detail;
        break;
    case ReadingForm::Late:
        row.sign = {Shape::Clock, ToneToken::Off, false, cell.sign.word};
        row.detail = RegionRowsWords::tr("not answered since: %1").arg(errorText(*reading.error));
        row.ageState = AgeState::Ageing;
        break;
    case ReadingForm::Stale:
        row.sign = ageSign(AgeState::Stale);
        row.detail = RegionRowsWords::tr("last seen %1").arg(seen);
        break;
    case ReadingForm::Asking:
        row.sign = {Shape::Ring, ToneToken::Off, false, RegionRowsWords::tr("ASKING")};
        row.detail = askingText(context);
        row.ageState = AgeState::NeverRead;
        break;
    case ReadingForm::Refused:
        row.sign = unknownSign();
        row.detail = errorText(*reading.error);
        row.age = ageText(reading.triedAt, context.now);
        break;
    case ReadingForm::Unknown:
        row.sign = unknownSign();
        row.detail = reading.value ? RegionRowsWords::tr("last seen %1").arg(seen) : RegionRowsWords::tr("never read");
        row.ageState = AgeState::Unknown;
        break;
    }
    return row;
}

RegionRow RowMaker::workspace() const
{
    RegionRow row{
        u"workspace"_s,   RegionRowsWords::tr("Workspace"), reachSign(m_facts.reach.reach), {}, {}, AgeState::Fresh,
        ReadingForm::Live};
    const Reachability &reach = m_facts.reach;
    if (reach.reach == Reach::NotAsked) {
        row.detail = askingText(context(fastFactLimit));
        row.form = ReadingForm::Asking;
        row.ageState = AgeState::NeverRead;
        return row;
    }
    row.detail = reachDetail(reach);
    if (isSilent(reach.reach)) {
        row.age = reach.silentSince ? ageText(*reach.silentSince, m_in.now) : QString();
        return row;
    }
    const Instant probed = reach.lastProbeAt.value_or(Instant());
    row.age = ageText(probed, m_in.now);
    row.ageState = ageState(probed, m_in.now, fastFactLimit / 3);
    if (row.ageState == AgeState::Stale || row.ageState == AgeState::NeverRead) {
        row.detail = RegionRowsWords::tr("last seen %1").arg(row.sign.word);
        row.sign = ageSign(AgeState::Stale);
        row.form = ReadingForm::Stale;
    }
    return row;
}

RegionRow RowMaker::pipeline(const EstatePipeline &pipeline) const
{
    return row(u"pipeline/"_s + pipeline.name, pipeline.name, m_facts.pipelines.value(pipeline.name),
               context(fastFactLimit), [this](const Pipeline &value) {
                   return LiveCell{pipelineSign(value), pipelineDetail(value, m_in.now)};
               });
}

LiveCell RowMaker::goldLagCell(const TableWatermark &slowest, const Instant &readAt, qsizetype tables) const
{
    const auto lag = slowest.lag();
    if (!slowest.watermark || !lag)
        return {{Shape::SmallRing, ToneToken::Off, false, RegionRowsWords::tr("NO ROWS")}, slowest.table};
    const Duration now = *lag + between(readAt, m_in.now);
    const Duration rpo = m_in.view.group.rpo;
    const QString at = clockTime(*slowest.watermark, m_in.now);
    StateSign sign{Shape::SmallRing, ToneToken::Off, false, humanDuration(now)};
    const bool otherSilent = isSilent(m_in.view.facts.regions[otherRegion(m_in.region)].reach.reach);
    if (role() != Role::Active) { // a standby lags by plan; only a silent neighbour makes that news
        if (!otherSilent)
            return {sign, role() == Role::StandbyArmed ? RegionRowsWords::tr("%1, as planned").arg(at) : at};
        sign = {Shape::Triangle, ToneToken::Watch, true, sign.word};
        return {sign, RegionRowsWords::tr("%1, to be caught up").arg(at)};
    }
    if (now >= rpo)
        sign = {Shape::OctagonCross, ToneToken::Bad, true, sign.word};
    else if (4 * now >= 3 * rpo)
        sign = {Shape::Triangle, ToneToken::Watch, true, sign.word};
    else
        sign = {Shape::TickCircle, ToneToken::Ready, false, sign.word};
    return {sign, tables > 1 ? RegionRowsWords::tr("%1, slowest of %2 tables").arg(at).arg(tables) : at};
}

RegionRow RowMaker::goldLag() const
{
    // The least known table stands for the group: one that has no answer, else the one with the oldest data.
    Observed<TableWatermark> slowest;
    bool first = true;
    qsizetype tables = 0;
    for (const EstatePipeline &pipeline : m_in.view.group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            const auto reading = m_facts.watermarks.value(table.names[m_in.region]);
            ++tables;
            if (first || lessKnown(reading, slowest))
                slowest = reading;
            first = false;
        }
    }
    const Instant readAt = slowest.readAt;
    RegionRow lag =
        row(u"lag"_s, RegionRowsWords::tr("Gold lag"), slowest, context(slowFactLimit),
            [this, readAt, tables](const TableWatermark &value) { return goldLagCell(value, readAt, tables); });
    if (lag.isHatched() && slowest.value && slowest.value->watermark) {
        const QString at = clockTime(*slowest.value->watermark, m_in.now);
        const bool served = lastKnownServing(m_in.view.group, m_in.view.facts) == m_in.region;
        lag.detail = served ? RegionRowsWords::tr("last seen %1, proposed T0").arg(at)
                            : RegionRowsWords::tr("last seen %1").arg(at);
    }
    return lag;
}

RegionRow RowMaker::landing() const
{
    Observed<LandingNewest> oldest;
    bool first = true;
    for (const EstatePipeline &pipeline : m_in.view.group.pipelines) {
        if (pipeline.landingZones[m_in.region].isEmpty())
            continue;
        const auto reading = m_facts.landing.value(pipeline.name);
        if (first || lessKnown(reading, oldest))
            oldest = reading;
        first = false;
    }
    RegionRow none{u"landing"_s,
                   RegionRowsWords::tr("Landing zone"),
                   {Shape::SmallRing, ToneToken::Off, false, RegionRowsWords::tr("NOT SET")},
                   RegionRowsWords::tr("the estate names none, so data at risk is not known"),
                   {},
                   AgeState::Fresh,
                   ReadingForm::Live};
    if (first)
        return none;
    return row(u"landing"_s, none.name, oldest, context(slowFactLimit), [this](const LandingNewest &value) {
        return LiveCell{landingSign(value, m_in.view.group.rpo, m_in.now), landingDetail(value, m_in.now)};
    });
}

LiveCell RowMaker::jobCell(const Job &job) const
{
    const bool paused = job.schedule ? job.schedule->paused : job.continuousPaused.value_or(false);
    return {jobSign(paused, paused && role() == Role::Disarmed), jobDetail(job, role(), m_in.now)};
}

RegionRow RowMaker::job() const
{
    const QList<JobId> ids = m_in.view.group.jobs(m_in.region);
    RegionRow worst{u"job"_s,
                    RegionRowsWords::tr("Job"),
                    {Shape::SmallRing, ToneToken::Off, false, RegionRowsWords::tr("NOT SET")},
                    RegionRowsWords::tr("the estate names no job"),
                    {},
                    AgeState::Fresh,
                    ReadingForm::Live};
    bool first = true;
    for (const JobId &id : ids) {
        const auto reading = m_facts.jobs.value(id);
        const QString name =
            reading.value ? RegionRowsWords::tr("Job %1").arg(reading.value->name) : RegionRowsWords::tr("Job");
        RegionRow candidate = row(u"job"_s, ids.size() > 1 ? RegionRowsWords::tr("Jobs, %1").arg(ids.size()) : name,
                                  reading, context(fastFactLimit), [this](const Job &value) { return jobCell(value); });
        if (first || candidate.form > worst.form || (candidate.form == worst.form && candidate.sign.loud))
            worst = std::move(candidate);
        first = false;
    }
    return worst;
}

RegionRow RowMaker::warehouse() const
{
    return row(u"warehouse"_s, RegionRowsWords::tr("Warehouse"), m_facts.warehouse, context(fastFactLimit),
               [](const Warehouse &value) {
                   return LiveCell{warehouseSign(value.state), warehouseDetail(value)};
               });
}

RegionRow RowMaker::terraform() const
{
    const TerraformFacts &facts = m_in.view.facts.terraform;
    const WorkspaceFacts &workspace = facts.activation[m_in.region];
    ReadingContext terraform = context(fastFactLimit);
    terraform.hostSilent = isSilent(facts.reach.reach);
    terraform.host = RegionRowsWords::tr("Terraform");
    const EstateVariable &named = m_in.view.group.activation[m_in.region];
    return row(u"terraform"_s, RegionRowsWords::tr("Terraform"), workspace.workspace, terraform,
               [&workspace, &named](const TerraformWorkspace &value) {
                   return LiveCell{workspaceSign(value), workspaceDetail(value, workspace, named)};
               });
}

} // namespace

QList<RegionRow> regionRows(const RegionRowsInput &input)
{
    const RowMaker make(input);
    QList<RegionRow> rows{make.workspace()};
    for (const EstatePipeline &pipeline : input.view.group.pipelines)
        rows.append(make.pipeline(pipeline));
    rows << make.goldLag() << make.landing() << make.job() << make.warehouse() << make.terraform();
    return rows;
}

} // namespace twinlake
