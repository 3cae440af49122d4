// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ids are types: a pipeline's id cannot be handed to a call that wants an update's.
#pragma once

#include <QHashFunctions>
#include <QString>

namespace twinlake {

/// An id that a server or Twinlake writes as text. Empty means "none".
template <typename Tag>
struct TextId {
    QString value;

    bool isEmpty() const { return value.isEmpty(); }
    friend bool operator==(const TextId &, const TextId &) = default;
    friend bool operator<(const TextId &a, const TextId &b) { return a.value < b.value; }
    friend size_t qHash(const TextId &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

/// An id that a server writes as a 64-bit number; it never passes through a double. 0 means "none".
template <typename Tag>
struct NumberId {
    qint64 value = 0;

    bool isEmpty() const { return value == 0; }
    friend bool operator==(const NumberId &, const NumberId &) = default;
    friend bool operator<(const NumberId &a, const NumberId &b) { return a.value < b.value; }
    friend size_t qHash(const NumberId &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

// Databricks
using PipelineId = TextId<struct PipelineIdTag>; // UUID, lower case, per workspace
using UpdateId = TextId<struct UpdateIdTag>;
using WarehouseId = TextId<struct WarehouseIdTag>; // 16 hex digits
using StatementId = TextId<struct StatementIdTag>;
using JobId = NumberId<struct JobIdTag>;
using JobRunId = NumberId<struct JobRunIdTag>;

// HCP Terraform
using WorkspaceId = TextId<struct WorkspaceIdTag>; // ws-...
using VariableId = TextId<struct VariableIdTag>; // var-...
using TerraformRunId = TextId<struct TerraformRunIdTag>; // run-...
using PlanId = TextId<struct PlanIdTag>; // plan-...
using ApplyId = TextId<struct ApplyIdTag>; // apply-...

// Twinlake
using IncidentId = TextId<struct IncidentIdTag>; // INC-... or REH-...
using StepId = TextId<struct StepIdTag>; // a journal key of recovery-model.md 3.0, never renamed

} // namespace twinlake
