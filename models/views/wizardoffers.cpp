// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The start page's offers, with the evidence an operator wants before declaring anything.
#include "models/views/wizardoffers.h"

#include "models/rules/serving.h"
#include "models/runbook/recipe.h"
#include "models/views/wizardrepairs.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

namespace {

constexpr Duration roleLimit = std::chrono::minutes(3);

class OfferWords {
    Q_DECLARE_TR_FUNCTIONS(WizardOffers)
};

const GroupFacts *factsOf(const EstateSnapshot *snapshot, const QString &group)
{
    if (!snapshot)
        return nullptr;
    const auto found = std::find_if(snapshot->groups.cbegin(), snapshot->groups.cend(),
                                    [&](const GroupFacts &facts) { return facts.group == group; });
    return found == snapshot->groups.cend() ? nullptr : &*found;
}

EvidenceVerdict verdictOf(Reach reach)
{
    if (reach == Reach::Reachable)
        return EvidenceVerdict::Good;
    if (reach == Reach::NotAsked)
        return EvidenceVerdict::CannotKnow;
    return reach == Reach::Slow || reach == Reach::Throttled ? EvidenceVerdict::NotYet : EvidenceVerdict::Bad;
}

Evidence reachRow(const QString &label, const Reachability &reach)
{
    return {OfferWords::tr("%1 workspace").arg(label), verdictOf(reach.reach), reachSign(reach.reach).word,
            reach.detail, reach.lastProbeAt};
}

Evidence roleRow(const QString &label, const RegionFacts &facts, const Instant &now)
{
    const RoleVerdict role = judgeRole(facts, now, roleLimit);
    EvidenceVerdict verdict = EvidenceVerdict::Good;
    if (role.role == Role::Unknown)
        verdict = EvidenceVerdict::CannotKnow;
    else if (role.role == Role::Disarmed)
        verdict = EvidenceVerdict::Bad;
    else if (role.role == Role::Partial)
        verdict = EvidenceVerdict::NotYet;
    return {OfferWords::tr("%1 role").arg(label), verdict, roleWord(role.role), role.sentence, role.readAt};
}

/// T0 as the incident will propose it: the oldest watermark of the region that is left, for the slowest table decides.
Evidence t0Row(const Estate &estate, const GroupFacts &facts, Region from)
{
    std::optional<Instant> oldest;
    std::optional<Instant> readAt;
    for (const auto &reading : facts.regions[from].watermarks) {
        if (!reading.value || !reading.value->watermark)
            continue;
        if (!oldest || *reading.value->watermark < *oldest) {
            oldest = reading.value->watermark;
            readAt = reading.readAt;
        }
    }
    const QString question = OfferWords::tr("T0 that will be proposed");
    if (!oldest)
        return {question,
                EvidenceVerdict::CannotKnow,
                OfferWords::tr("NOT READ"),
                OfferWords::tr("no watermark read yet"),
                {}};
    return {question, EvidenceVerdict::Waiting, timeOfDay(*oldest),
            OfferWords::tr("last gold watermark seen in %1").arg(regionLabel(estate, from)), readAt};
}

Evidence pointerRow(const Estate &estate, const GroupFacts &facts)
{
    const auto &canary = facts.canary;
    const QString question = OfferWords::tr("Consumers' pointer");
    if (!canary.isLive() || !canary.value->region) {
        return {question, EvidenceVerdict::CannotKnow, OfferWords::tr("NOT KNOWN"),
                canary.error ? canary.error->message : OfferWords::tr("the canary was not read"),
                canary.readAt.isValid() ? std::optional(canary.readAt) : std::nullopt};
    }
    return {question, EvidenceVerdict::Good, regionLabel(estate, *canary.value->region),
            OfferWords::tr("named by the canary"), canary.readAt};
}

QList<QPair<QString, QString>> stages(RecipeKind recipe, const QString &from, const QString &to)
{
    if (recipe == RecipeKind::Failover) {
        return {
            {OfferWords::tr("Declare"), OfferWords::tr("Asks witnesses whether %1 is gone; you confirm T0.").arg(from)},
            {OfferWords::tr("Warm and assess"),
             OfferWords::tr("Starts the warehouse of %1, previews the plan.").arg(to)},
            {OfferWords::tr("Activate"), OfferWords::tr("Applies the guarded plan after you type %1.").arg(to)},
            {OfferWords::tr("Catch up"), OfferWords::tr("Waits until every gold table is proven whole up to T0.")},
            {OfferWords::tr("Repoint"), OfferWords::tr("Moves the consumers after you type %1 again.").arg(to)},
            {OfferWords::tr("Serve and hold"), OfferWords::tr("Proves who serves, soaks, guards against a way back.")}};
    }
    if (recipe == RecipeKind::Switchover) {
        return {
            {OfferWords::tr("Make ready"), OfferWords::tr("Both regions healthy, plans clean, one driver.")},
            {OfferWords::tr("Heat"),
             OfferWords::tr("Applies the guarded plan after you type %1; both regions run.").arg(to)},
            {OfferWords::tr("Level"), OfferWords::tr("Waits until both hold the same rows up to a common cut.")},
            {OfferWords::tr("Repoint"), OfferWords::tr("Moves the consumers after you type %1 again.").arg(to)},
            {OfferWords::tr("Soak"), OfferWords::tr("%1 stays hot until the window is over.").arg(from)},
            {OfferWords::tr("Demote"), OfferWords::tr("%1 becomes the standby, and the re-arm is tested.").arg(from)}};
    }
    return {{OfferWords::tr("Trust and mend"), OfferWords::tr("%1 must have been back for the hold-down.").arg(to)},
            {OfferWords::tr("Catch up and compare"),
             OfferWords::tr("Every minute since T0 must be equal in both regions.")},
            {OfferWords::tr("Repoint"), OfferWords::tr("Moves the consumers after you type %1.").arg(to)},
            {OfferWords::tr("Soak"), OfferWords::tr("%1 stays hot until the commit window is over.").arg(from)},
            {OfferWords::tr("Demote"),
             OfferWords::tr("%1 goes back to its schedule, and the re-arm is tested.").arg(from)}};
}

void judgeFit(WizardOffer &offer, const Estate &estate, const GroupFacts *facts, Region to)
{
    const bool known = facts && facts->canary.isLive() && facts->canary.value->region.has_value();
    if (!known) {
        offer.remark = OfferWords::tr("who serves is not known");
        return;
    }
    const Region serving = *facts->canary.value->region;
    offer.fits = serving != to;
    offer.remark = offer.fits ? OfferWords::tr("%1 serves now").arg(regionLabel(estate, serving))
                              : OfferWords::tr("%1 serves already").arg(regionLabel(estate, serving));
}

/// Who serves, or did when that was last known: the region that went dark cannot say so any more.
Region targetOf(RecipeKind recipe, const FailoverGroup &group, const GroupFacts *facts)
{
    const Region usual = otherRegion(usualSource(recipe));
    if (!facts)
        return usual;
    if (recipe == RecipeKind::Failback) {
        const std::optional<Region> held = heldRegion(*facts);
        return held ? otherRegion(*held) : usual;
    }
    const bool told = facts->canary.isLive() && facts->canary.value->region.has_value();
    const std::optional<Region> serving = told ? facts->canary.value->region : lastKnownServing(group, *facts);
    return serving ? otherRegion(*serving) : usual;
}

void showAsItIsNow(WizardPage &page, const Estate &estate, const GroupFacts &facts, const Instant &now)
{
    page.evidenceTitle = OfferWords::tr("As it is now");
    for (const Region region : bothRegions) {
        page.evidence.append(reachRow(regionLabel(estate, region), facts.regions[region].reach));
        page.evidence.append(roleRow(regionLabel(estate, region), facts.regions[region], now));
    }
    page.evidence.append(pointerRow(estate, facts));
}

WizardOffer offerFor(RecipeKind recipe, const Estate &estate, const FailoverGroup &group,
                     const EstateSnapshot *snapshot, const Instant &now)
{
    const GroupFacts *facts = factsOf(snapshot, group.name);
    const Region to = targetOf(recipe, group, facts);
    const QString toLabel = regionLabel(estate, to);
    const QString fromLabel = regionLabel(estate, otherRegion(to));
    WizardOffer offer{recipe, group.name, incidentTitle(recipe, group.name, toLabel), true, {}, {}, {}};
    judgeFit(offer, estate, facts, to);
    offer.stages = stages(recipe, fromLabel, toLabel);
    WizardPage &page = offer.page;
    page.sign = stepSign(StepStatus::ToCome, true);
    page.headline = offer.title;
    page.sentence = OfferWords::tr("Starting opens an incident and reads. Nothing is changed before you approve it.");
    if (!offer.fits)
        page.sentence =
            OfferWords::tr("The canary says that %1 serves already, so there is nothing to do.").arg(toLabel);
    if (!facts)
        return offer;
    showAsItIsNow(page, estate, *facts, now);
    if (recipe == RecipeKind::Failover)
        page.evidence.append(t0Row(estate, *facts, otherRegion(to)));
    return offer;
}

WizardOffer repairOffer(RecipeKind repair, const QString &why, const Estate &estate, const FailoverGroup &group,
                        const GroupFacts &facts, const Instant &now)
{
    WizardOffer offer{repair, group.name, incidentTitle(repair, group.name, {}), true, why, {}, repairStages(repair)};
    WizardPage &page = offer.page;
    page.sign = stepSign(StepStatus::ToCome, true);
    page.headline = offer.title;
    page.sentence = repairSentence(repair);
    showAsItIsNow(page, estate, facts, now);
    return offer;
}

} // namespace

