// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// MutationPermit: without one no mutating call can be made. Only PermitOffice (app/runner) makes them, so what does not
// link the runner cannot write.
#pragma once

#include "models/domain/ids.h"

#include <QString>

#include <utility>

namespace twinlake {

class MutationPermit {
public:
    /// PlanOnly: speculative Terraform runs and nothing else. Full: an incident under both locks.
    enum class Scope { PlanOnly, Full };

    Scope scope() const { return m_scope; }
    const IncidentId &incident() const { return m_incident; }
    /// The journal's intent row that this permit belongs to; one permit, one request.
    const QString &intent() const { return m_intent; }

private:
    friend class PermitOffice;
    MutationPermit(Scope scope, IncidentId incident, QString intent)
        : m_scope(scope)
        , m_incident(std::move(incident))
        , m_intent(std::move(intent))
    {
    }

    Scope m_scope;
    IncidentId m_incident;
    QString m_intent;
};

} // namespace twinlake
