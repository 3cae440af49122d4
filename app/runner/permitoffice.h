// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PermitOffice: the only maker of MutationPermits. One permit for one journalled intent.
#pragma once

#include "models/domain/mutation.h"
#include "models/ports/mutationpermit.h"

namespace twinlake {

class PermitOffice {
public:
    /// `intent` is an intent that the journal holds already. A plan-only run gets the scope that allows nothing else.
    static MutationPermit permitFor(const Mutation &mutation, const IncidentId &incident, const QString &intent);
    /// For a plan-only run outside of an incident (readiness, dry run); the lock of the estate must be held.
    static MutationPermit planOnly(const QString &purpose);
};

} // namespace twinlake