QList<WizardOffer> wizardOffers(const Estate &estate, const EstateSnapshot *snapshot, const Instant &now)
{
    QList<WizardOffer> offers;
    for (const FailoverGroup &group : estate.groups) {
        offers.append(offerFor(RecipeKind::Failover, estate, group, snapshot, now));
        offers.append(offerFor(RecipeKind::Failback, estate, group, snapshot, now));
        offers.append(offerFor(RecipeKind::Switchover, estate, group, snapshot, now));
    }
    // Last, because they come and go: no other offer may move under somebody's pointer.
    for (const RecipeKind repair : {RecipeKind::Rearm, RecipeKind::SettleDebt}) {
        for (const FailoverGroup &group : estate.groups) {
            const GroupFacts *facts = factsOf(snapshot, group.name);
            const auto why = facts ? repairReason(repair, estate, group, *facts, now) : std::nullopt;
            if (why)
                offers.append(repairOffer(repair, *why, estate, group, *facts, now));
        }
    }
    return offers;
}

void WizardOffersModel::setOffers(QList<WizardOffer> offers)
{
    const bool sameSize = offers.size() == m_offers.size();
    if (!sameSize)
        beginResetModel();
    m_offers = std::move(offers);
    if (!sameSize)
        endResetModel();
    else if (!m_offers.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int WizardOffersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_offers.size());
}

QVariant WizardOffersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const WizardOffer &offer = m_offers.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return offer.title;
    case RemarkRole:
        return offer.remark;
    case FitsRole:
        return offer.fits;
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(offer.title, offer.remark);
    default:
        return {};
    }
}

} // namespace twinlake
