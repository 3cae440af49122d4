// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an answer with an error status means. One mapping for Databricks (contract 2.1, 2.2), HCP Terraform (contract
// 1.5) and the OAuth token endpoint (Databricks contract 1.3).
#pragma once

#include "models/domain/result.h"
#include "models/domain/time.h"

#include <chrono>
#include <optional>

namespace twinlake {

struct Exchange;

/// For a status outside 2xx. A redirect is Protocol; the code wins over the status.
Error apiError(const Exchange &exchange, const Instant &now);

/// "Retry-After" in seconds or as a date, else "X-RateLimit-Reset" in seconds; empty if neither says anything sensible.
std::optional<std::chrono::milliseconds> askedWait(const Exchange &exchange, const Instant &now);

/// A body that is a page for people: a login form, a proxy, the wrong host.
bool isHtml(const Exchange &exchange);

} // namespace twinlake
