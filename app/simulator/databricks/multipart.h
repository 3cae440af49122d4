// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// multipart/form-data, as uploads come.
#pragma once

#include "app/simulator/faces/simhttp.h"

#include <QMap>

#include <optional>

namespace twinlake::simulator {

/// The parts by name. Empty: the request is no well-formed multipart form.
std::optional<QMap<QString, QByteArray>> multipartForm(const SimRequest &request);

} // namespace twinlake::simulator
