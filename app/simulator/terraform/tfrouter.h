// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfRouter: method and path patterns to calls, and the forms every answer of the API shares (JSON:API documents, error
// documents, pages: contracts/terraform-cloud-api.md 1.4 and 1.5).
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/terraform/terraformworld.h"

#include <QStringList>

#include <nlohmann/json.hpp>

#include <vector>

namespace twinlake::simulator {

/// One authenticated request on its way to its handler.
struct TfCall {
    const SimRequest &request;
    const TfPrincipal &who;
    QStringList ids; ///< what stood at the ":" places of the pattern
    nlohmann::json body; ///< an empty object if there was none

    QString id(int place = 0) const { return ids.value(place); }
    /// data.attributes of a JSON:API body, or the body itself in the plain dialect.
    const nlohmann::json &attributes() const;
    /// The id in data.relationships.<name>.data, empty if there is none.
    QString related(const char *name) const;
    /// The ids in a relation to many: data.relationships.<name>.data, or data itself for an empty name.
    QStringList relatedMany(const char *name) const;
    QString queryValue(const QString &key) const;
    QStringList includes() const;
};

class TfRouter {
public:
    using Handler = std::function<SimResponse(TfCall &)>;

    /// `pattern` starts below /api/v2/, e.g. "workspaces/:id/vars".
    void add(const QByteArray &method, const QString &pattern, Handler handler);
    /// Empty if no pattern fits: 404 in this API.
    const Handler *find(const QByteArray &method, const QString &path, QStringList *ids) const;

private:
    struct Route {
        QByteArray method;
        QStringList parts;
        Handler handler;
    };
    std::vector<Route> m_routes;
};

SimResponse tfDocument(const nlohmann::json &document, int status = 200);
SimResponse tfData(const nlohmann::json &data, int status = 200);
SimResponse tfError(int status, const QString &title, const QString &detail = {});
SimResponse tfError(const TfRefusal &refusal);
SimResponse tfNotFound();
SimResponse tfInvalidInclude();
/// 204 or 202 without a body; the request changed the world.
SimResponse tfAccepted(int status);
/// One page of `items` with meta.pagination and links.
SimResponse tfPage(const TfCall &call, const std::vector<nlohmann::json> &items, const nlohmann::json &included = {});
SimResponse tfEmptyList(TfCall &call);
/// All of a list that the API does not page.
SimResponse tfWholeList(const std::vector<nlohmann::json> &items);
/// Text that is not JSON: a log, a policy's code.
SimResponse tfText(const QByteArray &text);
/// Marks a successful answer as one that changed the world.
SimResponse tfApplied(SimResponse response);

/// String member of an attributes object; `otherwise` if it is absent or something else.
QString textOf(const nlohmann::json &object, const char *key, const QString &otherwise = {});
bool flagOf(const nlohmann::json &object, const char *key, bool otherwise);
QStringList textsOf(const nlohmann::json &object, const char *key);
/// A member that is an object, or an empty one.
nlohmann::json objectOf(const nlohmann::json &object, const char *key);

} // namespace twinlake::simulator
