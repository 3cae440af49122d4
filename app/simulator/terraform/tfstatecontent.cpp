// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfPlanner's state files: what is known of a reference workspace, as a state file holds it.
#include "app/simulator/hcl/hclresources.h"
#include "app/simulator/terraform/tfplandocument.h"
#include "app/simulator/terraform/tfplanner.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

TfStateContent TfPlanner::stateContent(const TfWorkspace &workspace) const
{
    std::map<QString, json> resources; // by address without index
    for (const auto &[address, attributes] : workspace.knownState) {
        const QString bare = address.section(u'[', 0, 0);
        const bool inModule = bare.startsWith(u"module."_s);
        const QStringList parts = bare.split(u'.');
        json &resource = resources[bare];
        if (resource.is_null()) {
            const QString type = parts.value(inModule ? 2 : 0);
            const std::string provider = type == u"terraform_data"_s ? "terraform.io/builtin/terraform"
                                                                     : "app.terraform.io/databricks/databricks";
            resource = {{"mode", "managed"},
                        {"type", type.toStdString()},
                        {"name", parts.last().toStdString()},
                        {"provider", "provider[\"" + provider + "\"]"},
                        {"instances", json::array()}};
            if (inModule)
                resource["module"] = (u"module."_s + parts.value(1)).toStdString();
        }
        json instance = {{"schema_version", 0},
                         {"attributes", toStateAttributes(parts.value(inModule ? 2 : 0), parsedJson(attributes))},
                         {"sensitive_attributes", json::array()}};
        if (bare != address)
            instance["index_key"] = address.mid(bare.size() + 2).chopped(2).toStdString();
        resource["instances"].push_back(instance);
    }
    json list = json::array();
    for (const auto &[address, resource] : resources)
        list.push_back(resource);
    return {QByteArray::fromStdString(list.dump()), "{}"};
}

} // namespace twinlake::simulator
