// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/rules/advice.h"

#include "models/rules/groupview.h"
#include "models/rules/reachability.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

namespace {

using Tone = Advice::Tone;
using Action = Advice::Action;
struct AdviceWords {
    Q_DECLARE_TR_FUNCTIONS(Advice)
};

constexpr qsizetype headlineLimit = 90;

/// Labels and names are the estate's and may be of any length; the line is not.
Advice advice(Tone tone, QString headline, QString reason, Action action = Action::None, QString group = {})
{
    if (headline.size() > headlineLimit)
        headline = headline.left(headlineLimit - 1) + QChar(0x2026);
    return {tone, std::move(headline), std::move(reason), action, std::move(group)};
}

class Adviser {
public:
    Adviser(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now)
        : m_estate(estate)
        , m_snapshot(snapshot)
        , m_now(now)
        , m_views(viewGroups(estate, snapshot, now))
    {
    }

    Advice judge() const;

private:
    using Finding = std::optional<Advice>;

    Finding nothingReadYet() const;
    Finding servingRegionSilent() const;
    Finding refusedCredentials() const;
    Finding roleIs(Role bad, Tone tone) const;
    Finding disarmed() const;
    Finding standbySilent() const;
    Finding servedAfterFailover() const;
    Finding partial() const;
    Finding unknownServing() const;
    Finding unknownRole() const;
    Finding lagOverObjective() const;
    Finding notProven() const;
    Advice fine() const;

    const QString &label(Region region) const { return m_estate.regions[region].label; }
    static const Reachability &reach(const GroupView &view, Region of) { return view.facts.regions[of].reach; }
    QString silence(const Reachability &reach) const;
    std::optional<Region> serves(const GroupView &view) const;
    QString whoAnswers(const GroupView &view, Region silent, int &answering) const;

