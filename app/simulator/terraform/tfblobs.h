// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfBlobs: the blob host of logs and redirected plan JSON, on an address of its own. It knows no tokens: the path is
// the secret, and a bearer that comes along is refused, as object stores do
// (contracts/terraform-cloud-api.md 5.2, 5.3).
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/terraform/terraformworld.h"

#include <map>

namespace twinlake::simulator {

class TfBlobs : public Face {
public:
    TfBlobs(const TerraformWorld &world, const Draw &draw)
        : m_world(world)
        , m_draw(draw)
    {
    }

    /// Scheme, host and port that links to blobs begin with; set once the listener has its port.
    void setOrigin(const QString &origin) { m_origin = origin; }
    const QString &origin() const { return m_origin; }
    /// The address of a copy of `content`, good for one minute.
    QString publish(const QByteArray &content);

    void handle(const SimRequest &request, Reply reply) override;
    bool isMutating(const SimRequest &) const override { return false; }

private:
    struct Object {
        QByteArray content;
        SimTime expires;
    };
    SimResponse answer(const SimRequest &request) const;

    const TerraformWorld &m_world;
    const Draw &m_draw;
    QString m_origin;
    std::map<QByteArray, Object> m_objects;
    std::uint64_t m_published = 0;
};

} // namespace twinlake::simulator
