// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whose a token is that somebody has just typed: one question to the region's own host, and the token is forgotten.
#pragma once

#include "app/http/hostoptions.h"
#include "models/ports/clock.h"

#include <stop_token>

namespace twinlake {

/// The user name that the workspace at `host.base` gives for `token`. Errors: as a read's; Auth if it is refused.
QCoro::Task<Result<QString>> whoIs(HostOptions host, QByteArray token, Clock &clock, std::stop_token stop);

} // namespace twinlake
