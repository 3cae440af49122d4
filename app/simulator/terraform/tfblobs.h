// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfBlobs: the blob host of logs, redirected plan JSON, states and uploads, on an address of its own. It knows no
// tokens: the path is the secret, and a bearer that comes along is refused, as object stores do
// (contracts/terraform-cloud-api.md 5.2, 5.3, 7.1). Only states tolerate one: go-tfe sends it there (7.2).
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/terraform/terraformworld.h"

#include <map>

namespace twinlake::simulator {

class TfBlobs : public Face {
public:
    TfBlobs(TerraformWorld &world, const Draw &draw)
        : m_world(world)
        , m_draw(draw)
    {
    }

    /// Scheme, host and port that links to blobs begin with; set once the listener has its port.
    void setOrigin(const QString &origin) { m_origin = origin; }
    const QString &origin() const { return m_origin; }
    /// The address of a copy of `content`, good for one minute.
    QString publish(const QByteArray &content, const QByteArray &contentType);

    void handle(const SimRequest &request, Reply reply) override;
    bool isMutating(const SimRequest &request) const override { return request.method == QByteArrayLiteral("PUT"); }

private:
    struct Object {
        QByteArray content;
        QByteArray contentType;
        SimTime expires;
    };
    SimResponse answer(const SimRequest &request);
    SimResponse object(const SimRequest &request, const QByteArray &secret) const;
    SimResponse state(const QByteArray &secret, bool asJson) const;
    SimResponse take(const QString &shelf, const QByteArray &secret, const QByteArray &content);

    TerraformWorld &m_world;
    const Draw &m_draw;
    QString m_origin;
    std::map<QByteArray, Object> m_objects;
    std::uint64_t m_published = 0;
};

} // namespace twinlake::simulator
