// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfShelf: the smaller resources of the API, kept as they were posted: projects, policies, policy sets, notification
// configurations, run triggers.
#pragma once

#include "app/simulator/world/draw.h"
#include "app/simulator/world/scheduler.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>

#include <deque>
#include <map>
#include <vector>

namespace twinlake::simulator {

struct TfShelfItem {
    QString id;
    QString type; ///< "policy-sets"
    QString owner; ///< a workspace or the organization
    nlohmann::json attributes = nlohmann::json::object();
    std::map<QString, QStringList> links; ///< relation -> ids
    QByteArray content; ///< a policy's code
    SimTime createdAt;
    SimTime updatedAt;
};

class TfShelf {
public:
    explicit TfShelf(const Draw &draw)
        : m_draw(draw)
    {
    }

    TfShelfItem &add(const QString &type, const QString &idPrefix, const QString &owner, SimTime now);
    TfShelfItem *find(const QString &type, const QString &id);
    const TfShelfItem *find(const QString &type, const QString &id) const;
    bool remove(const QString &type, const QString &id);
    /// In the order of their creation; an empty owner means all.
    std::vector<const TfShelfItem *> all(const QString &type, const QString &owner = {}) const;
    bool isTaken(const QString &type, const QString &owner, const std::string &name) const;

private:
    const Draw &m_draw;
    std::deque<TfShelfItem> m_items;
    std::map<QString, std::uint64_t> m_counts;
};

} // namespace twinlake::simulator
