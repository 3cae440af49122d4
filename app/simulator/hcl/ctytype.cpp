// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/ctytype.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using nlohmann::json;

json ctyType(const json &value)
{
    if (value.is_boolean())
        return "bool";
    if (value.is_number())
        return "number";
    if (value.is_string())
        return "string";
    if (value.is_array()) {
        json parts = json::array();
        for (const json &one : value)
            parts.push_back(ctyType(one));
        return {"tuple", parts};
    }
    if (value.is_object()) {
        json parts = json::object();
        for (const auto &[name, one] : value.items())
            parts[name] = ctyType(one);
        return {"object", parts};
    }
    return "dynamic";
}

} // namespace twinlake::simulator
