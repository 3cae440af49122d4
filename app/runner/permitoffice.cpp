// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which scope a mutation needs.
#include "app/runner/permitoffice.h"

namespace twinlake {

MutationPermit PermitOffice::permitFor(const Mutation &mutation, const IncidentId &incident, const QString &intent)
{
    const auto *run = std::get_if<CreateRun>(&mutation);
    const auto scope = run && run->planOnly ? MutationPermit::Scope::PlanOnly : MutationPermit::Scope::Full;
    return MutationPermit(scope, incident, intent);
}

MutationPermit PermitOffice::planOnly(const QString &purpose)
{
    return MutationPermit(MutationPermit::Scope::PlanOnly, {}, purpose);
}

} // namespace twinlake
