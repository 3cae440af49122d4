// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a caller may do what it asks. Asked before it is looked whether the object exists, as the service does: who
// may not see a deleted job gets 403, not 404.
#pragma once

#include "app/simulator/databricks/router.h"
#include "app/simulator/world/accesscontrol.h"

namespace twinlake::simulator {

AccessControl::Asker askerOf(const Call &call);
/// The caller as the creator of a new object.
AclEntry creatorOf(const Call &call);
/// The 403; empty if the caller has at least that level.
std::optional<SimResponse> refusedAccess(const AccessControl &access, const Call &call, const QString &segment,
                                         const QString &id, const QString &level);

} // namespace twinlake::simulator
