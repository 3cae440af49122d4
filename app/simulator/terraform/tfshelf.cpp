// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfshelf.h"

#include <algorithm>

namespace twinlake::simulator {

TfShelfItem &TfShelf::add(const QString &type, const QString &idPrefix, const QString &owner, SimTime now)
{
    TfShelfItem item;
    item.id = m_draw.terraformId(idPrefix, type, m_counts[type]++);
    item.type = type;
    item.owner = owner;
    item.createdAt = now;
    item.updatedAt = now;
    m_items.push_back(std::move(item));
    return m_items.back();
}

const TfShelfItem *TfShelf::find(const QString &type, const QString &id) const
{
    const auto found = std::find_if(m_items.cbegin(), m_items.cend(),
                                    [&](const TfShelfItem &one) { return one.type == type && one.id == id; });
    return found == m_items.cend() ? nullptr : &*found;
}

TfShelfItem *TfShelf::find(const QString &type, const QString &id)
{
    return const_cast<TfShelfItem *>(std::as_const(*this).find(type, id));
}

bool TfShelf::remove(const QString &type, const QString &id)
{
    const auto gone = std::erase_if(m_items, [&](const TfShelfItem &one) { return one.type == type && one.id == id; });
    return gone > 0;
}

std::vector<const TfShelfItem *> TfShelf::all(const QString &type, const QString &owner) const
{
    std::vector<const TfShelfItem *> found;
    for (const TfShelfItem &one : m_items) {
        if (one.type == type && (owner.isEmpty() || one.owner == owner))
            found.push_back(&one);
    }
    return found;
}

bool TfShelf::isTaken(const QString &type, const QString &owner, const std::string &name) const
{
    return std::any_of(m_items.cbegin(), m_items.cend(), [&](const TfShelfItem &one) {
        return one.type == type && one.owner == owner && one.attributes.value("name", nlohmann::json()) == name;
    });
}

} // namespace twinlake::simulator
