// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FaceBench: the Terraform face over a TerraformBench, asked without sockets.
#pragma once

#include "app/simulator/terraform/terraformface.h"
#include "terraformbench.h"

namespace twinlake::simulator {

struct FaceBench : TerraformBench {
    TfBlobs blobs{world, draw};
    TerraformFace face{
        world, blobs, {{QByteArrayLiteral("alice-token"), alice}, {QByteArrayLiteral("bob-token"), bob}}};

    FaceBench() { blobs.setOrigin(QStringLiteral("http://127.0.0.1:9999")); }

    static SimResponse ask(Face &asked, const QByteArray &method, const QString &path, const nlohmann::json &body,
                           const QByteArray &token)
    {
        return send(asked, method, path, body.is_null() ? QByteArray() : QByteArray::fromStdString(body.dump()), token);
    }
    static SimResponse send(Face &asked, const QByteArray &method, const QString &path, const QByteArray &body,
                            const QByteArray &token)
    {
        SimRequest request;
        request.method = method;
        request.path = path.section(u'?', 0, 0);
        request.query = QUrlQuery(path.section(u'?', 1));
        if (!token.isEmpty())
            request.headers.append({"authorization", "Bearer " + token});
        request.body = body;
        SimResponse answer;
        asked.handle(request, [&answer](SimResponse response) { answer = std::move(response); });
        return answer;
    }
    SimResponse api(const QByteArray &method, const QString &path, const nlohmann::json &body = {},
                    const QByteArray &token = QByteArrayLiteral("alice-token"))
    {
        pass(std::chrono::seconds(1)); // the rate limit is another test's subject
        return ask(face, method, QStringLiteral("/api/v2/") + path, body, token);
    }
    static nlohmann::json parsed(const SimResponse &response)
    {
        return nlohmann::json::parse(response.body.toStdString(), nullptr, false);
    }
    /// A JSON:API body.
    static nlohmann::json resource(const char *type, const nlohmann::json &attributes,
                                   const nlohmann::json &relationships = nlohmann::json::object())
    {
        return {{"data", {{"type", type}, {"attributes", attributes}, {"relationships", relationships}}}};
    }
    static QString idOf(const SimResponse &response)
    {
        const nlohmann::json document = parsed(response);
        return document.is_object() && document.contains("data")
            ? QString::fromStdString(document["data"].value("id", std::string()))
            : QString();
    }
};

} // namespace twinlake::simulator