    const Estate &m_estate;
    const EstateSnapshot &m_snapshot;
    Instant m_now;
    QList<GroupView> m_views;
};

/// Who serves, or served when that was last known.
std::optional<Region> Adviser::serves(const GroupView &view) const
{
    return view.serving.region ? view.serving.region : lastKnownServing(view.group, view.facts);
}

QString Adviser::silence(const Reachability &reach) const
{
    return humanDuration(reach.silentSince ? between(*reach.silentSince, m_now) : Duration{});
}

QString Adviser::whoAnswers(const GroupView &view, Region silent, int &answering) const
{
    QList<Reachability> asked{reach(view, otherRegion(silent)), view.facts.terraform.reach};
    asked += m_snapshot.witnesses.values();
    answering = static_cast<int>(std::count_if(asked.cbegin(), asked.cend(), [](const Reachability &one) {
        return one.reach != Reach::NotAsked && !isSilent(one.reach);
    }));
    return AdviceWords::tr("%1 of %2 other hosts answer on the same network.").arg(answering).arg(asked.size());
}

Adviser::Finding Adviser::nothingReadYet() const
{
    const bool asked = std::any_of(m_views.cbegin(), m_views.cend(), [](const GroupView &view) {
        return reach(view, Region::Primary).lastProbeAt || reach(view, Region::Secondary).lastProbeAt;
    });
    if (asked)
        return std::nullopt;
    return advice(Tone::Unknown, AdviceWords::tr("Asking both regions. Nothing is known yet."), {});
}

Adviser::Finding Adviser::servingRegionSilent() const
{
    const GroupView *first = nullptr;
    for (const GroupView &view : m_views) {
        const auto region = serves(view).value_or(Region::Primary);
        if (isSilent(reach(view, region).reach) && (!first || view.group.rto < first->group.rto))
            first = &view;
    }
    if (!first)
        return std::nullopt;
    const Region silent = serves(*first).value_or(Region::Primary);
    const Region other = otherRegion(silent);
    const QString since = silence(reach(*first, silent));
    int answering = 0;
    const QString witnesses = whoAnswers(*first, silent, answering);
    if (answering < 2 || isSilent(reach(*first, other).reach)) {
        return advice(
            Tone::Bad,
            AdviceWords::tr("%1 has not answered for %2. Check our own network first.").arg(label(silent), since),
            witnesses);
    }
    const QString standby =
        AdviceWords::tr("%1 is %2 for %3.").arg(label(other), roleWord(first->roles[other].role), first->group.name);
    const QString reason = witnesses + QChar(u' ') + standby;
    return advice(Tone::Bad,
                  AdviceWords::tr("%1 has not answered for %2. Declare an outage, fail over %3 first.")
                      .arg(label(silent), since, first->group.name),
                  reason, Action::DeclareOutage, first->group.name);
}

Adviser::Finding Adviser::refusedCredentials() const
{
    for (const GroupView &view : m_views) {
        for (const Region region : bothRegions) {
            if (reach(view, region).reach == Reach::Credentials) {
                return advice(
                    Tone::Bad,
                    AdviceWords::tr("%1 refuses our credentials. Renew them, nothing can be read.").arg(label(region)),
                    reach(view, region).detail);
            }
        }
        if (view.facts.terraform.reach.reach == Reach::Credentials) {
            return advice(Tone::Bad,
                          AdviceWords::tr("Terraform refuses our credentials. Renew them before they are needed."),
                          view.facts.terraform.reach.detail);
        }
    }
    return std::nullopt;
}

Adviser::Finding Adviser::roleIs(Role bad, Tone tone) const
{
    for (const GroupView &view : m_views) {
        for (const Region region : bothRegions) {
            const RoleVerdict &role = view.roles[region];
            if (role.role != bad)
                continue;
            const QString where =
                AdviceWords::tr("%1 is %2 for %3.").arg(label(region), roleWord(bad), view.group.name);
            // the repair makes a standby again; in the region that serves, people do what the sentence says
            const bool standby =
                view.serving.kind == ServingVerdict::Kind::Proven && view.serving.region == otherRegion(region);
            return advice(tone, where + QChar(u' ') + role.repair, role.sentence,
                          standby ? Action::Rearm : Action::None, standby ? view.group.name : QString());
        }
    }
    return std::nullopt;
}

Adviser::Finding Adviser::disarmed() const
{
    return roleIs(Role::Disarmed, Tone::Bad);
}

Adviser::Finding Adviser::standbySilent() const
{
    for (const GroupView &view : m_views) {
        const auto serving = serves(view);
        if (!serving || !isSilent(reach(view, otherRegion(*serving)).reach))
            continue;
        const Region silent = otherRegion(*serving);
        return advice(Tone::Watch,
                      AdviceWords::tr("NO STANDBY. %1 serves; %2 has not answered for %3.")
                          .arg(label(*serving), label(silent), silence(reach(view, silent))),
                      reach(view, silent).detail);
    }
    return std::nullopt;
}

Adviser::Finding Adviser::servedAfterFailover() const
{
    for (const GroupView &view : m_views) {
        const auto serving = serves(view);
        if (!serving || (serving != Region::Secondary && serving != heldRegion(view.facts)))
            continue;
        const Region back = otherRegion(*serving);
        return advice(Tone::Watch,
                      AdviceWords::tr("%1 serves %2. Fail back once %3 has proven itself.")
                          .arg(label(*serving), view.group.name, label(back)),
                      view.roles[back].sentence, Action::FailBack, view.group.name);
    }
    return std::nullopt;
}

Adviser::Finding Adviser::partial() const
{
    return roleIs(Role::Partial, Tone::Watch);
}

Adviser::Finding Adviser::unknownServing() const
{
    for (const GroupView &view : m_views) {
        if (view.serving.kind == ServingVerdict::Kind::Unknown) {
            return advice(Tone::Unknown, AdviceWords::tr("Which region serves %1 is not known.").arg(view.group.name),
                          view.serving.sentence);
        }
    }
    return std::nullopt;
}

Adviser::Finding Adviser::unknownRole() const
{
    for (const GroupView &view : m_views) {
        for (const Region region : bothRegions) {
            if (view.roles[region].role == Role::Unknown) {
                return advice(
                    Tone::Unknown,
                    AdviceWords::tr("Whether %1 is ready for %2 is not known.").arg(label(region), view.group.name),
                    view.roles[region].sentence);
            }
        }
    }
    return std::nullopt;
}

Adviser::Finding Adviser::lagOverObjective() const
{
    for (const GroupView &view : m_views) {
        const auto lag = view.serving.region ? view.lag[*view.serving.region] : std::nullopt;
        if (lag && *lag > view.group.rpo) {
            return advice(
                Tone::Watch,
                AdviceWords::tr("%1 is served with data %2 old, the objective is %3.")
                    .arg(view.group.name, humanDuration(*lag), humanDuration(view.group.rpo)),
                AdviceWords::tr("%1 answers. Look at its pipelines and its feed.").arg(label(*view.serving.region)));
        }
    }
    return std::nullopt;
}

Adviser::Finding Adviser::notProven() const
{
    for (const GroupView &view : m_views) {
        if (view.serving.kind == ServingVerdict::Kind::NotProven) {
            return advice(Tone::Watch,
                          AdviceWords::tr("SERVING NOT PROVEN for %1. The pointer names %2.")
                              .arg(view.group.name, label(*view.serving.region)),
                          view.serving.sentence);
        }
    }
    return std::nullopt;
}

Advice Adviser::fine() const
{
    const GroupView &first = m_views.constFirst();
    const Region serving = first.serving.region.value_or(Region::Primary);
    QStringList ages;
    for (const GroupView &view : m_views) {
        const auto &lag = view.lag[view.serving.region.value_or(Region::Primary)];
        ages << AdviceWords::tr("%1 %2").arg(view.group.name, lag ? humanDuration(*lag) : AdviceWords::tr("not known"));
    }
    const QString groups =
        m_views.size() == 1 ? first.group.name : AdviceWords::tr("all %1 groups").arg(m_views.size());
    return advice(Tone::Fine,
                  AdviceWords::tr("No action needed. %1 serves %2 and %3 can take over.")
                      .arg(label(serving), groups, label(otherRegion(serving))),
                  AdviceWords::tr("Age of served data: %1.").arg(ages.join(AdviceWords::tr(", "))), Action::Rehearse);
}

Advice Adviser::judge() const
{
    if (m_views.isEmpty())
        return advice(Tone::Unknown, AdviceWords::tr("The estate names no failover group."), {});
    for (const auto check :
         {&Adviser::nothingReadYet, &Adviser::servingRegionSilent, &Adviser::refusedCredentials, &Adviser::disarmed,
          &Adviser::standbySilent, &Adviser::servedAfterFailover, &Adviser::partial, &Adviser::unknownServing,
          &Adviser::unknownRole, &Adviser::lagOverObjective, &Adviser::notProven}) {
        if (const Finding found = (this->*check)())
            return *found;
    }
    return fine();
}

} // namespace

Advice advise(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now)
{
    return Adviser(estate, snapshot, now).judge();
}

} // namespace twinlake
