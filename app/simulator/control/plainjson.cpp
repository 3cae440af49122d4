// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/control/plainjson.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

SimResponse plainJson(const nlohmann::json &document, int status)
{
    SimResponse response;
    response.status = status;
    response.body = QByteArray::fromStdString(document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return response;
}

} // namespace twinlake::simulator
