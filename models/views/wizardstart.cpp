// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardViewModel: the start page. A choice is a recipe and a group, never a row: offers come and go under it.
#include "models/views/wizardviewmodel.h"

#include <algorithm>

namespace twinlake {

int WizardViewModel::offerRow() const
{
    const QList<WizardOffer> &all = m_offers.offers();
    for (int row = 0; m_offered && row < all.size(); ++row) {
        if (all.at(row).recipe == m_offered->first && all.at(row).group == m_offered->second)
            return row;
    }
    return -1;
}

const WizardOffer *WizardViewModel::offer() const
{
    const int row = m_run ? -1 : offerRow();
    return row < 0 ? nullptr : &m_offers.offers().at(row);
}

void WizardViewModel::chooseOffer(int row)
{
    if (row == offerRow() || row < 0 || row >= m_offers.rowCount())
        return;
    const WizardOffer &chosen = m_offers.offers().at(row);
    m_offered = Offered{chosen.recipe, chosen.group};
    m_refusal.clear();
    refresh();
}

void WizardViewModel::chooseRecipe(RecipeKind recipe, const QString &group)
{
    m_offered = Offered{recipe, group};
    showIncident(std::nullopt);
}

void WizardViewModel::start()
{
    const WizardOffer *chosen = offer();
    if (m_run || m_opening || !chosen || !chosen->fits)
        return;
    m_opening = chosen->group;
    m_refusal.clear();
    OpenIncident request{chosen->recipe, chosen->group, {}, m_driver};
    refresh();
    m_commands.open(request);
}

void WizardViewModel::refreshStart()
{
    m_steps.clear();
    QList<WizardOffer> offers = wizardOffers(m_estate, m_snapshot ? &*m_snapshot : nullptr, m_now);
    for (WizardOffer &offer : offers) {
        const WizardIncident *open = m_incidents.openOf(offer.group);
        if (!open)
            continue;
        offer.fits = false;
        offer.remark = tr("%1 is open").arg(open->run.id.value);
        offer.page.sentence =
            tr("%1 is open for %2. One incident of a group at a time.").arg(open->run.id.value, offer.group);
    }
    m_offers.setOffers(offers);
    if (!m_offered && !offers.isEmpty()) {
        const auto free = std::find_if(offers.cbegin(), offers.cend(),
                                       [this](const WizardOffer &one) { return !m_incidents.openOf(one.group); });
        const WizardOffer &first = free == offers.cend() ? offers.constFirst() : *free;
        m_offered = Offered{first.recipe, first.group};
    }
    if (const WizardOffer *chosen = offer()) {
        m_page = chosen->page;
        return;
    }
    m_page = WizardPage{};
    m_page.sign = stepSign(StepStatus::ToCome);
    m_page.headline = tr("The estate names no failover group.");
    if (m_offered) {
        m_page.headline = tr("Not offered now: %1").arg(incidentTitle(m_offered->first, m_offered->second, {}));
        m_page.sentence = tr("Nothing that was read asks for it. Choose a recipe at the left.");
    }
}

} // namespace twinlake
