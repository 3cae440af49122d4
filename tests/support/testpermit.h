// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PermitOffice for tests that do not link the runner: makes permits for the mutation sender alone.
#pragma once

#include "models/ports/mutationpermit.h"

namespace twinlake {

class PermitOffice {
public:
    static MutationPermit full(const QString &intent)
    {
        return MutationPermit(MutationPermit::Scope::Full, IncidentId{QStringLiteral("INC-TEST")}, intent);
    }
    static MutationPermit planOnly(const QString &intent)
    {
        return MutationPermit(MutationPermit::Scope::PlanOnly, IncidentId{QStringLiteral("INC-TEST")}, intent);
    }
};

} // namespace twinlake
