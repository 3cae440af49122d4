// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Router: which handler answers which method and path of the Databricks API.
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/faces/tokenbook.h"

#include <QStringList>

#include <nlohmann/json.hpp>

#include <optional>
#include <vector>

namespace twinlake::simulator {

/// A request that reached its handler: who asks, the path's captures, the parsed body.
struct Call {
    const SimRequest &request;
    QStringList captures; ///< what stood for each "*" of the pattern
    nlohmann::json body; ///< an object; {} for GET, and where the body is not JSON
    TokenBook::Principal principal;

    /// Decoded; a space may have come as "%20" or as "+". Empty if it is absent.
    QString query(const QString &key) const;
    QStringList queryAll(const QString &key) const;
    /// Empty if it is not a whole number within the bounds; `fallback` if it is absent.
    std::optional<std::int64_t> queryNumber(const QString &key, std::int64_t fallback, std::int64_t low,
                                            std::int64_t high) const;
};

class Router {
public:
    using Handler = std::function<SimResponse(const Call &)>;
    using LateHandler = std::function<void(const Call &, Face::Reply)>;

    /// `pattern`: the path with "*" for one segment each; a last "**" takes the rest, one segment or more.
    void add(const QByteArray &method, const QString &pattern, Handler handler);
    void addLate(const QByteArray &method, const QString &pattern, LateHandler handler);

    /// The handler reads `request.body` itself: a form, or bytes.
    void addRaw(const QByteArray &method, const QString &pattern, Handler handler);

    struct Match {
        const LateHandler *handler;
        QStringList captures;
        bool raw;
    };
    std::optional<Match> match(const QByteArray &method, const QString &path) const;

private:
    struct Route {
        QByteArray method;
        QStringList segments;
        LateHandler handler;
        bool raw = false;
    };
    std::vector<Route> m_routes;
};

} // namespace twinlake::simulator
